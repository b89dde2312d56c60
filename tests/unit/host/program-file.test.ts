import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flawOfProgram } from '../../../host/program-file.ts';
import { temporaryFolder } from '../../support/project.ts';

function file(content: string | Buffer): string {
  const path = join(temporaryFolder(), 'program');
  writeFileSync(path, content);
  return path;
}

/** The first bytes of a real program, as an interrupted download leaves them. */
function head(bytes: number): Buffer {
  const from = openSync(process.execPath, 'r');
  const buffer = Buffer.alloc(bytes);
  readSync(from, buffer, 0, bytes, 0);
  closeSync(from);
  return buffer;
}

test('whole programs and scripts have no flaw', () => {
  expect(flawOfProgram(process.execPath)).toBeNull();
  expect(flawOfProgram(file('#!/bin/sh\nexit 0\n'))).toBeNull();
});

test('an empty file is one on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    expect(flawOfProgram(file(''), platform)).toBe('its file is empty');
});

test('a cut-off program, another processor’s and what is none are told apart', (context) => {
  if (process.platform !== 'linux') context.skip('reads a Linux program');
  expect(flawOfProgram(file(head(100_000)))).toBe('its file is cut off');
  expect(flawOfProgram(file(head(20)))).toBe('its file is cut off');
  expect(flawOfProgram(file('<html>404</html>'))).toBe('its file is not a program');
  const other = process.arch === 'x64' ? 'arm64' : 'x64';
  expect(flawOfProgram(process.execPath, 'linux', other)).toContain('another processor');
});
