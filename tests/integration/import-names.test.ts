import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentRecords } from '../../db/exports/exporter.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { TermMap } from '../../shared/formats/term-map.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { takeBack } from '../support/take-back.ts';

type Backend = ReturnType<typeof backend>;

const RECORD = JSON.stringify({
  text: 'Rebels attacked Oran on Monday.',
  spans: [
    { type: 'PERSON', start: 0, end: 6, attributes: { armed: true, mention: 'nominal' } },
    { type: 'Place', start: 16, end: 20, attributes: { kind: 'city' } },
    { type: 'Place', start: 24, end: 30 },
  ],
});

function bring(b: Backend, more: object) {
  const path = join(b.folder, 'foreign.jsonl');
  writeFileSync(path, `${RECORD}\n`);
  return b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(path).id], ...more });
}

/** Returns the spans of the only document. */
async function spans(b: Backend) {
  const { rows } = await b.call('documents.list', {});
  return (await b.call('annotations.get', { document: rows[0]!.id })).spans;
}

test('unknown names are asked for with counts and words, and nothing is imported', async () => {
  const b = backend();
  const before = [...canonicalDump(b.store)];
  const report = await bring(b, { ask: true });
  expect(report).toMatchObject({ documents: 0, spans: 0 });
  expect(report.unknown?.types).toMatchObject([{ name: 'Place', count: 2, example: 'Oran' }]);
  expect([...canonicalDump(b.store)]).toEqual(before);
  await expect(bring(b, {})).rejects.toMatchObject({
    code: 'refused',
    where: { file: 'foreign.jsonl', line: 1 },
  });
});

test('a map renames and leaves out names, which is reported; unknown attributes are kept as foreign and exported', async () => {
  const b = backend();
  const report = await bring(b, { map: TermMap.parse({ types: { Place: 'GPE' } }) });
  expect(report).toMatchObject({ documents: 1, spans: 3 });
  expect(report.notes.map(({ message }) => message).join()).toContain('PERSON.armed (1)');
  const found = await spans(b);
  expect(found.map(({ type, extra }) => [type, extra])).toEqual([
    ['PERSON', { attributes: { armed: true } }],
    ['GPE', { attributes: { kind: 'city' } }],
    ['GPE', undefined],
  ]);
  expect(found[0]!.attributes).toMatchObject({ mention: 'nominal' });
  const none = backend();
  const left = await bring(none, { map: TermMap.parse({ types: { Place: null } }) });
  expect(left).toMatchObject({ spans: 1 });
  expect(left.notes.map(({ message }) => message).join()).toContain('2 Place');
});

test('the scheme is extended in the same change: undo and redo affect both', async () => {
  const b = backend();
  const before = [...canonicalDump(b.store)];
  const names = async () => (await b.call('project.scheme', {})).scheme.types.map(({ name }) => name);
  const report = await bring(b, { extendScheme: true });
  expect(report.added).toEqual(expect.arrayContaining(['Place', 'PERSON.armed']));
  expect(report).toMatchObject({ documents: 1, spans: 3 });
  expect(await names()).toContain('Place');
  expect((await spans(b))[0]!.attributes).toMatchObject({ armed: true });
  expect(checkProject(b.store).problems).toEqual([]);
  const after = [...canonicalDump(b.store)];
  await takeBack(b, 'undo');
  expect(await names()).not.toContain('Place');
  expect([...canonicalDump(b.store)]).toEqual(before);
  await takeBack(b, 'redo');
  expect([...canonicalDump(b.store)]).toEqual(after);
  expect(await names()).toContain('Place');
});

test('cancelling leaves nothing behind, and editing continues', async () => {
  const b = backend({ threads: true });
  const path = join(b.folder, 'many.jsonl');
  writeFileSync(
    path,
    Array.from({ length: 3000 }, (_, i) => JSON.stringify({ text: `Report ${i}.` })).join('\n'),
  );
  const before = [...canonicalDump(b.store)];
  const job = newUid();
  const seen: string[] = [];
  b.workspace.listen((event) => {
    if (event.event !== 'progress' || event.progress.job !== job) return;
    seen.push(event.progress.message);
    // In the middle of the write, when the thread receives no messages.
    if (event.progress.message.startsWith('Writing')) b.workspace.jobs.abort(job);
  });
  await expect(
    b.call('exchange.import', { job, files: [b.workspace.files.admit(path).id] }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(seen.some((message) => message.startsWith('Writing'))).toBe(true);
  expect([...canonicalDump(b.store)]).toEqual(before);
  const document = b.addDocument('Ministers met.');
  await b.call('spans.create', { document, type: 'ORG', fragments: [[0, 9]] });
});

test('tokens and sentences of a file are kept, move with the text and are exported', async () => {
  const b = backend();
  const id = newUid();
  const segmentation = {
    tokens: [
      [0, 6],
      [7, 13],
    ],
    sentences: [[0, 13]],
    columns: { pos: ['NNS', null] },
    extra: { conll: { scheme: 'IOB2' } },
  };
  const path = join(b.folder, 'tokens.jsonl');
  const header = { kind: 'header', format: 'postil-jsonl', version: 1 };
  const line = { kind: 'document', id, text: 'Rebels marched', header: 'Title: X\n\n', segmentation };
  writeFileSync(path, `${JSON.stringify(header)}\n${JSON.stringify(line)}\n`);
  await b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(path).id] });
  expect([...documentRecords(b.store, {})][0]!.segmentation).toEqual(segmentation);
  await b.call('documents.restoreHeader', { document: id });
  expect([...documentRecords(b.store, {})][0]!.segmentation).toMatchObject({
    tokens: [
      [10, 16],
      [17, 23],
    ],
    sentences: [[10, 23]],
  });
  await takeBack(b, 'undo');
  expect([...documentRecords(b.store, {})][0]!.segmentation).toEqual(segmentation);
  writeFileSync(
    path,
    `${JSON.stringify(header)}\n${JSON.stringify({ ...line, id: newUid(), text: 'Short' })}\n`,
  );
  await expect(
    b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(path).id] }),
  ).rejects.toMatchObject({ code: 'refused', where: { file: 'tokens.jsonl', line: 2 } });
});
