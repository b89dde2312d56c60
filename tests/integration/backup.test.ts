import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backup, restore } from '../../db/backups/backup.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { backend } from '../support/backend.ts';
import { startChild } from '../support/child.ts';

const TEXT = 'Ada met Bo in Dovran.';

/** Returns the content of a project file. */
function dumpOf(path: string): string[] {
  const store = openStore(path, { program: 'test', readonly: true });
  try {
    expect(checkProject(store).problems).toEqual([]);
    return [...canonicalDump(store)];
  } finally {
    store.close();
  }
}

/** Makes a project with one tag, its backup, and a second tag added after it. The project is closed. */
async function backedUp() {
  const b = backend();
  const document = b.addDocument(TEXT);
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 3]] });
  const copy = join(b.folder, 'copy.postil');
  backup(b.store, copy);
  const then = [...canonicalDump(b.store)];
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[8, 10]] });
  const now = [...canonicalDump(b.store)];
  b.workspace.close();
  return { folder: b.folder, path: b.path, copy, then, now };
}

describe('backup', () => {
  test('includes changes that are still in the WAL, and leaves no partial file', async () => {
    const { folder, copy, then } = await backedUp();
    expect(dumpOf(copy)).toEqual(then);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('never overwrites', async () => {
    const { path, copy } = await backedUp();
    const before = readFileSync(copy);
    const store = openStore(path, { program: 'test' });
    expect(() => backup(store, copy)).toThrow(/already exists/);
    store.close();
    expect(readFileSync(copy)).toEqual(before);
  });

  test('a failed copy leaves no file under either name', async () => {
    const { path, folder } = await backedUp();
    const store = openStore(path, { program: 'test' });
    expect(() => backup(store, join(folder, 'absent', 'x.postil'))).toThrow();
    store.close();
    expect(existsSync(join(folder, 'absent'))).toBe(false);
  });
});

describe('restore', () => {
  test('replaces the project with the backup and keeps the current file', async () => {
    const { path, copy, then, now } = await backedUp();
    const { kept } = restore(path, copy, 'test');
    expect(dumpOf(path)).toEqual(then);
    expect(kept).toMatch(/before-restore\.postil$/);
    expect(dumpOf(kept!)).toEqual(now);
  });

  test('a kept file can itself be restored', async () => {
    const { path, copy, now } = await backedUp();
    const { kept } = restore(path, copy, 'test');
    await new Promise((resolve) => setTimeout(resolve, 1100)); // names of kept files have a resolution of one second
    restore(path, kept!, 'test');
    expect(dumpOf(path)).toEqual(now);
  });

  test('works if the project no longer exists', async () => {
    const { folder, copy, then } = await backedUp();
    const path = join(folder, 'gone.postil');
    expect(restore(path, copy, 'test')).toEqual({ kept: null });
    expect(dumpOf(path)).toEqual(then);
  });

  test('is rejected while another program has the project open, and names it', async () => {
    const { path, copy, now } = await backedUp();
    const child = startChild('hold', path);
    await child.said('holding');
    expect(() => restore(path, copy, 'test')).toThrow(
      expect.objectContaining({
        code: 'in-use',
        message: expect.stringContaining(`the holder (pid ${child.process.pid})`),
      }),
    );
    await child.kill();
    expect(dumpOf(path)).toEqual(now);
    restore(path, copy, 'test'); // the entry of a program that has ended is ignored
  });

  test('a stale -wal of the old file is not replayed into the restored one', async () => {
    const { path, copy, then, folder } = await backedUp();
    // As after a crash: a copy of an open project with its WAL.
    const store = openStore(path, { program: 'test' });
    const crashed = join(folder, 'crashed.postil');
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, crashed + suffix);
    store.close();
    restore(crashed, copy, 'test');
    expect(existsSync(`${crashed}-wal`)).toBe(false);
    expect(dumpOf(crashed)).toEqual(then);
  });

  test('replaces a damaged project, which is kept byte for byte', async () => {
    const { path, copy, then } = await backedUp();
    const damaged = Buffer.from('This was a project once.'.repeat(200));
    writeFileSync(path, damaged);
    const { kept } = restore(path, copy, 'test');
    expect(readFileSync(kept!)).toEqual(damaged);
    expect(dumpOf(path)).toEqual(then);
  });

  test('a damaged or foreign file is not restored', async () => {
    const { path, folder, now } = await backedUp();
    const other = join(folder, 'other.sqlite');
    const raw = new Database(other);
    raw.exec('CREATE TABLE t (a)');
    raw.close();
    expect(() => restore(path, other, 'test')).toThrow(expect.objectContaining({ code: 'not-a-project' }));
    expect(dumpOf(path)).toEqual(now);
    expect(readdirSync(folder).filter((name) => /before-restore|partial/.test(name))).toEqual([]);
  });
});
