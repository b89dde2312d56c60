import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/check.ts';
import { openStore } from '../../db/open.ts';
import { backend } from '../support/backend.ts';
import { startChild } from '../support/child.ts';

/** Row 11 of the fault matrix, its quick number. */
const FLIPS = 40;

/** A closed project with some pages of annotations. */
async function annotated() {
  const b = backend();
  const document = b.addDocument('Ada met Bo in Dovran. '.repeat(400));
  for (let i = 0; i < 60; i++)
    await b.call('spans.create', { document, type: 'PERSON', fragments: [[i * 22, i * 22 + 3]] });
  b.workspace.close();
  return b;
}

/** What opening and checking says: a project, problems, or the code of the refusal. Anything else is a crash. */
function verdict(path: string): string {
  try {
    const store = openStore(path, { program: 'test', readonly: true });
    try {
      return checkProject(store).problems.length === 0 ? 'sound' : 'problems';
    } finally {
      store.close();
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return code;
  }
}

test(`${FLIPS} flipped bytes and ${FLIPS} truncations: never a crash, never a changed file`, async () => {
  const { path, folder } = await annotated();
  const sound = readFileSync(path);
  const damaged = join(folder, 'damaged.postil');
  const verdicts = new Map<string, number>();
  for (let i = 0; i < 2 * FLIPS; i++) {
    // Spread over the file, not at random, so that a failure can be found again.
    const at = Math.floor((i / (2 * FLIPS)) * sound.length);
    const bytes = Buffer.from(i % 2 === 0 ? sound : sound.subarray(0, Math.max(at & ~511, 512)));
    if (i % 2 === 0) bytes[at]! ^= 0xff;
    writeFileSync(damaged, bytes);
    const found = verdict(damaged);
    verdicts.set(found, (verdicts.get(found) ?? 0) + 1);
    expect(readFileSync(damaged).equals(bytes), `bytes after ${found} at ${at}`).toBe(true);
    if (i % 2 === 1) expect(found).not.toBe('sound');
  }
  expect(
    [...verdicts.keys()].filter(
      (v) => !['sound', 'problems', 'damaged', 'not-a-project', 'SQLITE_CORRUPT'].includes(v),
    ),
  ).toEqual([]);
});

test('a project in the middle of another program’s write is named with its holder; the command line exits with 3', async () => {
  const { path, folder } = await annotated();
  const child = startChild('hold', path, 'lock');
  await child.said('holding');
  const holder = `the holder (pid ${child.process.pid})`;
  expect(() => openStore(path, { program: 'second', busyTimeout: 10 })).toThrow(
    expect.objectContaining({ code: 'in-use', message: expect.stringContaining(holder) }),
  );
  // Reading goes on beside a writer.
  openStore(path, { program: 'second', readonly: true, busyTimeout: 10 }).close();
  const cli = spawnSync(process.execPath, ['electron/cli.ts', 'undo', path, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, POSTIL_CONFIG: join(folder, 'config') },
  });
  expect(cli.status).toBe(3);
  expect(JSON.parse(cli.stdout)).toMatchObject({
    error: { code: 'in-use', message: expect.stringContaining(holder) },
  });
});

test('a file that may not be written is named, and stays as it is', async (context) => {
  const { path, folder } = await annotated();
  chmodSync(path, 0o444);
  const nobody = 65534;
  const isRoot = process.getuid?.() === 0;
  if (process.platform === 'win32') context.skip();
  // Root may write anything, so somebody else tries.
  if (isRoot) {
    mkdirSync(join(folder, 'config'), { recursive: true });
    for (const place of [folder, join(folder, 'config'), dirname(path)]) {
      chmodSync(place, 0o755);
      chownSync(place, nobody, nobody);
    }
  }
  const before = readFileSync(path);
  const cli = spawnSync(process.execPath, ['electron/cli.ts', 'info', path, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, POSTIL_CONFIG: join(folder, 'nobodys'), HOME: folder },
    ...(isRoot && { uid: nobody, gid: nobody }),
  });
  expect(cli.stderr).toContain(path);
  expect(cli.status).toBe(1);
  expect(JSON.parse(cli.stdout)).toMatchObject({ error: { code: 'read-only' } });
  expect(readFileSync(path).equals(before)).toBe(true);
});
