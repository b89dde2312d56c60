import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  partialPath,
  sweepLeftovers,
  sweepTemporary,
  temporaryFolder,
} from '../../db/connection/temporary.ts';
import { temporaryFolder as place } from '../support/project.ts';

/** Returns the owner in a name that this process created. */
const ownerOf = (path: string) =>
  /([0-9a-f]{8})\.(\d+)\.([0-9a-z]+)-/.exec(basename(path))!.slice(1) as [string, string, string];

/** Returns the pid of a process that has ended. */
const ended = () => spawnSync(process.execPath, ['-e', '']).pid;

test('files of a running program stay; those of an ended program are deleted with SQLite’s files', () => {
  const folder = place();
  const own = temporaryFolder('import', folder);
  const [machine, , began] = ownerOf(own);
  const dead = `${machine}.${ended()}.${began}`;
  mkdirSync(join(folder, `postil-import-${dead}-abcdef`));
  for (const suffix of ['', '-journal', '-wal', '-shm'])
    writeFileSync(join(folder, `.out.${dead}-7.partial${suffix}`), 'x');
  writeFileSync(join(folder, 'mine.partial'), 'nobody knows whose');
  expect(sweepTemporary(folder).removed).toHaveLength(5);
  expect(readdirSync(folder).sort()).toEqual(['mine.partial', basename(own)].sort());
});

test('a process with the id of an ended process is not mistaken for it', () => {
  const folder = place();
  const [machine, pid, began] = ownerOf(temporaryFolder('import', folder));
  const earlier = join(folder, `postil-import-${machine}.${pid}.${began === '0' ? '0' : '1'}-abcdef`);
  mkdirSync(earlier);
  sweepTemporary(folder);
  expect(existsSync(earlier)).toBe(process.platform !== 'linux');
});

test('files of another machine stay until they are unchanged for a week', () => {
  const folder = place();
  const other = join(folder, '.out.0123abcd.7.1-7.partial');
  const nameless = join(folder, 'postil-import-Ab12xY');
  writeFileSync(other, 'x');
  mkdirSync(nameless);
  expect(sweepTemporary(folder).removed).toEqual([]);
  const longAgo = Date.now() / 1000 - 8 * 24 * 3600;
  utimesSync(other, longAgo, longAgo);
  utimesSync(nameless, longAgo, longAgo);
  expect(sweepTemporary(folder).removed).toHaveLength(2);
});

test('a partial name fits wherever the name itself fits, and is in the same folder', () => {
  for (const name of ['a'.repeat(255), '😀'.repeat(63), '.hidden', 'out']) {
    const path = join(tmpdir(), name);
    expect(dirname(partialPath(path))).toBe(dirname(path));
    expect(Buffer.byteLength(basename(partialPath(path)))).toBeLessThanOrEqual(255);
  }
});

test('folders with written files are recorded, and cleaned up by any later run', () => {
  const folder = place();
  const ledger = join(place(), 'temporary.txt');
  const [machine, , began] = ownerOf(temporaryFolder('import', place()));
  writeFileSync(ledger, `${JSON.stringify(folder)}\n`);
  const left = join(folder, `.out.${machine}.${ended()}.${began}-7.partial`);
  mkdirSync(left);
  sweepLeftovers(ledger);
  expect(existsSync(left)).toBe(false);
  expect(existsSync(ledger)).toBe(false);
});
