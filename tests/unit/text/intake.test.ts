import { describe, expect, test } from 'vitest';
import { Document } from '../../../shared/model/document.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { fold } from '../../../shared/text/fold.ts';
import { readArticle, readArticleText } from '../../../shared/text/intake.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('readArticle', () => {
  test('decodes, normalises, removes the header and finds blocks', () => {
    const { document, notes } = readArticle(utf8('\ufeff date 2025-07-09 One.\r\n\r\nTwo.\r'), 'a.txt');
    expect(document).toEqual({
      title: '',
      source: '',
      url: '',
      byline: '',
      dateline: '',
      language: '',
      published: '2025-07-09',
      text: 'One.\n\nTwo.\n',
      blocks: [
        ['paragraph', 0, 4],
        ['paragraph', 6, 10],
      ],
      header: ' date 2025-07-09 ',
      origin: { name: 'a.txt', encoding: 'utf-8', carriageReturns: 3 },
    });
    expect(notes.map((note) => note.message)).toEqual([
      '3 line ends (CRLF or CR) became LF.',
      'Taken from the top of the text into fields: published “2025-07-09”.',
    ]);
    expect(Document.safeParse({ id: newUid(), ...document }).success).toBe(true);
  });

  test.each(['', '\ufeff', ' \n\t\n'])(
    'an empty article %j is reported in a note, without an error',
    (text) => {
      const { document, notes } = readArticle(utf8(text), 'a.txt');
      expect(document).toBeNull();
      expect(notes).toEqual([
        { message: expect.stringContaining('nothing to import'), where: { file: 'a.txt' } },
      ]);
    },
  );

  test('a note reports front matter with an unreadable date', () => {
    const { document, notes } = readArticle(utf8('---\ntitle: X\ndate: 03/04/2025\n---\nText.'), 'a.md');
    expect(document).toMatchObject({
      title: 'X',
      published: '',
      extra: { date: '03/04/2025' },
      text: 'Text.',
    });
    expect(notes.at(-1)?.message).toContain('“date” was not understood');
  });

  test('Markdown is recognised by the file name', () => {
    expect(readArticle(utf8('# A\n\nB'), 'a.md').document?.blocks[0]?.[0]).toBe('headline');
    expect(readArticle(utf8('# A\n\nB'), 'a.txt').document?.blocks[0]?.[0]).toBe('paragraph');
  });

  test('pasted text has no encoding, and invalid characters are rejected', () => {
    expect(readArticleText('A text.', 'pasted').document?.origin).toEqual({ name: 'pasted' });
    expect(() => readArticleText('a\ud800', 'pasted')).toThrow(/surrogate/);
    expect(() => readArticleText('a\0', 'pasted')).toThrow(/NUL/);
  });
});

test.each([
  ['Işık', 'isik'],
  ['IŞIK', 'isik'],
  ['İstanbul', 'istanbul'],
  ['Štěpanek', 'stepanek'],
  ['ﬁnance', 'finance'],
  ['北京', '北 京'],
  ['東京タワー', '東 京 タ ワ ー'],
  ['Hakan\n  Felan', 'hakan felan'],
  ['co\u00adop', 'coop'],
  ['', ''],
])('fold(%j) is %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(folded)).toBe(folded);
});
