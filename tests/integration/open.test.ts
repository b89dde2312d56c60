import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../db/connection/open.ts';
import { project } from '../support/project.ts';

const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Opens a file that must be refused; returns the error's code. The file must not change. */
function refused(path: string): string {
  const before = hash(path);
  let code = 'opened';
  try {
    openStore(path, { program: 'test' }).close();
  } catch (error) {
    code = (error as { code: string }).code;
    expect((error as Error).message).toContain(path);
  }
  expect(hash(path)).toBe(before);
  return code;
}

/** Makes a closed project and changes it without Postil. */
function tampered(change: (raw: Database.Database) => void): string {
  const { path, store } = project();
  store.close();
  const raw = new Database(path);
  change(raw);
  raw.close();
  return path;
}

describe('opening a file that is not an intact project', () => {
  test('a missing file is named, and none is created', () => {
    expect(() => openStore('/nowhere/x.postil', { program: 'test' })).toThrow(/There is no file/);
  });

  test.each([
    ['a trigger', 'CREATE TRIGGER x AFTER INSERT ON span BEGIN DELETE FROM span; END'],
    ['a view', 'CREATE VIEW x AS SELECT 1'],
    ['a missing table', 'DROP TABLE note'],
  ])('a schema with %s counts as damaged', (_, statement) => {
    expect(
      refused(
        tampered((raw) => {
          raw.pragma('foreign_keys = OFF');
          raw.exec(statement);
        }),
      ),
    ).toBe('damaged');
  });

  test('closing leaves a single file', () => {
    const { path, store } = project();
    store.close();
    expect(() => readFileSync(`${path}-wal`)).toThrow(/ENOENT/);
  });
});
