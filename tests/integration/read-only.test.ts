import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openStore } from '../../db/connection/open.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { project, temporaryFolder } from '../support/project.ts';

const isRoot = process.getuid?.() === 0;
const ROOT = 'root may write into every folder; the fault matrix tries it as somebody else';

/** Makes a project in a folder that cannot be written. */
function locked(journal: boolean): { path: string; said: string[] } {
  const { path: original, store } = project();
  const said = [...canonicalDump(store)];
  if (!journal) store.close();
  const folder = join(temporaryFolder(), 'locked');
  mkdirSync(folder);
  const path = join(folder, 'x.postil');
  for (const suffix of journal ? ['', '-wal'] : ['']) copyFileSync(original + suffix, path + suffix);
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  return { path, said };
}

describe('a project in a read-only folder', () => {
  test.for([false, true])(
    'is read from a private copy, which is deleted afterwards (journal: %s)',
    (journal, context) => {
      if (isRoot) context.skip(ROOT);
      const own = temporaryFolder();
      vi.stubEnv('TMPDIR', own);
      onTestFinished(() => void vi.unstubAllEnvs());
      const { path, said } = locked(journal);
      const before = readFileSync(path);
      const store = openStore(path, { program: 'test', orReadonly: true });
      expect(store.readonly).toBe(true);
      expect(store.locked).toContain(dirname(path));
      expect([...canonicalDump(store)]).toEqual(said);
      const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('postil-copy-')).length;
      expect(copies()).toBe(1);
      // A second connection of this process shares the copy.
      const second = openStore(path, { program: 'test', readonly: true });
      expect(copies()).toBe(1);
      store.close();
      expect([...canonicalDump(second)]).toEqual(said);
      second.close();
      expect(copies()).toBe(0);
      expect(readFileSync(path)).toEqual(before);
    },
  );

  test('is not opened for writing, and the error names the folder', (context) => {
    if (isRoot) context.skip(ROOT);
    const { path } = locked(false);
    expect(() => openStore(path, { program: 'test' })).toThrow(
      expect.objectContaining({ code: 'read-only', message: expect.stringContaining(dirname(path)) }),
    );
  });
});
