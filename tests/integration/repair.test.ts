import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { enterHolder, leaveHolder } from '../../db/connection/holders.ts';
import { openStore } from '../../db/connection/open.ts';
import { repairProject } from '../../db/integrity/repair.ts';
import type { Store } from '../../db/connection/store.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { modelSet } from '../support/model.ts';

const TEXT = 'Ada Lind met Bo Stark in Oslo. “Trade will grow,” Lind said on Monday.';
const OTHER = 'Oslo agreed with Ada Lind. Bo Stark said nothing.';

/** Makes a project with something in each kind of derived data. */
async function project() {
  const b = backend();
  const [first, second] = [b.addDocument(TEXT), b.addDocument(OTHER, 'other.txt')];
  await b.call('spans.create', {
    document: first,
    type: 'PERSON',
    fragments: [[0, 8]],
    attributes: { mention: 'nominal' },
  });
  await b.call('spans.create', { document: first, type: 'PERSON', fragments: [[13, 21]] });
  await b.call('spans.create', { document: second, type: 'GPE', fragments: [[0, 4]] });
  await b.call('entities.create', { name: 'Ada Lind', type: 'PERSON', aliases: ['Lind'] });
  await b.call('spans.create', { document: second, type: 'PERSON', fragments: [[17, 25]] });
  await b.call('history.undo', {});
  modelSet(b, 'tagger', new Map([[first, [{ type: 'GPE', words: 'Oslo', score: 0.9 }]]]));
  await b.call('review.open', { job: newUid() });
  expect(checkProject(b.store).problems).toEqual([]);
  return { b, first, second };
}

const dump = (store: Store) => [...canonicalDump(store)];

/** Statements that each break one kind of derived data, with what `check` reports. */
const FAULTS: readonly (readonly [statement: string, says: RegExp])[] = [
  ['DELETE FROM document_fts WHERE rowid = 1', /1 documents are not in the full-text index/],
  ["INSERT INTO document_fts (document_fts) VALUES ('delete-all')", /2 documents are not in the full-text/],
  ["INSERT INTO document_fts (rowid, text) VALUES (99, 'oslo')", /1 documents that are gone/],
  [
    "DELETE FROM document_fts WHERE rowid = 1; INSERT INTO document_fts (rowid, text) VALUES (1, 'ada lind')",
    /full-text index and the texts differ in \d+ words, such as “bo”/,
  ],
  [
    `DELETE FROM document_fts; INSERT INTO document_fts (rowid, text)
      SELECT CASE document_id WHEN 1 THEN 2 ELSE 1 END, lower(replace(replace(text, '“', ''), '”', '')) FROM document_text`,
    /full-text index and the texts differ/,
  ],
  ["UPDATE document SET lead = 'x' WHERE id = 1", /its beginning and its text/],
  ['UPDATE document SET length = 7', /its length and its text/],
  ["UPDATE document SET sort_title = '' WHERE id = 2", /its sort key and its text/],
  ["UPDATE document SET text_sha256 = x'00'", /its hash and its text/],
  ["UPDATE document SET name = 'x'", /its file name and its text or origin/],
  ["UPDATE alias SET folded = 'x' WHERE is_name = 0", /“Lind” is looked up wrongly/],
  ["UPDATE alias SET last_token = 'x' WHERE is_name = 1", /“Ada Lind” is looked up wrongly/],
  ['DELETE FROM alias WHERE is_name = 1', /its name is not in the look-up table/],
  ['UPDATE alias SET is_name = 0', /“Ada Lind” is looked up wrongly/],
  ['UPDATE alias SET is_name = 1', /“Lind” is looked up wrongly/],
  ["UPDATE alias SET text = 'x' WHERE is_name = 1", /“Ada Lind” is looked up wrongly/],
  [
    'INSERT INTO alias (entity_id, text, folded, last_token, is_name) SELECT entity_id, text, folded, last_token, 1 FROM alias WHERE is_name = 1',
    /its name is in the look-up table twice/,
  ],
  ['UPDATE surface SET hash = 1', /the quote “.*” is looked up wrongly/],
  ["UPDATE surface SET folded = 'x'", /the quote “.*” is looked up wrongly/],
  ['UPDATE surface SET folded = NULL', /the quote “.*” is looked up wrongly/],
  ['INSERT INTO surface (hash, text, folded) SELECT hash, text, folded FROM surface', /is stored twice/],
  ["UPDATE surface SET text = 'x' WHERE text = 'Ada Lind'", /covers “Ada Lind” but was stored as “x”/],
  ['UPDATE span SET surface_id = NULL', /covers “Ada Lind” but has no quote/],
  ['UPDATE span SET surface_id = 1', /covers “Oslo” but was stored as “Ada Lind”/],
  ['UPDATE attribute SET set_id = 77', /\d+ attribute values name another set/],
  ['UPDATE review_case SET state = 1', /another state than its proposal/],
  ['UPDATE review_case SET score = 0.1', /another score than its proposal/],
  ['UPDATE review_case SET document_id = 2', /another document than its proposal/],
  ['UPDATE review_case SET start = 1', /another place than its proposal/],
  [
    "UPDATE review_case SET source_id = (SELECT id FROM annotation_set WHERE kind = 'analyst')",
    /another set/,
  ],
  ['UPDATE change SET undone = 0', /is not marked as undone, and is/],
  ['UPDATE device SET seq = 1', /counts 1 changes, but has one with the number/],
  ["UPDATE term SET name = 'x' WHERE kind = 'span' AND name = 'GPE'", /“GPE” of the scheme is called “x”/],
];

describe('derived data', () => {
  test.each(FAULTS)('%s is found and rebuilt', async (statement, says) => {
    const { b } = await project();
    const [before, { path }] = [dump(b.store), b];
    b.workspace.close();
    const raw = new Database(path);
    raw.exec(statement);
    raw.close();

    b.restart();
    const { problems } = checkProject(b.store);
    expect(new Set(problems.map(({ area }) => area))).toEqual(new Set(['derived']));
    expect(problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(says));

    const { rebuilt, backup, left } = repairProject(b.store);
    expect(rebuilt.reduce((rows, each) => rows + each.rows, 0)).toBeGreaterThan(0);
    expect(left.problems).toEqual([]);
    expect(dump(b.store)).toEqual(before);
    expect(backup).toMatch(/before-repair\.postil$/);
    const copy = openStore(backup!, { program: 'the test', readonly: true });
    try {
      expect(checkProject(copy).problems).toEqual(problems);
    } finally {
      copy.close();
    }
    // Cases that were removed from the queue are created again when it is opened.
    await b.call('review.open', { job: newUid() });
    expect(b.store.db.raw.prepare('SELECT count(*) FROM review_case').pluck().get()).toBe(1);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('a rebuilt index finds the words again, without a new journal entry', async () => {
    const { b, first, second } = await project();
    const changes = () => b.store.db.raw.prepare('SELECT count(*) FROM change').pluck().get();
    const before = changes();
    b.store.db.raw.exec("INSERT INTO document_fts (document_fts) VALUES ('delete-all')");
    repairProject(b.store);
    const found = b.store.db.raw
      .prepare(
        "SELECT d.uid FROM document_fts f JOIN document d ON d.id = f.rowid WHERE f.text MATCH 'oslo' ORDER BY d.id",
      )
      .pluck()
      .all() as Buffer[];
    expect(found.map((uid) => uid.toString('hex'))).toEqual(
      [first, second].map((uid) => uid.replaceAll('-', '')),
    );
    expect(changes()).toBe(before);
  });
});

describe('a repair writes nothing', () => {
  const backups = (path: string) => existsSync(join(dirname(path), 'test.backups'));

  test('if nothing is wrong', async () => {
    const { b } = await project();
    expect(repairProject(b.store)).toMatchObject({ rebuilt: [], backup: null, left: { problems: [] } });
    expect(backups(b.path)).toBe(false);
  });

  test.each([
    ['UPDATE span SET score = 0.5', 'journal'],
    ['UPDATE span SET start = start + 1 WHERE start > 0', 'spans'],
    ["UPDATE document_text SET text = 'x' || text", 'spans'],
    ["UPDATE entity SET name = 'x'", 'journal'],
    [
      'PRAGMA foreign_keys = OFF; UPDATE mention SET entity_id = 77; UPDATE note SET id = 1; UPDATE span SET set_id = 77',
      'references',
    ],
  ])('if the source of derived data is wrong: %s', async (statement, area) => {
    const { b } = await project();
    b.store.db.raw.exec(`${statement}; UPDATE document SET lead = 'x'`);
    const { left, rebuilt, backup } = repairProject(b.store);
    expect(left.problems.map((problem) => problem.area)).toContain(area);
    expect({ rebuilt, backup }).toEqual({ rebuilt: [], backup: null });
    expect(b.store.db.raw.prepare('SELECT DISTINCT lead FROM document').pluck().all()).toEqual(['x']);
    expect(backups(b.path)).toBe(false);
  });

  test('while another program has the project open', async () => {
    const { b } = await project();
    b.store.db.raw.exec("UPDATE document SET lead = 'x'");
    const other = enterHolder(b.store.db, 'the desktop program');
    b.store.db.raw.prepare('UPDATE holder SET pid = ? WHERE id = ?').run(process.ppid, other);
    expect(() => repairProject(b.store)).toThrow(/in use by the desktop program/);
    leaveHolder(b.store.db, other);
    expect(repairProject(b.store).left.problems).toEqual([]);
  });

  test('to a project that is open read-only', async () => {
    const { b } = await project();
    b.store.db.raw.exec("UPDATE document SET lead = 'x'");
    b.workspace.open(b.path, { readonly: true });
    expect(() => repairProject(b.store)).toThrow(expect.objectContaining({ code: 'read-only' }));
    expect(backups(b.path)).toBe(false);
  });
});
