import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUpNow, saveCopy } from '../../db/backups/backups.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { sql } from '../../db/connection/connection.ts';
import { backupFolder } from '../../db/backups/copy.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { eraseForGood, isErasing, type EraseTarget } from '../../db/erase/erase.ts';
import { nextRedo, nextUndo } from '../../db/journal/choose.ts';
import { openStore } from '../../db/connection/open.ts';
import { hideUnfinished } from '../../db/imports/unfinished.ts';
import { runTakeBack } from '../../backend/jobs/take-back.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { anyStep, apply } from '../support/random-edits.ts';
import { projectCases } from '../support/slow.ts';

/** Returns all bytes of the project, of its journal file and of its copies. */
function bytesOf(b: Backend): Buffer {
  const folder = backupFolder(b.path);
  const files = [b.folder, folder]
    .filter((each) => existsSync(each))
    .flatMap((each) => readdirSync(each).map((name) => join(each, name)))
    .filter((path) => /\.postil(-wal|-shm)?$/.test(path));
  return Buffer.concat(files.map((path) => readFileSync(path)));
}

/** Erases as the program does, with the project closed meanwhile. */
function erase(b: Backend, target: EraseTarget) {
  b.workspace.close();
  const report = eraseForGood(b.path, target, b.workspace.settings.actor, 'test');
  b.restart();
  return report;
}

function problems(b: Backend) {
  const store = openStore(b.path, { program: 'check' });
  try {
    return checkProject(store).problems;
  } finally {
    store.close();
  }
}

/** Undoes or redoes the last change in the way of large changes, which store the removed rows in packs. */
async function inPacks(b: Backend, verb: 'Undo' | 'Redo'): Promise<void> {
  const { actor } = b.workspace.settings;
  const found = (verb === 'Undo' ? nextUndo : nextRedo)(b.store.db, actor.analyst.id)!;
  const store = openStore(b.path, { program: 'undo' });
  try {
    await runTakeBack({ store, actor }, { do: verb, found });
  } finally {
    store.close();
    hideUnfinished(b.store);
  }
}

async function tag(b: Backend, document: Uid, type: string, words: string): Promise<Uid> {
  const start = b.textOf(document).indexOf(words);
  const { span } = await b.call('spans.create', {
    document,
    type,
    fragments: [[start, start + words.length]],
  });
  return span.id;
}

const ARTICLE =
  'Oddny Grimsdotter denied that the quarrystone ledger exists. "There is no quarrystone ledger," she said in Vesterholm.';
const OTHER = 'Vesterholm waits. Oddny Grimsdotter did not come, said Bo Ek. GRIMSDÖTTER’s critics agreed.';

test('an erased article leaves no byte in the project, its journal file or its copies', async () => {
  const b = backend();
  const [article, other] = [b.addDocument(ARTICLE, 'quarry.txt'), b.addDocument(OTHER, 'other.txt')];
  const claim = await tag(b, article, 'CLAIM', 'the quarrystone ledger exists');
  const person = await tag(b, article, 'PERSON', 'Oddny Grimsdotter');
  const elsewhere = await tag(b, other, 'CLAIM', 'Oddny Grimsdotter did not come');
  const speaker = await tag(b, other, 'PERSON', 'Bo Ek');
  await b.call('notes.add', { document: article, span: claim, body: 'Ask about the quarrystone.' });
  await b.call('relations.create', { type: 'refutes', from: elsewhere, to: claim });
  await b.call('slots.fill', { span: elsewhere, slot: 'claimer', filler: { span: speaker } });
  await b.call('spans.delete', { ids: [person] });
  await b.call('history.undo', {});
  backUpNow(b.path);
  await b.call('documents.delete', { documents: [article] });
  backUpNow(b.path);
  expect(bytesOf(b).includes('quarrystone')).toBe(true);

  const report = erase(b, { of: 'document', id: article });
  expect(report).toMatchObject({ unread: [], left: [] });
  expect(report.copies).toHaveLength(2);
  const bytes = bytesOf(b);
  for (const words of ['quarrystone', 'quarry.txt', 'denied that', 'ledger'])
    expect(bytes.includes(words), words).toBe(false);
  expect(bytes.includes('Bo Ek')).toBe(true);

  expect(problems(b)).toEqual([]);
  expect((await b.call('history.trash', {})).total).toBe(0);
  const left = (await b.call('annotations.get', { document: other })).spans;
  expect(left.map(({ type }) => type).sort()).toEqual(['CLAIM', 'PERSON']);
  expect(left.find(({ id }) => id === elsewhere)!.slots).toHaveLength(1);
});

test('an erased entity keeps its annotations and loses its names everywhere', async () => {
  const b = backend();
  const [article, other] = [b.addDocument(ARTICLE, 'oddny-grimsdotter.txt'), b.addDocument(OTHER)];
  const person = await tag(b, article, 'PERSON', 'Oddny Grimsdotter');
  const { entity } = await b.call('entities.create', {
    name: 'Oddny Grimsdotter',
    type: 'PERSON',
    aliases: ['Grimsdotter'],
    note: 'born as Oddny Kvistmark',
    mentions: [person],
  });
  await b.call('entities.update', { entity: entity.id, name: 'Oddny Kvistmark' });
  await b.call('entities.update', { entity: entity.id, name: 'Oddny Grimsdotter' });
  await b.call('notes.add', { document: other, body: 'Is oddny grimsdotter meant?' });
  await b.call('documents.setMetadata', { document: article, metadata: { title: 'Grimsdotter denies' } });
  backUpNow(b.path);

  const report = erase(b, { of: 'entity', id: entity.id });
  expect(report).toMatchObject({ unread: [], left: [] });
  const bytes = bytesOf(b);
  for (const words of ['Grimsdotter', 'grimsdotter', 'GRIMSD', 'Kvistmark', 'kvistmark'])
    expect(bytes.includes(words), words).toBe(false);

  expect(problems(b)).toEqual([]);
  expect(b.textOf(article)).toBe(ARTICLE.replace('Oddny Grimsdotter', '█████ ███████████'));
  const { spans } = await b.call('annotations.get', { document: article });
  expect(spans).toMatchObject([{ id: person, fragments: [[0, 17]], entities: [entity.id] }]);
  const { entity: nameless } = await b.call('entities.get', { entity: entity.id });
  expect(nameless).toMatchObject({ name: '(deleted)', aliases: [], externalIds: [] });
  // Vesterholm is spelled as before.
  expect((await b.call('documents.list', { search: 'Vesterholm' })).total).toBe(2);
  expect((await b.call('documents.list', { search: 'Grimsdotter' })).total).toBe(0);
});

test('after any edits the journal can still be undone, and the other article is unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ step: anyStep, which: fc.nat(1), undo: fc.boolean() }), { maxLength: 25 }),
      async (edits) => {
        const b = backend();
        const documents = [b.addDocument(ARTICLE, 'a.txt'), b.addDocument(OTHER, 'b.txt')];
        for (const { step, which, undo } of edits) {
          await apply(b, documents[which]!, [ARTICLE, OTHER][which]!, step);
          if (undo) await b.call('history.undo', {}).catch(() => undefined);
        }
        const about = (dump: Iterable<string>) => [...dump].filter((line) => !line.includes(documents[0]!));
        const before = about(canonicalDump(b.store));
        erase(b, { of: 'document', id: documents[0]! });
        expect(problems(b)).toEqual([]);
        const after = [...canonicalDump(b.store)];
        expect(after.filter((line) => line.includes(documents[0]!))).toEqual([
          `tombstone ${documents[0]} {"of":"document"}`,
        ]);
        expect(about(after)).toEqual(before);
      },
    ),
    { numRuns: projectCases(15) },
  );
});

test('other rows of the import are still counted correctly, and importing the file again does not restore the article', async () => {
  const b = backend();
  const file = join(b.folder, 'two.jsonl');
  const line = (text: string, id: string) =>
    JSON.stringify({
      id,
      name: `${id}.txt`,
      text,
      spans: [{ type: 'PERSON', start: 0, end: text.indexOf(' ') }],
    });
  const ids = [newUid(), newUid()] as const;
  writeFileSync(file, `${line('Oddny left.', ids[0])}\n${line('Bo stayed.', ids[1])}\n`);
  const bring = async () => {
    const { id } = b.workspace.files.admit(file);
    return await b.call('exchange.import', { job: newUid(), files: [id] });
  };
  expect(await bring()).toMatchObject({ documents: 2, spans: 2 });
  await tag(b, ids[0], 'CLAIM', 'Oddny left.');

  erase(b, { of: 'document', id: ids[0] });
  expect(problems(b)).toEqual([]);
  const again = await bring();
  expect(again).toMatchObject({ documents: 0, skipped: 1 });
  expect(JSON.stringify(again.notes)).toContain('was deleted for good');

  const [entry] = (await b.call('history.list', { document: ids[1] })).entries;
  expect(entry).toMatchObject({ batch: true });
  erase(b, { of: 'document', id: ids[1] });
  expect(problems(b)).toEqual([]);
  expect(bytesOf(b).includes('Oddny') || bytesOf(b).includes('stayed')).toBe(false);
});

test('the article is also erased from an undone import journalled in packs, and redo restores the rest', async () => {
  const b = backend();
  const file = join(b.folder, 'two.jsonl');
  const ids = [newUid(), newUid()] as const;
  const line = (text: string, id: Uid) =>
    JSON.stringify({ id, name: `${id}.txt`, text, spans: [{ type: 'PERSON', start: 0, end: 2 }] });
  writeFileSync(file, `${line('Kvistmark left.', ids[0])}\n${line('Bo stayed.', ids[1])}\n`);
  await b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(file).id] });
  await inPacks(b, 'Undo');
  expect((await b.call('documents.list', {})).total).toBe(0);
  expect(await b.call('erase.preview', { of: 'document', id: ids[0] })).toMatchObject({ inTrash: true });

  erase(b, { of: 'document', id: ids[0] });
  expect(problems(b)).toEqual([]);
  await inPacks(b, 'Redo');
  const { rows } = await b.call('documents.list', {});
  expect(rows.map(({ id }) => id)).toEqual([ids[1]]);
  expect(problems(b)).toEqual([]);
  b.workspace.close();
  expect(bytesOf(b).includes('Kvistmark')).toBe(false);
});

test('an erasure interrupted before free pages are rewritten is finished when the project is next opened', async () => {
  const b = backend();
  const article = b.addDocument(ARTICLE, 'quarry.txt');
  erase(b, { of: 'document', id: article });
  const { db } = b.store;
  expect(isErasing(db)).toBe(false);
  db.run(sql`INSERT INTO meta (key, value) VALUES ('compact', '1')`);
  db.raw.exec('CREATE TABLE t (x); ' + "INSERT INTO t VALUES ('kvistmark'); DROP TABLE t");
  b.restart();
  expect(isErasing(b.store.db)).toBe(false);
  expect(bytesOf(b).includes('kvistmark')).toBe(false);
});

test('exports and copies outside the project are recorded and listed as out of reach', async () => {
  const b = backend();
  const article = b.addDocument(ARTICLE, 'quarry.txt');
  await tag(b, article, 'PERSON', 'Oddny Grimsdotter');
  const { folder } = await b.call('exchange.export', { job: newUid(), format: 'csv' });
  saveCopy(b.path, join(b.folder, 'copy.postil'));
  const preview = await b.call('erase.preview', { of: 'document', id: article });
  expect(preview).toMatchObject({
    name: expect.stringContaining('Oddny'),
    counts: { annotations: 1, notes: 0 },
    handedOut: [
      { kind: 'copy', path: join(b.folder, 'copy.postil'), there: true },
      { kind: 'export', format: 'csv', path: folder, there: true },
    ],
  });
});

test('a project that another program has open is not changed', async () => {
  const b = backend();
  const article = b.addDocument(ARTICLE, 'quarry.txt');
  b.store.db.run(sql`
    INSERT INTO holder (program, pid, host, seen_at) VALUES ('the other one', ${process.ppid}, ${hostname()}, ${Date.now()})`);
  b.workspace.close();
  expect(() =>
    eraseForGood(b.path, { of: 'document', id: article }, b.workspace.settings.actor, 'test'),
  ).toThrow(/the other one .* close it there first/);
  b.restart();
  expect(b.textOf(article)).toBe(ARTICLE);
});
