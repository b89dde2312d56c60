import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CURRENT_VERSION, expectedSchema, migrate, readMigrations, schemaOf } from '../../db/migrations.ts';
import { schemaSnapshot } from '../../scripts/make-schema-snapshot.ts';

test('db/schema.sql is what the migrations make (node scripts/make-schema-snapshot.ts)', () => {
  expect(readFileSync('db/schema.sql', 'utf8')).toBe(schemaSnapshot());
});

test('the snapshot by itself makes the same schema', () => {
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

test('every table of ours is STRICT, and no foreign key cascades', () => {
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
