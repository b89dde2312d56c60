import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskForWriting, assertDiskForWriting, assertFreeDisk } from '../../../backend/jobs/free-disk.ts';
import { temporaryFolder } from '../../support/project.ts';

test('an import in chunks needs less disk than one at once, for its journal is emptied between them', () => {
  const corpus = 2e9;
  expect(diskForWriting(corpus, 'in chunks')).toBeLessThan(corpus * 4.1);
  expect(diskForWriting(corpus, 'at once')).toBeGreaterThan(corpus * 5.4);
});

test('what the disk has no room for is refused with the need, before it is read and before it is written', () => {
  const folder = temporaryFolder();
  const project = join(folder, 'p.postil');
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  expect(() => assertFreeDisk(project, folder, free / 2)).toThrow(
    /needs about [\d.,]+ GB of free disk space for .*, but only [\d.,]+ GB are free\. Nothing was read\./,
  );
  // Written in chunks it fits, but twice its size does not.
  const bytes = free / 5;
  expect(() => assertDiskForWriting(project, bytes, 'at once')).toThrow(/Nothing was imported\./);
  expect(() => assertDiskForWriting(project, bytes, 'in chunks')).not.toThrow();
});

test('small files are not asked about', () => {
  expect(() => assertFreeDisk('/nowhere/p.postil', '/nowhere', 1e6)).not.toThrow();
});
