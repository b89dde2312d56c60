import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import {
  CURRENT_VERSION,
  expectedSchema,
  migrate,
  readMigrations,
  schemaOf,
} from '../../db/migrations/index.ts';
import { schemaSnapshot } from '../../scripts/make-schema-snapshot.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { sql } from '../../db/connection/connection.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { makeOldProject } from '../faults/old-project.ts';
import { backend } from '../support/backend.ts';
import { bring } from '../support/bad-input.ts';

test('db/schema.sql equals the result of the migrations (node scripts/make-schema-snapshot.ts)', () => {
  expect(readFileSync('db/schema.sql', 'utf8')).toBe(schemaSnapshot());
});

test('the snapshot alone creates the same schema', () => {
  const raw = new Database(':memory:');
  raw.exec(readFileSync('db/schema.sql', 'utf8'));
  expect(schemaOf(raw)).toBe(expectedSchema(CURRENT_VERSION));
  raw.close();
});

test('migrations are numbered from 1 without gaps, and each sets its version', () => {
  const migrations = readMigrations();
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, i) => i + 1));
  const raw = new Database(':memory:');
  for (const { number } of migrations) {
    migrate(raw, number);
    expect(raw.pragma('user_version', { simple: true })).toBe(number);
    expect(schemaOf(raw)).toBe(expectedSchema(number));
  }
  raw.close();
});

test('every table is STRICT, and no foreign key cascades', () => {
  const raw = new Database(':memory:');
  migrate(raw);
  const tables = raw.prepare(
    `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'`,
  );
  for (const { name, strict } of tables.all() as { name: string; strict: number }[]) {
    if (name.startsWith('sqlite_')) continue;
    expect(strict, name).toBe(1);
    const keys = raw.prepare('SELECT on_delete, on_update FROM pragma_foreign_key_list(?)').all(name);
    for (const key of keys) expect(key).toEqual({ on_delete: 'NO ACTION', on_update: 'NO ACTION' });
  }
  raw.close();
});

test('changes in an old project get their kind, and can be undone and redone', async () => {
  const b = backend();
  const file = join(b.folder, 'one.txt');
  writeFileSync(file, 'Ada met Bo in Selm.');
  await bring(b, file);
  const { rows } = await b.call('documents.list', {});
  const document = rows[0]!.id;
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 3]] });
  const { entity } = await b.call('entities.create', { name: 'Ada' });
  const { entity: other } = await b.call('entities.create', { name: 'A. Ada' });
  await b.call('entities.merge', { into: entity.id, from: [other.id] });
  await b.call('documents.delete', { documents: [document] });
  await b.call('history.restore', { documents: [document] });
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[8, 10]] });
  await b.call('history.undo', {});
  await b.call('history.redo', {});
  await b.call('history.undo', {});
  const kinds = () =>
    b.store.db.all<{ label: string; kind: string }>(sql`SELECT label, kind FROM change ORDER BY id`);
  const before = kinds();
  b.workspace.close();
  makeOldProject(b.path, `${b.path}.old`, 4);
  copyFileSync(`${b.path}.old`, b.path);
  b.restart();
  expect(kinds()).toEqual(before);
  expect(new Set(before.map(({ kind }) => kind))).toEqual(
    new Set(['setup', 'import', 'edit', 'merge', 'deletion']),
  );
  expect(b.store.db.value(sql`SELECT count(session) FROM change`)).toBe(0);
  expect(checkProject(b.store).problems).toEqual([]);
  expect(await b.call('history.redo', {})).toMatchObject({ label: 'Tag Person “Bo”' });
  expect(await b.call('history.undo', {})).toMatchObject({ label: 'Tag Person “Bo”' });
  expect(checkProject(b.store).problems).toEqual([]);
});

test('text stored before ø folded to o and ß to ss is folded again and found', async () => {
  const b = backend();
  const texts = [
    'Synnøve Lund met Łukasz in Łódź.',
    'Die Straße nach Æro.',
    'Ada met Bo.',
    'ﹱ Kurt sagte nein.',
  ];
  const [first] = texts.map((text, i) => b.addDocument(text, `${i}.txt`)) as [Uid];
  await b.call('spans.create', { document: first, type: 'PERSON', fragments: [[0, 12]] });
  await b.call('entities.create', { name: 'Synnøve Løvås', aliases: ['Ada Bø'] });
  const path = b.path;
  b.workspace.close();
  makeOldProject(path, `${path}.old`, 7);
  copyFileSync(`${path}.old`, path);
  const raw = new Database(path);
  // As older versions stored it: without folding the letters that Unicode does not decompose.
  const before = (text: string) =>
    text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ı/g, 'i');
  raw.function('before', (text) => before(String(text)));
  raw.exec(`
    UPDATE alias SET folded = before(text), last_token = replace(before(text), rtrim(before(text), replace(before(text), ' ', '')), '');
    UPDATE surface SET folded = before(text);
    UPDATE document SET sort_title = before(lead);
    DELETE FROM document_fts;
    INSERT INTO document_fts (rowid, text) SELECT document_id, before(text) FROM document_text`);
  raw.close();
  b.restart();
  expect(b.store.db.value(sql`SELECT last_token FROM alias WHERE text = 'Ada Bø'`)).toBe('bo');
  expect(checkProject(b.store).problems).toEqual([]);
  for (const text of ['synnove', 'lodz', 'lukasz', 'strasse', 'aero'])
    expect((await b.call('documents.list', { search: text })).rows, text).toHaveLength(1);
  expect((await b.call('entities.list', { search: 'lovas' })).rows).toHaveLength(1);
});

test('exactly the letters whose fold has changed are folded again', () => {
  const { sql: step } = readMigrations().find(({ name }) => name === '0008-fold.sql')!;
  const listed = new Set(/GLOB '\*\[(.*)\]\*'/u.exec(step)![1]);
  const before = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/\p{Cf}/gu, '')
      .toLowerCase()
      .replace(/ı/g, 'i');
  const packed = (text: string) => text.replace(/\s/g, '');
  const changed: string[] = [];
  for (let code = 0x80; code < 0x20000; code++) {
    const letter = String.fromCodePoint(code);
    if (letter.isWellFormed() && packed(before(letter)) !== packed(fold(letter))) changed.push(letter);
  }
  expect(changed.length).toBeGreaterThan(40);
  expect(changed.filter((letter) => !listed.has(letter))).toEqual([]);
});
