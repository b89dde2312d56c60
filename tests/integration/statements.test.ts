import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExport } from '../../backend/jobs/export.ts';
import { runImport } from '../../backend/jobs/import.ts';
import type { ChangeNotice } from '../../shared/contract/change.ts';
import { openStore } from '../../db/connection/open.ts';
import { sql } from '../../db/connection/connection.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { statementsOf } from '../support/statements.ts';
import { takeBack } from '../support/take-back.ts';

const TEXT = 'Nora Brandt met the mayor of Selvik. She praised Selvik.';

/** Makes an article with one tag, so that the set and the analyst exist. */
async function article() {
  const b = backend();
  const document = b.addDocument(TEXT);
  const { span } = await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 11]] });
  return { b, document, set: span.set, id: newUid() };
}

test('tagging, changing, deleting and their undo need few statements', async () => {
  const { b, document, set, id } = await article();
  const tag = await statementsOf(() =>
    b.call('spans.create', { id, document, set, type: 'GPE', fragments: [[29, 35]] }),
  );
  const retype = await statementsOf(() => b.call('spans.update', { id, type: 'PERSON' }));
  const remove = await statementsOf(() => b.call('spans.delete', { ids: [id] }));
  const undo = await statementsOf(() => b.call('history.undo', { document }));
  // Four of them count the open items of the article, so that no list is read again.
  expect(tag.length, tag.join('\n')).toBeLessThanOrEqual(23);
  expect(retype.length, retype.join('\n')).toBeLessThanOrEqual(32);
  expect(remove.length, remove.join('\n')).toBeLessThanOrEqual(32);
  expect(undo.length, undo.join('\n')).toBeLessThanOrEqual(44);
  expect(tag.filter((text) => text.includes('UNION ALL'))).toHaveLength(1);
  // Its row is looked up once before the write, and read back once.
  expect(tag.filter((text) => text.includes('FROM span'))).toHaveLength(2);
});

test('a tag is announced once, with the returned and stored value', async () => {
  const { b, document, set, id } = await article();
  const notices: ChangeNotice[] = [];
  b.workspace.listen((event) => event.event === 'changed' && notices.push(event.notice));
  const { span } = await b.call('spans.create', { id, document, set, type: 'GPE', fragments: [[29, 35]] });
  expect(notices).toHaveLength(1);
  expect(notices[0]!.patch!.spans).toEqual([span]);
  const { spans } = await b.call('annotations.get', { document, set });
  expect(spans).toContainEqual(span);
});

test('cached values of a connection are dropped after writes of another program and after a rollback', async () => {
  const { b, document, set, id } = await article();
  await b.call('spans.create', { document, set, type: 'GPE', fragments: [[29, 35]] });
  const other = openStore(b.path, { program: 'another program' });
  try {
    other.db.immediate((db) => db.run(sql`UPDATE main.analyst SET name = ${'Beda'}`));
  } finally {
    other.close();
  }
  const { span } = await b.call('spans.create', { document, set, type: 'GPE', fragments: [[49, 55]] });
  expect(span.author).toBe('Beda');

  await b.call('documents.delete', { documents: [document] });
  await expect(
    b.call('spans.create', { id, document, set, type: 'GPE', fragments: [[29, 35]] }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await takeBack(b, 'undo');
  await b.call('spans.create', { id, document, set, type: 'GPE', fragments: [[29, 35]] });
  await expect(
    b.call('spans.create', { id, document, set, type: 'PERSON', fragments: [[0, 4]] }),
  ).rejects.toMatchObject({ code: 'refused' });
  const { span: last } = await b.call('spans.create', { document, set, type: 'PERSON', fragments: [[0, 4]] });
  expect(last.fragments).toEqual([[0, 4]]);
});

test('a page of the list needs the same few statements for any number of articles', async () => {
  const { b, set } = await article();
  for (let i = 0; i < 5; i++) b.addDocument(`${TEXT} ${i}`, `${i}.txt`);
  await b.call('documents.list', { set }); // looks up the set, which is remembered
  const few = await statementsOf(() => b.call('documents.list', { set, limit: 2 }));
  const many = await statementsOf(() => b.call('documents.list', { set, limit: 10_000 }));
  expect(many).toHaveLength(few.length);
  // The ids of the page, how many there are in all, and the rows of the page.
  expect(many.filter((text) => text.includes('document d'))).toHaveLength(3);
});

test('a search asks the full-text index once for a page, and once where its rarest word does not occur', async () => {
  const { b } = await article();
  const ofIndex = async (text: string) =>
    (await statementsOf(() => b.call('search.hits', { text }))).filter((asked) =>
      asked.includes('document_fts'),
    );
  expect(await ofIndex('Selvik')).toHaveLength(1);
  expect(await ofIndex('nowhere she')).toEqual([expect.not.stringContaining('document d')]);
  // Whether the longest word occurs, and then the documents with both.
  expect(await ofIndex('she praised')).toHaveLength(2);
});

test('the history of an article reads only its own journal rows', async () => {
  const { b, document, id } = await article();
  const other = b.addDocument(`${TEXT} Again.`, 'other.txt');
  await b.call('spans.create', { id, document, type: 'GPE', fragments: [[29, 35]] });
  await b.call('documents.delete', { documents: [document, other] });
  const executed = await statementsOf(async () => {
    await b.call('history.list', { document });
    await b.call('history.list', { document, span: id });
    await b.call('history.trash', {});
  });
  const steps = [
    ...new Set(
      executed.filter((text) => text.includes('FROM change_row') || text.includes('JOIN change_row')),
    ),
  ].flatMap((text) => {
    const values = Array.from({ length: text.split('?').length - 1 }, () => null);
    const plan = b.store.db.raw.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[];
    return plan.map(({ detail }) => detail).filter((detail) => / (r|change_row) USING /.test(detail));
  });
  expect(steps.length).toBeGreaterThan(5);
  for (const step of steps)
    expect(step).toMatch(
      /^SEARCH .*(change_row_document \(change_id=\? AND <expr>=\?|change_row_uid \(uid=\?|PRIMARY KEY \(change_id=\? AND ordinal=\?\))/,
    );
});

test('an export reads several articles in one statement, and verifies all spans of an article in four', async () => {
  const counts: number[] = [];
  for (const articles of [1, 11]) {
    const { b } = await article();
    for (let i = 1; i < articles; i++) {
      const document = b.addDocument(`${TEXT} ${i}`, `${i}.txt`);
      for (const start of [0, 29]) await tag(b, document, start);
    }
    const job = { progress: () => undefined, signal: new AbortController().signal };
    const executed = await statementsOf(() =>
      runExport(b.store, join(b.folder, 'out'), { format: 'jsonl' }, job),
    );
    counts.push(executed.filter((text) => text.startsWith('SELECT') || text.startsWith('WITH')).length);
  }
  // For the comparison: its id, places, revision and text.
  expect(counts[1]! - counts[0]!).toBe(10 * 4);
});

test('an import without faults sets no savepoint, and looks up a quote once per article', async () => {
  const { b } = await article();
  const file = join(b.folder, 'in.jsonl');
  const lines = [1, 2, 3].map((n) => ({
    text: `Rome ${n}. Rome. Rome.`,
    spans: [0, 8, 14].map((start) => ({ start, end: start + 4, type: 'GPE' })),
  }));
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const staging = join(b.folder, 'staging');
  mkdirSync(staging);
  const executed = await statementsOf(() =>
    runImport(
      {
        store: b.store,
        actor: b.workspace.settings.actor,
        staging,
        isCancelled: () => false,
        progress: () => undefined,
        onWriting: () => undefined,
      },
      { files: [b.workspace.files.admit(file)] },
    ),
  );
  const count = (beginning: string) => executed.filter((text) => text.startsWith(beginning)).length;
  expect(count('SAVEPOINT')).toBe(0);
  expect(count('INSERT INTO main.span')).toBe(9);
  expect(count('SELECT id FROM surface')).toBe(3);
});

function tag(b: Backend, document: Uid, start: number) {
  return b.call('spans.create', { document, type: 'GPE', fragments: [[start, start + 4]] });
}
