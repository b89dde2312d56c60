import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFiles } from '../../../backend/jobs/output.ts';
import { temporaryFolder } from '../../support/project.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('files are listed with size and hash in the order in which they were finished, the open ones last', async () => {
  const folder = temporaryFolder();
  const { result, files } = await writeFiles(folder, async (output) => {
    output.write('open.txt', 'Işık');
    for (let i = 0; i < 200; i++) {
      output.write(`part/${i}.txt`, `${i}`);
      output.write(`part/${i}.txt`, '!');
      await output.finish(`part/${i}.txt`);
    }
    return 'done';
  });
  expect(result).toBe('done');
  expect(files).toHaveLength(201);
  expect(files[7]).toEqual({ name: 'part/7.txt', bytes: 2, sha256: sha256('7!') });
  expect(files.at(-1)).toEqual({ name: 'open.txt', bytes: 6, sha256: sha256('Işık') });
  expect(readFileSync(join(folder, 'part/199.txt'), 'utf8')).toBe('199!');
});

test('a file of many pieces holds them in order, whether they are written as they come or at the end', async () => {
  const folder = temporaryFolder();
  const pieces = Array.from({ length: 5_000 }, (_, i) => `${i} Üsküdar\n`);
  const { files } = await writeFiles(folder, async (output) => {
    output.write('large.txt', 'x'.repeat(1 << 20));
    for (const piece of pieces) output.write('large.txt', piece);
    await output.finish('large.txt');
    output.write('empty.txt', '');
  });
  const expected = 'x'.repeat(1 << 20) + pieces.join('');
  expect(readFileSync(join(folder, 'large.txt'), 'utf8')).toBe(expected);
  expect(files).toEqual([
    { name: 'large.txt', bytes: Buffer.byteLength(expected), sha256: sha256(expected) },
    { name: 'empty.txt', bytes: 0, sha256: sha256('') },
  ]);
  expect(readFileSync(join(folder, 'empty.txt'), 'utf8')).toBe('');
});

test('what fails midway is told, and no file stays open', async () => {
  const folder = temporaryFolder();
  const failing = writeFiles(folder, async (output) => {
    output.write('a.txt', 'a');
    await output.finish('a.txt');
    // Large enough that the file has been opened by now.
    output.write('b.txt', 'b'.repeat(1 << 20));
    expect(existsSync(join(folder, 'b.txt'))).toBe(true);
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  if (existsSync('/proc/self/fd')) expect(openIn(folder)).toEqual([]);
});

test('a file is not written over', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, (output) => output.write('a.txt', 'a'));
  await expect(writeFiles(folder, (output) => output.write('a.txt', 'b'))).rejects.toThrow('EEXIST');
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('a');
});

/** Returns the files below the folder that this process has open. A file that is closed meanwhile has no link any more. */
function openIn(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    const info = existsSync(`/proc/self/fd/${fd}`) ? readlinkSync(`/proc/self/fd/${fd}`) : '';
    return info.startsWith(folder) ? [info] : [];
  });
}
