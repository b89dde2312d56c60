import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { findUnfinished } from '../../db/imports/unfinished.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { startChild } from '../support/child.ts';
import {
  dataset,
  importInChunks,
  LARGE_DOCUMENTS as DOCUMENTS,
  rowCounts,
  writeDataset as write,
} from '../support/large-import.ts';
import { takeBack } from '../support/take-back.ts';

type Backend = ReturnType<typeof backend>;

const actorOf = (b: Backend) => b.workspace.settings.actor;

const documentsOf = async (b: Backend) => (await b.call('documents.list', {})).total;
const setsOf = async (b: Backend) => (await b.call('project.info', {})).sets;

/** Calls `work` repeatedly while an import runs. */
async function meanwhile<Result>(running: Promise<Result>, work: () => Promise<void>): Promise<Result> {
  const ended = running.then(
    () => true,
    () => true,
  );
  const moment = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 5));
  while (!(await Promise.race([ended, moment()]))) await work();
  return running;
}

test('importing in chunks or at once gives the same result byte for byte', async () => {
  const { lines } = dataset();
  const [large, small] = [backend(), backend()];
  const { result } = await importInChunks(large.path, actorOf(large), write(large, lines));
  expect(result).toMatchObject({ documents: DOCUMENTS, spans: 2 * DOCUMENTS, cues: DOCUMENTS });
  const file = small.workspace.files.admit(write(small, lines)).id;
  await small.call('exchange.import', { job: newUid(), files: [file] });
  large.restart();
  expect([...canonicalDump(large.store)]).toEqual([...canonicalDump(small.store)]);
  expect(checkProject(large.store).problems).toEqual([]);
});

test('none of it is visible before its end, and editing continues between chunks', async () => {
  const b = backend();
  const document = b.addDocument('Bo met Cy. Bo met Cy again and again and again, and then again.');
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 2]] });
  const before = await setsOf(b);
  let edits = 0;
  let hidden = 0;
  const running = importInChunks(b.path, actorOf(b), write(b, dataset().lines));
  const { result } = await meanwhile(running, async () => {
    if (!findUnfinished(b.store.db)) return;
    hidden = Math.max(hidden, rowCounts(b.store)['document']! - 1);
    if (edits < 20) {
      const at = edits++;
      await b.call('spans.create', { document, type: 'GPE', fragments: [[at, at + 3]] });
    }
    if (!findUnfinished(b.store.db)) return;
    expect(await documentsOf(b)).toBe(1);
    const sets = await setsOf(b);
    expect(sets.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    expect(sets[0]!.spans).toBe(before[0]!.spans + edits);
    expect((await b.call('entities.list', {})).total).toBe(0);
    expect((await b.call('entities.search', { text: 'Ada', type: 'PERSON' })).candidates).toEqual([]);
    expect((await b.call('documents.list', { search: 'enough' })).total).toBe(0);
    expect((await b.call('claims.list', {})).total).toBe(0);
    expect((await b.call('history.next', {})).undo).toMatch(/^Tag/);
    expect([...canonicalDump(b.store)].filter((line) => line.includes('Large'))).toEqual([]);
  });
  expect(result.documents).toBe(DOCUMENTS);
  expect(edits, 'edits between chunks').toBeGreaterThan(3);
  expect(hidden, 'documents that were there and hidden').toBeGreaterThan(DOCUMENTS / 4);
  expect(await documentsOf(b)).toBe(DOCUMENTS + 1);
  expect((await b.call('claims.list', {})).total).toBe(DOCUMENTS);
  expect((await b.call('entities.list', {})).total).toBe(1);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('it is undone and redone as a whole, even after changes made in the meantime', async () => {
  const b = backend();
  const document = b.addDocument('Bo met Cy. Bo met Cy again.');
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 2]] });
  let edited = false;
  await meanwhile(importInChunks(b.path, actorOf(b), write(b, dataset().lines)), async () => {
    if (edited || !findUnfinished(b.store.db)) return;
    edited = true;
    await b.call('spans.create', { document, type: 'PERSON', fragments: [[7, 9]] });
  });
  expect(edited).toBe(true);
  expect(await documentsOf(b)).toBe(DOCUMENTS + 1);
  const after = [...canonicalDump(b.store)];
  expect(await takeBack(b, 'undo')).toMatchObject({
    label: 'Import large.jsonl',
    documents: DOCUMENTS,
  });
  expect(await documentsOf(b)).toBe(1);
  expect((await b.call('annotations.get', { document })).spans).toHaveLength(2);
  await takeBack(b, 'undo');
  expect((await b.call('annotations.get', { document })).spans).toHaveLength(1);
  await takeBack(b, 'redo');
  await takeBack(b, 'redo');
  expect([...canonicalDump(b.store)]).toEqual(after);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('its additions to the scheme become visible with it, not before', async () => {
  const b = backend();
  const lines = Array.from({ length: DOCUMENTS }, (_, i) => ({
    text: `Oran, number ${i}.`,
    spans: [{ type: 'Place', start: 0, end: 4 }],
  }));
  const types = async () => (await b.call('project.scheme', {})).scheme.types.map(({ name }) => name);
  let looked = 0;
  await meanwhile(importInChunks(b.path, actorOf(b), write(b, lines), { extendScheme: true }), async () => {
    if (!findUnfinished(b.store.db)) return;
    looked++;
    expect(await types()).not.toContain('Place');
  });
  expect(looked).toBeGreaterThan(0);
  expect(await types()).toContain('Place');
  expect(checkProject(b.store).problems).toEqual([]);
  await takeBack(b, 'undo');
  expect(await types()).not.toContain('Place');
});

test('cancelling between or within chunks leaves nothing behind', async () => {
  const b = backend();
  b.addDocument('What was here stays.');
  const before = rowCounts(b.store);
  const dump = [...canonicalDump(b.store)];
  const { lines } = dataset();
  const file = write(b, [...lines, { text: 'Oran.', spans: [{ type: 'Place', start: 0, end: 4 }] }]);
  for (const documents of [1, 45, 130]) {
    const cancel = () => rowCounts(b.store)['document']! > documents;
    const running = importInChunks(b.path, actorOf(b), file, { isCancelled: cancel, extendScheme: true });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(rowCounts(b.store)).toEqual(before);
    expect([...canonicalDump(b.store)]).toEqual(dump);
  }
  expect(checkProject(b.store).problems).toEqual([]);
});

test('a failure in the middle names its line and leaves nothing behind', async () => {
  const b = backend();
  const id = b.addDocument('This text is another one.');
  const before = rowCounts(b.store);
  const { lines } = dataset();
  const file = write(b, [...lines, { kind: 'document', id, text: 'A text.' }]);
  await expect(importInChunks(b.path, actorOf(b), file, { strict: true })).rejects.toMatchObject({
    code: 'refused',
    where: { file: 'large.jsonl', line: lines.length + 1 },
  });
  expect(rowCounts(b.store)).toEqual(before);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('records that the project rejects are left out, and the rest is still imported in chunks', async () => {
  const b = backend();
  const id = b.addDocument('This text is another one.');
  const { lines } = dataset();
  const [first, ...others] = lines;
  const file = write(b, [first!, { kind: 'document', id, text: 'A text.' }, ...others]);
  const { result } = await importInChunks(b.path, actorOf(b), file);
  expect(result.documents).toBe(DOCUMENTS);
  expect(result.leftOut?.faults.map(({ cost, where }) => [cost, where?.line])).toEqual([['record', 2]]);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('an import killed in the middle stays hidden and is removed at the next opening', async () => {
  const b = backend();
  b.addDocument('What was here stays.');
  const before = rowCounts(b.store);
  const dump = [...canonicalDump(b.store)];
  b.workspace.close();
  const file = write(b, dataset().lines);
  const child = startChild('import-chunks', b.path, join(b.folder, 'config'), file);
  const looking = openStore(b.path, { program: 'test', readonly: true });
  try {
    while ((rowCounts(looking)['document'] ?? 0) < DOCUMENTS / 3)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await child.kill();
    expect(rowCounts(looking)['document']).toBeLessThan(DOCUMENTS);
  } finally {
    looking.close();
  }
  const reader = openStore(b.path, { program: 'test', readonly: true });
  expect([...canonicalDump(reader)]).toEqual(dump);
  reader.close();
  b.restart();
  expect(rowCounts(b.store)).toEqual(before);
  expect([...canonicalDump(b.store)]).toEqual(dump);
  expect(checkProject(b.store).problems).toEqual([]);
  // A second time, to its end.
  await importInChunks(b.path, actorOf(b), file);
  expect(await documentsOf(b)).toBe(DOCUMENTS + 1);
});

test('opening does not remove a running import of another program', async () => {
  const b = backend();
  b.workspace.close();
  const file = write(b, dataset().lines);
  const child = startChild('import-chunks', b.path, join(b.folder, 'config'), file);
  const looking = openStore(b.path, { program: 'test', readonly: true });
  while ((rowCounts(looking)['document'] ?? 0) < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  looking.close();
  b.restart();
  expect(await documentsOf(b)).toBe(0);
  await expect(importInChunks(b.path, actorOf(b), file)).rejects.toMatchObject({ code: 'in-use' });
  await child.said(`imported ${DOCUMENTS}`);
  expect(await documentsOf(b)).toBe(DOCUMENTS);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('rows that it refers to cannot be deleted meanwhile', async () => {
  const b = backend();
  const entity = async (name: string) =>
    (await b.call('entities.create', { name, type: 'PERSON' })).entity.id;
  const [ada, bo] = [await entity('Ada Lind'), await entity('Bo')];
  const { lines } = dataset({ entity: ada });
  let tried = false;
  await meanwhile(importInChunks(b.path, actorOf(b), write(b, lines)), async () => {
    if (tried || !findUnfinished(b.store.db) || rowCounts(b.store)['mention']! === 0) return;
    tried = true;
    await expect(b.call('entities.merge', { into: bo, from: [ada] })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('the import'),
    });
    await expect(takeBack(b, 'undo')).resolves.toMatchObject({ label: expect.stringContaining('Bo') });
    await expect(takeBack(b, 'undo')).rejects.toMatchObject({ code: 'conflict' });
  });
  expect(tried).toBe(true);
  expect(checkProject(b.store).problems).toEqual([]);
});
