import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  openSync,
  readFileSync,
  closeSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../db/connection/open.ts';
import { assertOutput } from '../../backend/jobs/output-path.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { backend, type Backend } from '../support/backend.ts';
import { put } from '../support/bad-input.ts';
import { commandLine } from '../support/command-line.ts';
import { temporaryFolder } from '../support/project.ts';

/** Every command that writes to a path given by the user. */
const COMMANDS: Readonly<
  Record<string, { kind: 'file' | 'folder'; args(b: Backend, out: string): string[] }>
> = {
  export: { kind: 'folder', args: (b, out) => ['export', b.path, out, '--format', 'jsonl'] },
  'convert to a folder': {
    kind: 'folder',
    args: (b, out) => ['convert', put(b, 'in.txt', 'Ona met Bo.'), out, '--to', 'jsonl'],
  },
  'scheme --out': { kind: 'file', args: (b, out) => ['scheme', b.path, '--out', out] },
  'entities export': { kind: 'file', args: (b, out) => ['entities', b.path, 'export', out] },
  'quarantine export': { kind: 'file', args: (b, out) => ['quarantine', b.path, '--out', out] },
  backup: { kind: 'file', args: (b, out) => ['backup', b.path, out] },
  new: { kind: 'file', args: (_, out) => ['new', out] },
};

/** Paths that cannot be written, with the message that is expected. */
const PLACES: Readonly<
  Record<string, { at(b: Backend): string; says: RegExp; only?: 'file' | 'folder'; notRoot?: boolean }>
> = {
  'below /proc': { at: () => '/proc/x', says: /not a folder on a disk|may not write/ },
  'below a device': { at: () => '/dev/null/x', says: /\/dev\/null is a device, not a folder/ },
  'below a file': { at: (b) => join(put(b, 'a-file', 'x'), 'x'), says: /a-file is a file, not a folder/ },
  'a device': { at: () => '/dev/null', says: /is a device/ },
  'a pipe': {
    at(b) {
      spawnSync('mkfifo', [join(b.folder, 'pipe')]);
      return join(b.folder, 'pipe');
    },
    says: /is a pipe/,
  },
  'a link that leads nowhere': {
    at(b) {
      symlinkSync(join(b.folder, 'nowhere'), join(b.folder, 'link'));
      return join(b.folder, 'link');
    },
    says: /link that leads nowhere/,
  },
  'a file that is there': { at: (b) => put(b, 'there', 'x'), says: /already exists|is a file/ },
  'the project itself': { at: (b) => b.path, says: /already exists|is a file/ },
  'the name of its journal': { at: (b) => `${b.path}-wal`, says: /already exists|is a file|journal/ },
  'a folder, for a file': { at: (b) => b.folder, says: /is a folder/, only: 'file' },
  'a folder that is not empty, for a folder': { at: (b) => b.folder, says: /is not empty/, only: 'folder' },
  'among the backups': {
    at: (b) => join(`${b.path.replace(/\.postil$/, '')}.backups`, 'x'),
    says: /folder of backups/,
  },
  'a name that is too long': {
    at: (b) => join(b.folder, 'x'.repeat(300)),
    says: /has 30[07] bytes; a name may have 255/,
  },
  'a path that is too long': {
    at: (b) => join(b.folder, ...Array.from({ length: 50 }, () => 'y'.repeat(100))),
    says: /more than 4095 bytes/,
  },
  'without permission': {
    at(b) {
      mkdirSync(join(b.folder, 'closed'));
      chmodSync(join(b.folder, 'closed'), 0o500);
      return join(b.folder, 'closed', 'x');
    },
    says: /may not write to/,
    notRoot: true,
  },
};

const root = process.getuid?.() === 0;

describe.each(Object.entries(PLACES))('a place: %s', (_, { at, says, only, notRoot }) => {
  test('is rejected with a reason', ({ skip }) => {
    if (notRoot && root) skip('root may write everywhere');
    const b = backend();
    const out = at(b);
    for (const kind of ['file', 'folder'] as const) {
      if (only && only !== kind) continue;
      const attempt = () => assertOutput(out, kind);
      expect(attempt).toThrow(PostilError);
      expect(attempt).toThrow(says);
    }
  });
});

describe.each(Object.entries(COMMANDS))('the command %s', (_, { kind, args }) => {
  test.each(['below a device', 'a name that is too long', 'below /proc', 'among the backups'])(
    'asks before it writes: %s',
    async (name) => {
      const b = backend();
      b.addDocument('Ona met Bo.');
      const { at, says } = PLACES[name]!;
      const { status, said } = await commandLine(b, ...args(b, at(b)));
      expect({ kind, status, said }).toEqual({
        kind,
        status: 1,
        said: expect.stringMatching(says) as string,
      });
    },
  );
});

test('names of the maximum length are written, and so are documents with long multi-byte names', async () => {
  const b = backend();
  b.addDocument('Ona met Bo.', `${'😀'.repeat(20)}${'漢'.repeat(90)}.txt`);
  b.addDocument('Bo met Ona.', `${'𠀀'.repeat(100)}.txt`);
  for (const format of ['brat', 'jsonl']) {
    const out = join(b.folder, `${format}${'z'.repeat(255 - format.length)}`);
    expect(await commandLine(b, 'export', b.path, out, '--format', format)).toMatchObject({ status: 0 });
  }
});

describe('a header that no version of Postil wrote is reported as damage, not as an internal error', () => {
  /** Offset, bytes and width of a field of SQLite's header, and the expected message. */
  const FIELDS: readonly (readonly [string, number, number, 2 | 4, RegExp])[] = [
    ['user_version −5', 60, -5, 4, /format -5, which no Postil has written/],
    ['user_version 0', 60, 0, 4, /format 0, which/],
    ['user_version 2^31 − 1', 60, 0x7fffffff, 4, /format 2147483647, which/],
    ['a newer user_version', 60, 99, 4, /newer/],
    ['application_id −1', 68, -1, 4, /another program/],
    ['pages of 0 bytes', 16, 0, 2, /pages of 0 bytes/],
    ['pages of 3 bytes', 16, 3, 2, /pages of 3 bytes/],
    ['pages of 513 bytes', 16, 513, 2, /pages of 513 bytes/],
    ['schema format 9', 44, 9, 4, /schema format 9/],
  ];

  test.each(FIELDS)('%s', (_, at, value, width, says) => {
    const b = backend();
    b.workspace.close();
    const bytes = Buffer.alloc(width);
    if (width === 4) bytes.writeInt32BE(value);
    else bytes.writeUInt16BE(value);
    const file = openSync(b.path, 'r+');
    writeSync(file, bytes, 0, width, at);
    closeSync(file);
    const before = readFileSync(b.path);
    const open = () => openStore(b.path, { program: 'test' });
    expect(open).toThrow(PostilError);
    expect(open).toThrow(says);
    expect(readFileSync(b.path).equals(before)).toBe(true);
  });
});

test('a CoNLL sentence without an end is divided outside of spans, or rejected if it is one endless span', async () => {
  const b = backend();
  const path = join(temporaryFolder(), 'endless.conll');
  writeFileSync(path, 'word\tO\n'.repeat(120_000));
  expect(await commandLine(b, 'import', b.path, path)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/Imported 3 documents/) as string,
  });
  writeFileSync(path, `word\tB-PERSON\n${'word\tI-PERSON\n'.repeat(400_000)}`);
  expect(await commandLine(b, 'import', b.path, path)).toMatchObject({
    status: 1,
    said: expect.stringMatching(
      /^endless\.conll, line 100001: A sentence of more than 100000 tokens/,
    ) as string,
  });
});

test.each([
  ['no sofa', '<x:Named xmi:id="5" begin="0" end="3"/><cas:View members="5"/>', /has no sofa/],
  [
    'a sofa without text',
    '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView"/><x:Named xmi:id="5" sofa="1" begin="0" end="3"/><cas:View sofa="1" members="5"/>',
    /no text that they are of|no sofaString/,
  ],
])('XMI with annotations and %s is rejected', async (_, body, says) => {
  const b = backend();
  const xmi = `<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:x="http:///x.ecore" xmi:version="2.0">\n<cas:NULL xmi:id="0"/>${body}</xmi:XMI>\n`;
  const { status, said } = await commandLine(b, 'import', b.path, put(b, 'a.xmi', xmi));
  expect({ status, said }).toEqual({ status: 1, said: expect.stringMatching(says) as string });
});
