import { expect, test } from 'vitest';
import type { Status } from '../../shared/model/document.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { statementsOf } from '../support/statements.ts';
import { takeBack } from '../support/take-back.ts';

function withDocuments(count: number): { b: Backend; documents: Uid[] } {
  const b = backend();
  const documents = Array.from({ length: count }, (_, i) => b.addDocument(`Article ${i}.`, `a${i}.txt`));
  return { b, documents };
}

async function statuses(b: Backend): Promise<Status[]> {
  return (await b.call('documents.list', {})).rows.map(({ status }) => status);
}

test('the status of many documents is one change, which counts those that had another', async () => {
  const { b, documents } = withDocuments(4);
  await b.call('documents.setStatus', { document: documents[1]!, status: 'done' });
  const chosen = documents.slice(0, 3);
  expect(await b.call('documents.setStatuses', { documents: chosen, status: 'done' })).toEqual({
    changed: 2,
  });
  expect(await statuses(b)).toEqual(['done', 'done', 'done', 'new']);
  expect((await b.call('history.next', {})).undo).toBe('Mark 3 documents done');
  await takeBack(b, 'undo');
  expect(await statuses(b)).toEqual(['new', 'done', 'new', 'new']);
  // “New” has no row.
  await b.call('documents.setStatuses', { documents, status: 'new' });
  expect(await statuses(b)).toEqual(['new', 'new', 'new', 'new']);
  await expect(b.call('documents.setStatuses', { documents, status: 'new' })).rejects.toThrow(
    'All 4 documents are new already.',
  );
  const unknown = newUid();
  await expect(
    b.call('documents.setStatuses', { documents: [documents[0]!, unknown], status: 'done' }),
  ).rejects.toThrow();
  expect(await statuses(b)).toEqual(['new', 'new', 'new', 'new']);
});

test('a label of many documents is one change, and leaves those that have the value', async () => {
  const { b, documents } = withDocuments(3);
  const { scheme } = await b.call('project.scheme', {});
  const label = scheme.labels.find(({ value }) => value.kind === 'choice')!;
  const value = (label.value as { options: readonly string[] }).options[0]!;
  const valuesOf = async () =>
    Promise.all(
      documents.map(async (document) => (await b.call('annotations.get', { document })).labels[0]?.value),
    );
  await b.call('labels.set', { document: documents[0]!, name: label.name, value });
  expect(await b.call('labels.setAll', { documents, name: label.name, value })).toEqual({ changed: 2 });
  expect(await valuesOf()).toEqual([value, value, value]);
  await expect(b.call('labels.setAll', { documents, name: label.name, value })).rejects.toThrow(
    'All 3 documents have this value',
  );
  await takeBack(b, 'undo');
  expect(await valuesOf()).toEqual([value, undefined, undefined]);
  expect(await b.call('labels.setAll', { documents, name: label.name, value: null })).toEqual({ changed: 1 });
});

test('ids of a part of the list, and a filter by ids', async () => {
  const { b, documents } = withDocuments(5);
  const { ids } = await b.call('documents.ids', { order: 'added', descending: true, offset: 1, limit: 3 });
  expect(ids).toEqual([documents[3], documents[2], documents[1]]);
  const { documents: exported } = await b.call('exchange.preview', {
    format: 'jsonl',
    filter: { documents: ids.slice(0, 2) },
  });
  expect(exported).toBe(2);
});

test('hundreds of documents take a bounded number of statements each, and one change', async () => {
  const { b, documents } = withDocuments(300);
  const few = await statementsOf(() =>
    b.call('documents.setStatuses', { documents: documents.slice(0, 30), status: 'done' }),
  );
  const many = await statementsOf(() => b.call('documents.setStatuses', { documents, status: 'skipped' }));
  expect(many.length / few.length).toBeLessThan(11);
  expect((await b.call('history.next', {})).undo).toBe('Mark 300 documents skipped');
});
