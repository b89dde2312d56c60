import { spawnSync } from 'node:child_process';
import { appendFileSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../db/connection/open.ts';
import { runImport } from '../../backend/jobs/import.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { bring, expectRefused, put, refusalOf, textsOf, type BadFile } from '../support/bad-input.ts';
import { commandLine } from '../support/command-line.ts';
import { temporaryFolder } from '../support/project.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value] : [...utf8(value)])));
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));

const REFUSED: readonly (readonly [item: string, file: BadFile])[] = [
  [
    'invalid UTF-8 at byte k',
    {
      name: 'a.txt',
      bytes: () => bytes('Türkiye ', 0xc3, 0x28, ' and more'),
      refused: { where: { byte: 9 }, says: /Byte 0xc3 is not valid UTF-8.*save it as UTF-8/ },
    },
  ],
  [
    'UTF-8 cut off in a character, behind a byte order mark',
    {
      name: 'a.md',
      bytes: () => bytes(0xef, 0xbb, 0xbf, 'caf', 0xc3),
      refused: { where: { byte: 6 }, says: /not valid UTF-8/ },
    },
  ],
  [
    'UTF-16 without a byte order mark',
    {
      name: 'a.txt',
      bytes: () => utf16('Ministers met in Dovran.'),
      refused: { where: { byte: 1 }, says: /UTF-16 without a byte order mark.*Save it as UTF-8/ },
    },
  ],
  [
    'UTF-16 cut off',
    {
      name: 'a.txt',
      bytes: () => bytes(0xff, 0xfe, 0x41, 0, 0x42),
      refused: { where: { byte: 4 }, says: /cut off/ },
    },
  ],
  [
    'Latin-1',
    {
      name: 'a.txt',
      bytes: () => bytes('Caf', 0xe9, ' in Dovran'),
      refused: { where: { byte: 3 }, says: /another encoding \(Latin-1.*save it as UTF-8 first/ },
    },
  ],
  [
    'a NUL byte',
    {
      name: 'a.txt',
      bytes: () => 'Ministers\0met',
      refused: { where: { byte: 9 }, says: /NUL byte.*Remove it/ },
    },
  ],
  [
    'a lone surrogate in UTF-16',
    {
      name: 'a.txt',
      bytes: () => bytes(0xff, 0xfe, 0x41, 0, 0x3d, 0xd8, 0x42, 0),
      refused: { where: { byte: 4 }, says: /surrogate pair stands alone.*UTF-8/ },
    },
  ],
  [
    'a lone surrogate in UTF-8',
    {
      name: 'a.txt',
      bytes: () => bytes('ab', 0xed, 0xa0, 0xbd, 'c'),
      refused: { where: { byte: 2 }, says: /not valid UTF-8/ },
    },
  ],
  ...(
    [
      ['PDF', bytes('%PDF-1.7\n%', 0xe2, 0xe3), /This is a PDF.*Save it as text/],
      ['zip', bytes('PK', 3, 4, 20, 0), /zip archive or an Office document/],
      ['PNG', bytes(0x89, 'PNG', 13, 10, 26, 10), /PNG/],
      ['old Office document', bytes(0xd0, 0xcf, 0x11, 0xe0), /old Office/],
      ['rich text', bytes('{\\rtf1\\ansi Ministers}'), /RTF/],
      ['SQLite database', bytes('SQLite format 3', 0), /SQLite/],
      ['program', bytes(0x7f, 'ELF', 2, 1), /a program/],
      ['file of control characters', bytes(...Array.from({ length: 64 }, (_, i) => (i % 7) + 1)), /not text/],
    ] as const
  ).map(
    ([what, content, says]) =>
      [
        `${what} renamed .txt`,
        { name: 'a.txt', bytes: () => content, refused: { where: { byte: 0 }, says } },
      ] as const,
  ),
];

describe('an article is rejected with the location and a remedy', () => {
  test.each(REFUSED)('%s', async (_, file) => {
    await expectRefused(backend(), file);
  });

  test.each([
    ['a.txt', 'Ministers met ', { file: 'a.txt' }, /larger than 67108864 bytes.*Split it/],
    ['a.jsonl', '{"text":"', { file: 'a.jsonl', line: 1, record: 1 }, /control character/],
    ['a.csv', 'doc,doc_text,start,end,label\na,"', { file: 'a.csv', line: 2 }, /never closed/],
  ])('one line of 200 MB in %s', async (name, begin, where, says) => {
    const b = backend();
    const path = put(b, name, begin);
    truncateSync(path, 200 * 1024 * 1024);
    const error = await refusalOf(b, () => bring(b, path));
    expect(error.where).toEqual(where);
    expect(error.message).toMatch(says);
  });

  test('all or nothing: a good file is not imported together with a bad one', async () => {
    const b = backend();
    put(b, 'a.txt', 'Ministers met.');
    put(b, 'b.txt', bytes('x', 0xff));
    const strict = () => bring(b, b.folder, 'txt', { strict: true });
    expect(await refusalOf(b, strict)).toMatchObject({ code: 'refused' });
  });
});

describe('an article is accepted, and anything unusual is reported', () => {
  test.each([
    ['0 bytes', ''],
    ['only a byte order mark', '\ufeff'],
    ['only white space', ' \r\n\t\n'],
  ])('%s: nothing to import', async (_, content) => {
    const b = backend();
    const report = await bring(b, put(b, 'a.txt', content));
    expect(report).toMatchObject({ documents: 0 });
    expect(report.notes).toEqual([
      { message: expect.stringMatching(/nothing to import/), where: { file: 'a.txt' } },
    ]);
    expect(await textsOf(b)).toEqual({});
  });

  test.each([
    ['little', utf16('\ufeffTürkiye 北京 😀.')],
    ['big', Buffer.from(utf16('\ufeffTürkiye 北京 😀.')).swap16()],
  ])('UTF-16 with a byte order mark, %s-endian', async (_, content) => {
    const b = backend();
    await bring(b, put(b, 'a.txt', content));
    expect(await textsOf(b)).toEqual({ 'a.txt': 'Türkiye 北京 😀.' });
  });

  test('mixed CRLF, CR and LF are reported, and the spans of a file cover the same words', async () => {
    const b = backend();
    const source = 'Ada\r\nmet\rBo\n\r\nin Dovran.';
    const report = await bring(b, put(b, 'a.txt', source));
    expect(report.notes).toEqual([
      { message: '3 line ends (CRLF or CR) became LF.', where: { file: 'a.txt' } },
    ]);
    expect(await textsOf(b)).toEqual({ 'a.txt': 'Ada\nmet\nBo\n\nin Dovran.' });
    const spans = ['Ada', 'met', 'Bo', 'Dovran'].map((text) => {
      const start = source.indexOf(text);
      return { type: 'PERSON', start, end: start + text.length, text };
    });
    const second = put(b, 'b.jsonl', JSON.stringify({ id: 'b', text: source, spans }));
    expect(await bring(b, second)).toMatchObject({ documents: 0, matched: 1, spans: 4 });
    const { rows } = await b.call('documents.list', {});
    const document = rows[0]!.id;
    const found = await b.call('annotations.get', { document });
    expect(found.spans.map(({ fragments: [place] }) => b.textOf(document).slice(...place!))).toEqual(
      spans.map(({ text }) => text),
    );
  });

  test('emoji, joiners and combining marks: offsets count UTF-16, whatever unit the file states', async () => {
    const b = backend();
    const text = '😀 👩\u200d👩\u200d👧 cafe\u0301 Dovran.';
    const at = text.indexOf('Dovran');
    const starts = {
      'utf-16': at,
      codepoint: [...text.slice(0, at)].length,
      byte: utf8(text.slice(0, at)).length,
    };
    const lines = Object.entries(starts).map(([offsetUnit, start]) => {
      const spans = [{ type: 'GPE', start, end: start + 6, text: 'Dovran' }];
      return JSON.stringify({ id: offsetUnit, text: `${text} (${offsetUnit})`, offsetUnit, spans });
    });
    expect(await bring(b, put(b, 'a.jsonl', lines.join('\n')))).toMatchObject({ documents: 3, spans: 3 });
    const { rows } = await b.call('documents.list', {});
    for (const { id } of rows) {
      expect(b.textOf(id)).toMatch(text);
      const { spans } = await b.call('annotations.get', { document: id });
      expect(spans.map(({ fragments }) => fragments)).toEqual([[[at, at + 6]]]);
    }
    const wrong = { text, offsetUnit: 'codepoint', spans: [{ type: 'GPE', start: at, end: at + 6 }] };
    const error = await refusalOf(b, () => bring(b, put(b, 'b.jsonl', JSON.stringify(wrong))));
    expect(error.message).toMatch(/ends at \d+, but the text has \d+ codepoint units|ends at \d+.*units/);
  });

  test('VT, U+2028 and U+0085 are characters, not line ends', async () => {
    const b = backend();
    const odd = 'Ada\vmet\u2028Bo\u0085in\u2029Dovran.';
    await bring(b, put(b, 'a.txt', odd));
    expect(await textsOf(b)).toEqual({ 'a.txt': odd });
    const good = JSON.stringify({ text: odd.replace('\v', ' ') });
    const second = backend();
    const json = await refusalOf(second, () =>
      bring(second, put(second, 'b.jsonl', `${good}\n${good}\n{"text": 5}\n`), undefined, { strict: true }),
    );
    expect(json.where).toMatchObject({ line: 3, field: 'text' });
    const table = `doc,doc_text,start,end,label\na,"${odd}",0,3,PERSON\na,"${odd}",zero,3,PERSON\n`;
    const csv = await refusalOf(second, () =>
      bring(second, put(second, 'c.csv', table), undefined, { strict: true }),
    );
    expect(csv.where).toMatchObject({ line: 3, field: 'start' });
  });
});

test('a right-to-left override and terminal control characters are shown escaped', async () => {
  const b = backend();
  const article = put(b, 'a\u202etxt.md', 'title: Good\u202enews \u001b[2Jagain\n\nMinisters met.');
  const { status, said } = await commandLine(b, 'import', b.path, article);
  expect(status).toBe(0);
  expect(said).toContain('\\u{202e}');
  expect(said).toContain('\\u{1b}');
  expect(said).not.toMatch(/[\u202e\u001b]/);
  const wrong = put(
    b,
    'b.jsonl',
    JSON.stringify({ text: 'a\u202eb', spans: [{ type: 'X', start: 0, end: 3, text: 'ab' }] }),
  );
  const refused = await commandLine(b, 'import', b.path, wrong);
  expect(refused).toMatchObject({ status: 1, said: expect.stringContaining('"a\\u{202e}b"') });
  expect((await commandLine(b, 'list', b.path, 'documents')).said).not.toMatch(/[\u202e\u001b]/);
});

describe('files that change while they are read, and special files', async () => {
  /** Imports in this thread and changes the file once reading has begun. */
  async function importWhile(b: Backend, path: string, change: () => void) {
    const store = openStore(b.path, { program: 'import' });
    let changed = false;
    try {
      return await runImport(
        {
          store,
          actor: b.workspace.settings.actor,
          staging: temporaryFolder(),
          isCancelled: () => false,
          progress: (done) => {
            if (done > 0 && !changed) change();
            changed ||= done > 0;
          },
          onWriting: () => undefined,
        },
        { files: [{ id: newUid(), path, name: basename(path) }] },
      );
    } finally {
      store.close();
    }
  }
  /** Some megabytes, so that the file is read in several chunks. */
  const records = (word: string) =>
    Array.from(
      { length: 20 },
      (_, i) => `${JSON.stringify({ text: `${i} ${word} `.repeat(20_000) })}\n`,
    ).join('');

  test.each([
    ['grows', (path: string) => appendFileSync(path, '{"text":"More."}\n')],
    ['is cut off', (path: string) => truncateSync(path, 10)],
    ['is written over, with as many bytes', (path: string) => writeFileSync(path, records('ate'))],
  ])('a file that %s while it is read is rejected', async (_, change) => {
    const b = backend();
    const path = put(b, 'a.jsonl', records('met'));
    utimesSync(path, 1_000_000_000, 1_000_000_000);
    const error = await refusalOf(b, () => importWhile(b, path, () => change(path)));
    expect(error.where).toMatchObject({ file: 'a.jsonl' });
    expect(error.message).toMatch(/changed while it was read.*again/);
  });

  test.each([
    ['a FIFO', (path: string) => spawnSync('mkfifo', [path]).status],
    ['a link to /dev/zero', (path: string) => symlinkSync('/dev/zero', path)],
    ['a link that leads nowhere', (path: string) => symlinkSync(`${path}.gone`, path)],
  ])('%s is rejected if named, and left out of a folder', async (_, make) => {
    const b = backend();
    const path = join(b.folder, 'a.txt');
    make(path);
    const error = await refusalOf(b, () => bring(b, path));
    expect(error.where).toEqual({ file: path });
    expect(error.message).toMatch(/is not a regular file|There is no file/);
    put(b, 'b.txt', 'Ministers met.');
    await bring(b, b.folder);
    expect(await textsOf(b)).toEqual({ 'b.txt': 'Ministers met.' });
  });

  test('the command line exits with 1 and names the file', async () => {
    const b = backend();
    for (const [path, says] of [
      ['/dev/zero', /\/dev\/zero is not a regular file/],
      [put(b, 'a.txt', bytes('Caf', 0xe9)), /^a\.txt, byte 3: .*UTF-8/],
    ] as const)
      expect(await commandLine(b, 'import', b.path, path)).toMatchObject({
        status: 1,
        said: expect.stringMatching(says),
      });
  });
});
