import { describe, expect, test } from 'vitest';
import { readPage } from '../../../../backend/extraction/page/read-page.ts';
import { newsPages, type NewsPage } from '../../../support/news-pages.ts';

const read = (html: string | Uint8Array, file = 'page.html') =>
  readPage(typeof html === 'string' ? new TextEncoder().encode(html) : html, file);
const PAGES = newsPages();

describe('pages of news sites', () => {
  test.each(PAGES.map((page) => [page.name, page] as const))('%s', (_, page: NewsPage) => {
    const { text, blocks, metadata } = read(page.html);
    expect(metadata.title).toBe(page.title);
    expect(metadata.byline).toBe(page.byline);
    expect(metadata.published?.slice(0, 10)).toBe(page.published);
    expect(metadata.source).toBe(page.source);
    expect(blocks.map(([kind, start, end]) => [kind, text.slice(start, end)])).toEqual([
      ['headline', page.title],
      ...page.inside.map((words) => ['paragraph', words]),
    ]);
    for (const words of page.outside) expect(text).not.toContain(words);
  });

  test('there are at least forty', () => expect(PAGES.length).toBeGreaterThanOrEqual(40));
});

const BODY =
  'The harbour of Sund closed on Wednesday after a storm damaged its northern quay, the port authority said.';
const body = (inner: string, head = '') =>
  `<html><head>${head}</head><body><article><h1>The quay</h1>${inner}</article></body></html>`;
const words = (html: string) => read(html).text;

describe('blocks', () => {
  test('quotes, lists, captions, headlines, rows and line ends', () => {
    const { text, blocks } = read(
      body(`<p>${BODY}</p><h2>Voices</h2><blockquote><p>The sea took it.</p></blockquote><ul><li>Ferries run.</li><li>Freight waits.</li></ul>
        <figure><img src="a.jpg"><figcaption>The quay at noon.</figcaption></figure><table><tr><td>Ships</td><td>12</td></tr><tr><td>Days</td><td>7</td></tr></table>
        <p>Quay 1<br>Sund</p><p>${BODY}</p>`),
    );
    expect(blocks.map(([kind, start, end]) => [kind, text.slice(start, end)])).toEqual([
      ['headline', 'The quay'],
      ['paragraph', BODY],
      ['headline', 'Voices'],
      ['quote', 'The sea took it.'],
      ['item', 'Ferries run.'],
      ['item', 'Freight waits.'],
      ['paragraph', 'The quay at noon.'],
      ['paragraph', 'Ships | 12'],
      ['paragraph', 'Days | 7'],
      ['paragraph', 'Quay 1\nSund'],
      ['paragraph', BODY],
    ]);
  });

  test('white space is collapsed, a no-break space is kept', () => {
    expect(words(body(`<p>  12&nbsp;000\n  <b>ships</b>\t came. </p><p>${BODY}</p>`))).toContain(
      '\n\n12\u00a0000 ships came.\n\n',
    );
  });
});

describe('what a page states', () => {
  test('every value is kept with where it stands, the most trustworthy first', () => {
    const { candidates } = read(
      body(
        `<p>SUND (AP) — ${BODY}</p>`,
        `<title>The quay</title><meta name="author" content="Jonas Petrov"><meta property="og:title" content="Quay shut">
         <script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay &amp; harbour shut","author":"Ida Marsh","datePublished":"2025-07-09"}</script>`,
      ),
      'courier-2025-07-10.html',
    );
    expect(candidates).toMatchObject({
      title: [
        { value: 'Quay & harbour shut', origin: 'JSON-LD' },
        { value: 'Quay shut', origin: 'OpenGraph' },
        { value: 'The quay', origin: 'h1' },
      ],
      byline: [
        { value: 'Ida Marsh', origin: 'JSON-LD' },
        { value: 'Jonas Petrov', origin: 'meta author' },
      ],
      published: [
        { value: '2025-07-09', origin: 'JSON-LD' },
        { value: '2025-07-10', origin: 'file name' },
      ],
      dateline: [{ value: 'SUND (AP)', origin: 'dateline' }],
    });
  });

  test('nothing is guessed: fields without a statement are empty', () => {
    const { metadata } = read(body(`<p>${BODY}</p><p>${BODY}</p>`));
    expect(metadata).toEqual({ title: 'The quay' });
  });

  test('broken JSON-LD and templates without values are passed over', () => {
    const head = `<script type="application/ld+json">{"@type":"NewsArticle",}</script><meta name="date" content="{{date}}"><meta name="author" content="">`;
    expect(read(body(`<p>${BODY}</p>`, head)).metadata).toEqual({ title: 'The quay' });
  });
});

describe('encodings', () => {
  const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));
  const page = (charset: string) => body(`<p>Zürich: ${BODY}</p>`, charset && `<meta charset="${charset}">`);

  test.each([
    ['declared latin1', bytes(page('iso-8859-1'), 'latin1'), []],
    [
      'declares latin1, is UTF-8',
      bytes(page('iso-8859-1'), 'utf8'),
      [/declares windows-1252, but its bytes are UTF-8/],
    ],
    ['declares UTF-8, is latin1', bytes(page('utf-8'), 'latin1'), [/declares utf-8, but its bytes are not/]],
    ['declares nothing, is latin1', bytes(page(''), 'latin1'), [/does not declare its encoding/]],
    ['UTF-16 with a mark', bytes(`\ufeff${page('')}`, 'utf16le'), []],
  ])('%s', (_, input, notes) => {
    const article = read(input);
    expect(article.text).toContain('Zürich: The harbour');
    expect(article.notes.length).toBe(notes.length);
    for (const [i, note] of notes.entries()) expect(article.notes[i]).toMatch(note);
  });
});

describe('hostile pages', () => {
  test.each([
    [
      'script, style, template, noscript',
      '<script>steal()</script><style>x{}</style><template>steal()</template><noscript>steal()</noscript>',
    ],
    [
      'handlers and addresses',
      '<img src=x onerror="steal()"><a href="javascript:steal()"></a><svg onload="steal()"><title>steal()</title></svg>',
    ],
    [
      'frames and forms',
      '<iframe srcdoc="steal()"></iframe><object>steal()</object><form><button>steal()</button></form>',
    ],
    ['names of properties', '<p id="constructor" class="__proto__"></p><img name="parentNode">'],
  ])('%s', (_, inner) => {
    const text = words(body(`<p>${BODY}</p>${inner}<p>${BODY}</p>`));
    expect(text).not.toContain('steal');
    expect(text).toBe(`The quay\n\n${BODY}\n\n${BODY}`);
  });

  test('JSON-LD cannot reach the prototype of objects', () => {
    const head =
      '<script type="application/ld+json">{"__proto__":{"polluted":1},"@type":["NewsArticle"],"headline":{"a":1},"author":[null,5]}</script>';
    expect(read(body(`<p>${BODY}</p>`, head)).metadata.title).toBe('The quay');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test.each([
    ['elements nested too deeply', '<div>'.repeat(100_000), /nested more than/],
    ['a page of links', '<html><body><nav><a href=1>One</a></nav></body></html>', /No article was found/],
    ['nothing', '<html></html>', /No article was found/],
  ])('%s is refused', (_, html, message) => expect(() => read(html)).toThrow(message));
});
