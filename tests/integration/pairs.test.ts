import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { decideJournal, oddJournal } from '../../db/integrity/doubtful.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { record } from '../../db/journal/record.ts';
import { openStore, type OpenedStore } from '../../db/connection/open.ts';
import type { Store } from '../../db/connection/store.ts';
import { DoubtfulJournal } from '../../db/integrity/wal.ts';
import { readWal } from '../../db/integrity/wal-file.ts';
import { newUid } from '../../shared/model/uid.ts';
import { startChild } from '../support/child.ts';
import { actor, project, temporaryFolder } from '../support/project.ts';

const by = actor('Ada');
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Makes changes of one row each, whose images are in the journal. */
function work(store: Store, changes: number): void {
  for (let i = 0; i < changes; i++)
    record(store, by, { command: 'test', label: 'Add an entity', kind: 'edit' }, (recorder) =>
      recorder.put('entity', newUid(), { name: `Person ${i}`, aliases: [], externalIds: [] }),
    );
}

/** Makes a plain copy of an open project: its files as they are at this moment. */
function copyOf(path: string, suffixes: readonly string[] = ['', '-wal']): string {
  const copy = join(temporaryFolder(), 'copy.postil');
  for (const suffix of suffixes) copyFileSync(path + suffix, copy + suffix);
  return copy;
}

/** Returns whether it opens. If it is refused because of its journal, its bytes must not change. */
function opens(path: string): boolean {
  const suffixes = ['', '-wal', '-journal'].filter((suffix) => existsSync(path + suffix));
  const before = suffixes.map((suffix) => hash(path + suffix));
  try {
    openStore(path, { program: 'test' }).close();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(DoubtfulJournal);
    expect((error as Error).message).toContain(path);
    expect(suffixes.map((suffix) => hash(path + suffix))).toEqual(before);
    return false;
  }
}

function dump(path: string): string[] {
  const store = openStore(path, { program: 'test', readonly: true });
  try {
    return [...canonicalDump(store)];
  } finally {
    store.close();
  }
}

/** An open project with changes in its journal. */
function working(changes = 3): { path: string; store: OpenedStore } {
  const { path, store } = project({ by });
  work(store, changes);
  return { path, store };
}

describe('a file and the journal next to it', () => {
  test('belong together if copied at the same moment, and nothing is lost', () => {
    const { path, store } = working();
    const copy = copyOf(path);
    const now = [...canonicalDump(store)];
    expect(opens(copy)).toBe(true);
    expect(dump(copy)).toEqual(now);
  });

  test('are rejected by every program if the journal is that of another project', () => {
    const { path: other } = working();
    const { path, store } = working();
    store.close();
    const said = dump(path);
    copyFileSync(`${other}-wal`, `${path}-wal`);
    expect(opens(path)).toBe(false);
    expect(() => openStore(path, { program: 'test', readonly: true })).toThrow(DoubtfulJournal);
    expect(oddJournal(path)).not.toEqual([]);
    const bytes = [hash(path), hash(`${path}-wal`)];
    const { kept } = decideJournal(path, 'without');
    expect([hash(kept!), hash(`${kept}-wal`)]).toEqual(bytes);
    expect(dump(path)).toEqual(said);
  });

  test('are rejected if the file is older, which can be opened without the journal', () => {
    const { path, store } = working();
    store.db.raw.pragma('wal_checkpoint(TRUNCATE)');
    const early = copyOf(path, ['']);
    work(store, 60);
    store.db.raw.pragma('wal_checkpoint(TRUNCATE)');
    work(store, 1);
    copyFileSync(`${path}-wal`, `${early}-wal`);
    expect(opens(early)).toBe(false);
    expect(decideJournal(early, 'without').kept).not.toBeNull();
    expect(opens(early)).toBe(true);
  });

  test('are valid if the file is older and the journal contains all later changes', () => {
    const { path, store } = working();
    store.db.raw.pragma('wal_checkpoint(TRUNCATE)');
    const early = copyOf(path, ['']);
    work(store, 2);
    copyFileSync(`${path}-wal`, `${early}-wal`);
    expect(opens(early)).toBe(true);
    expect(dump(early)).toEqual([...canonicalDump(store)]);
  });

  test('are rejected if the journal is older', () => {
    const { path, store } = working();
    const early = copyOf(path, ['-wal']);
    work(store, 40);
    store.db.raw.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(path, early);
    expect(opens(early)).toBe(false);
    expect(decideJournal(early, 'without').kept).not.toBeNull();
    expect(dump(early)).toEqual([...canonicalDump(store)]);
  });

  test('are both needed: a copy without its journal, made during a checkpoint, is rejected', () => {
    const { path, store } = working();
    store.db.raw.pragma('wal_checkpoint(TRUNCATE)');
    const early = readFileSync(copyOf(path, ['']));
    work(store, 60);
    store.db.raw.pragma('wal_checkpoint(TRUNCATE)');
    const copy = copyOf(path, ['']);
    expect(opens(copyOf(path, ['']))).toBe(true);
    // Replaces one of the pages by its earlier state.
    const mixed = readFileSync(copy);
    const page = (of: Buffer, n: number) => of.subarray(n * 4096, (n + 1) * 4096);
    const pages = Array.from({ length: early.length / 4096 }, (_, n) => n);
    const changed = pages.filter((n) => n > 0 && !page(early, n).equals(page(mixed, n)));
    page(early, changed.at(-1)!).copy(mixed, changed.at(-1)! * 4096);
    writeFileSync(copy, mixed);
    expect(() => openStore(copy, { program: 'test' }).close()).toThrow(
      expect.objectContaining({ code: 'damaged' }),
    );
    expect(readFileSync(copy)).toEqual(mixed);
  });

  test('are rejected if a rollback journal belongs to another file', () => {
    const { path, store } = working();
    store.close();
    // As SQLite leaves it if a program is killed in the middle of a write.
    const other = join(temporaryFolder(), 'other.sqlite');
    const raw = new Database(other);
    raw.pragma('cache_size = 1');
    raw.exec('CREATE TABLE t (a); BEGIN');
    raw.exec(
      'WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO t SELECT randomblob(4000) FROM n',
    );
    raw.exec('COMMIT; BEGIN; DELETE FROM t');
    copyFileSync(`${other}-journal`, `${path}-journal`);
    raw.close();
    expect(readFileSync(`${path}-journal`).length).toBeGreaterThan(4096);
    expect(opens(path)).toBe(false);
    expect(decideJournal(path, 'without').kept).not.toBeNull();
    expect(opens(path)).toBe(true);
  });

  test.each([
    ['its first byte', 0],
    ['a frame in its midst', 32 + 24 + 100],
  ])('need a decision if the journal is damaged at %s, because changes would be lost silently', (_, at) => {
    const { path } = working(6);
    const copy = copyOf(path);
    const bytes = readFileSync(`${copy}-wal`);
    bytes[at] = bytes[at]! ^ 0xff;
    writeFileSync(`${copy}-wal`, bytes);
    expect(opens(copy)).toBe(false);
  });

  test('need no decision if a power failure truncated the last commit', () => {
    const { path } = working(6);
    const copy = copyOf(path);
    const bytes = readFileSync(`${copy}-wal`);
    writeFileSync(`${copy}-wal`, bytes.subarray(0, bytes.length - 100));
    expect(opens(copy)).toBe(true);
  });

  test('keep an unusable journal, and choosing to use it changes nothing', () => {
    const { path: other } = working(30);
    const { path, store } = working();
    store.close();
    writeFileSync(`${path}-wal`, readFileSync(`${other}-wal`));
    const bytes = [hash(path), hash(`${path}-wal`)];
    try {
      const { kept } = decideJournal(path, 'with');
      expect([hash(kept!), hash(`${kept}-wal`)]).toEqual(bytes);
    } catch (error) {
      expect(error).toMatchObject({ code: 'damaged' });
      expect([hash(path), hash(`${path}-wal`)]).toEqual(bytes);
    }
  });

  test('are not changed by the check', () => {
    const { path, store } = working();
    const copy = copyOf(path);
    expect(oddJournal(copy)).toEqual([]);
    expect(readdirSync(dirname(copy)).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(store.db.raw.open).toBe(true);
  });
});

describe('the journal of a program that is running', () => {
  test('does not prevent another program from opening the file', async () => {
    const { path } = project();
    const child = startChild('hold', path);
    await child.said('holding');
    expect(opens(path)).toBe(true);
    await child.kill();
    expect(opens(path)).toBe(true);
  });

  test('stays if the file is opened twice in one program and then by another', async () => {
    const { path, store } = working();
    openStore(path, { program: 'a thread', readonly: true }).close();
    // If it believed to be the only program, it would delete the journal.
    const child = startChild('open-and-close', path);
    await child.said('closed');
    await child.kill();
    expect(existsSync(`${path}-wal`)).toBe(true);
    work(store, 1);
    const now = [...canonicalDump(store)];
    store.close();
    expect(dump(path)).toEqual(now);
  });
});

describe('reading a -wal file', () => {
  test('finds as many frames as SQLite does, and none after damage', () => {
    const path = join(temporaryFolder(), 'any.sqlite');
    const raw = new Database(path);
    onTestFinished(() => void raw.close());
    raw.pragma('page_size = 1024');
    raw.pragma('journal_mode = WAL');
    raw.exec('CREATE TABLE t (a)');
    for (let i = 0; i < 20; i++) raw.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(500 * (i % 5)));
    const [{ log }] = raw.pragma('wal_checkpoint(PASSIVE)') as [{ log: number }];
    // A restarted journal overwrites the old one, of which the rest stays behind it.
    raw.exec('INSERT INTO t VALUES (1)');
    raw.exec('INSERT INTO t VALUES (2)');
    const begun = readWal(`${path}-wal`);
    expect(begun).toMatchObject({ pageSize: 1024, commits: 2, lostCommits: 0 });
    expect(begun.frames).toBeLessThan(log);
    const [{ log: now }] = raw.pragma('wal_checkpoint(PASSIVE)') as [{ log: number }];
    expect(begun.frames).toBe(now);
  });
});
