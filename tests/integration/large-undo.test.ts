import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { sql } from '../../db/connection/connection.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { named, nextRedo, nextUndo, type UndoTarget } from '../../db/journal/choose.ts';
import { decodePack, encodePack } from '../../db/journal/packs.ts';
import { openStore } from '../../db/connection/open.ts';
import { toUid } from '../../db/connection/uid.ts';
import { findUnfinished, hideUnfinished } from '../../db/imports/unfinished.ts';
import { runTakeBack, type TakeBackContext } from '../../backend/jobs/take-back.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { startChild } from '../support/child.ts';
import { takeBack as byPerson } from '../support/take-back.ts';
import { dataset, LARGE_DOCUMENTS, rowCounts, writeDataset } from '../support/large-import.ts';

const actorOf = (b: Backend) => b.workspace.settings.actor;
const dump = (b: Backend) => [...canonicalDump(b.store)];

async function importAll(b: Backend, lines = dataset().lines): Promise<void> {
  const file = b.workspace.files.admit(writeDataset(b, lines)).id;
  await b.call('exchange.import', { job: newUid(), files: [file] });
}

/** Returns the target of an undo or redo of the change with this label. */
function target(b: Backend, verb: 'undo' | 'redo', label: string): UndoTarget {
  const { db } = b.store;
  return named(
    db,
    verb,
    toUid(db.value<Buffer>(sql`SELECT uid FROM change WHERE label = ${label} AND undoes_id IS NULL`)!),
  );
}

const documentsOf = (b: Backend) => b.store.db.value<number>(sql`SELECT count(*) FROM document`)!;

/** Undoes or redoes in the way of large changes, whatever the size, on its own connection as the thread does. */
async function takeBack(
  b: Backend,
  verb: 'Undo' | 'Redo',
  { found, ...more }: Partial<TakeBackContext> & { readonly found?: UndoTarget } = {},
) {
  const actor = actorOf(b);
  const next = found ?? (verb === 'Undo' ? nextUndo : nextRedo)(b.store.db, actor.analyst.id)!;
  const store = openStore(b.path, { program: 'undo' });
  try {
    return await runTakeBack({ store, actor, ...more }, { do: verb, found: next });
  } finally {
    store.close();
    hideUnfinished(b.store); // as every call does
  }
}

test('an import undone and redone in chunks repeatedly gives the same result', async () => {
  const b = backend();
  const document = b.addDocument('Bo met Cy.');
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 2]] });
  const before = dump(b);
  await importAll(b);
  const after = dump(b);
  for (let round = 0; round < 3; round++) {
    expect(await takeBack(b, 'Undo')).toMatchObject({
      result: { documents: LARGE_DOCUMENTS },
      change: { batch: true },
    });
    b.restart();
    expect(dump(b)).toEqual(before);
    expect(checkProject(b.store).problems).toEqual([]);
    expect(findUnfinished(b.store.db)).toBeUndefined();
    await takeBack(b, 'Redo');
    b.restart();
    expect(dump(b)).toEqual(after);
    expect(checkProject(b.store).problems).toEqual([]);
  }
  // Six times 2,400 rows, none of which has an entry of its own in the journal.
  expect(rowCounts(b.store)['change_row']).toBeLessThan(10);
});

test('a large undo is a job: visible at once, rows are removed during editing, and redo never shows a part of it', async () => {
  const b = backend();
  const document = b.addDocument('Bo met Cy. Bo met Cy again and again and again, and then again.');
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 2]] });
  const before = dump(b);
  await importAll(b, dataset({ documents: 300 }).lines);
  const after = dump(b);
  const told: string[] = [];
  b.workspace.listen((event) => {
    if (event.event === 'progress') told.push(event.progress.message);
    if (event.event === 'changed') told.push(event.notice.label);
  });
  expect(await byPerson(b, 'undo')).toMatchObject({ label: 'Import large.jsonl', documents: 300 });
  expect(told).toContain('Undo: Import large.jsonl');
  expect(dump(b)).toEqual(before);
  expect(findUnfinished(b.store.db)).toMatchObject({ doing: 'undo' });
  const { span } = await b.call('spans.create', { document, type: 'GPE', fragments: [[7, 9]] });
  await b.workspace.removal;
  expect(findUnfinished(b.store.db)).toBeUndefined();
  expect(told).toContain('Removing what was undone; editing goes on');
  await b.call('spans.delete', { ids: [span.id] });
  for (let i = 0; i < 2; i++) await b.call('history.undo', {});
  expect(dump(b)).toEqual(before);

  const seen = new Set<number>();
  await takeBack(b, 'Redo', {
    found: target(b, 'redo', 'Import large.jsonl'),
    progress() {
      hideUnfinished(b.store);
      seen.add(rowCounts(b.store)['document']! - documentsOf(b));
    },
  });
  expect(documentsOf(b)).toBe(301);
  expect(
    [...seen].some((hidden) => hidden > 0),
    'documents that were there and hidden',
  ).toBe(true);
  expect(dump(b)).toEqual(after);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('an undone import can be redone before its rows are removed', async () => {
  const b = backend();
  await importAll(b, dataset({ documents: 300 }).lines);
  const after = dump(b);
  await byPerson(b, 'undo');
  expect(await byPerson(b, 'redo')).toMatchObject({ label: 'Import large.jsonl' });
  expect(dump(b)).toEqual(after);
});

test('an edited import is not undone, and the blocking change is named', async () => {
  const b = backend();
  await importAll(b);
  const [document] = (await b.call('documents.list', {})).rows;
  const { spans } = await b.call('annotations.get', { document: document!.id });
  const ada = spans.find(({ type }) => type === 'PERSON')!;
  const undo = () => takeBack(b, 'Undo', { found: target(b, 'undo', 'Import large.jsonl') });
  await b.call('spans.update', { id: ada.id, type: 'ORG' });
  const edited = dump(b);
  await expect(undo()).rejects.toMatchObject({
    code: 'conflict',
    message: /“Change.*has changed what it brought/,
  });
  expect(dump(b)).toEqual(edited);
  await b.call('history.undo', {});
  await b.call('spans.create', { document: document!.id, type: 'GPE', fragments: [[0, 3]] });
  await expect(undo()).rejects.toMatchObject({
    code: 'conflict',
    message: /“Tag Country or city.*depends on an article of it/,
  });
  expect(findUnfinished(b.store.db)).toBeUndefined();
  await b.call('history.undo', {});
  // A row that was removed and restored is stored apart from the others, and must be found too.
  await b.call('spans.delete', { ids: [ada.id] });
  await b.call('history.undo', {});
  const foreign = b.addDocument('Between the rows of the import.');
  await b.call('documents.delete', { documents: [document!.id] });
  await b.call('history.restore', { documents: [document!.id] });
  await undo();
  b.restart();
  expect((await b.call('documents.list', {})).rows.map(({ id }) => id)).toEqual([foreign]);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('cancelling before it is visible, or during a redo, leaves nothing behind', async () => {
  const b = backend();
  await importAll(b);
  const after = dump(b);
  await expect(takeBack(b, 'Undo', { isCancelled: () => true })).rejects.toMatchObject({ code: 'cancelled' });
  b.restart();
  expect(dump(b)).toEqual(after);
  await takeBack(b, 'Undo');
  b.restart();
  const [undone, rows] = [dump(b), rowCounts(b.store)];
  let asked = 0;
  await expect(takeBack(b, 'Redo', { isCancelled: () => ++asked > 3 })).rejects.toMatchObject({
    code: 'cancelled',
  });
  b.restart();
  expect(dump(b)).toEqual(undone);
  expect(rowCounts(b.store)).toEqual(rows);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('if the program is killed while rows are removed or restored, the next opening finishes it', async () => {
  const b = backend();
  b.addDocument('What was here stays.');
  const before = dump(b);
  await importAll(b, dataset({ documents: 300 }).lines);
  const after = dump(b);
  b.workspace.close();
  const config = join(b.folder, 'config');
  const undo = startChild('take-back', b.path, config, 'Undo');
  await undo.said('seen');
  await undo.said('at 600');
  await undo.kill();
  const reader = openStore(b.path, { program: 'test', readonly: true });
  expect([...canonicalDump(reader)]).toEqual(before);
  expect(rowCounts(reader)['document']).toBeGreaterThan(1);
  reader.close();
  b.restart();
  expect(findUnfinished(b.store.db)).toBeUndefined();
  expect(rowCounts(b.store)['document']).toBe(1);
  expect(dump(b)).toEqual(before);
  expect(checkProject(b.store).problems).toEqual([]);
  b.workspace.close();
  const redo = startChild('take-back', b.path, config, 'Redo');
  await redo.said('at ');
  await redo.kill();
  b.restart();
  expect(dump(b)).toEqual(before);
  await takeBack(b, 'Redo');
  b.restart();
  expect(dump(b)).toEqual(after);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('history, going back and past states of an article are the same with and without packs', async () => {
  const told = await Promise.all(
    [true, false].map(async (packs) => {
      const b = backend();
      const entity = newUid();
      const { lines } = dataset({ documents: 3, entity });
      const [header, ...records] = lines as { id?: Uid }[];
      const named = {
        kind: 'entity',
        id: entity,
        name: 'Ada Lind',
        type: 'PERSON',
        aliases: [],
        externalIds: [],
      };
      // First only the articles, so that the second import adds annotations to existing articles.
      const bare = records.map((line) => ({ ...line, spans: [], labels: [], statuses: [], notes: [] }));
      await importAll(b, [header!, named, ...bare]);
      await importAll(b, lines);
      const first = (records[0] as { id: Uid }).id;
      const turn = async (verb: 'Undo' | 'Redo') => {
        if (packs) await takeBack(b, verb);
        else await byPerson(b, verb === 'Undo' ? 'undo' : 'redo');
      };
      for (const verb of ['Undo', 'Redo', 'Undo'] as const) await turn(verb);
      const { entries } = await b.call('history.list', { document: first });
      const ways = [];
      for (const { change } of entries)
        ways.push(await b.call('history.wayBack', { document: first, change }));
      const last = entries.at(-2)!; // // the import of the annotations
      const wayBack = await b.call('history.goBack', { document: first, change: last.change });
      const spans = (await b.call('annotations.get', { document: first })).spans.map(({ type }) => type);
      expect(checkProject(b.store).problems).toEqual([]);
      return {
        entries: entries.map(({ label, rows, more }) => ({
          label,
          more,
          did: rows.map(({ did, what, words }) => `${did} ${what} ${words}`).sort(),
        })),
        ways: ways.map(({ counts, left }) => ({
          counts: counts.map((count) => JSON.stringify(count)).sort(),
          left,
        })),
        wayBack: wayBack.left,
        spans: spans.sort(),
      };
    }),
  );
  expect(told[0]).toEqual(told[1]);
  expect(told[0]!.spans).toHaveLength(3);
  expect(told[0]!.entries[0]!.did.length).toBeGreaterThan(5);
});

test('packs are read and written one row at a time', () => {
  const uids = [newUid(), newUid(), newUid()];
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          uid: fc.constantFrom(...uids),
          documents: fc.subarray(uids),
          image: fc.json().map((text) => JSON.stringify(JSON.parse(text))),
        }),
        { minLength: 1 },
      ),
      (rows) => {
        expect(decodePack(encodePack(rows))).toEqual(rows);
      },
    ),
  );
});
