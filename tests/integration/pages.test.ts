import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Extractor } from '../../backend/extraction/extractor.ts';
import { backend } from '../support/backend.ts';
import { bring } from '../support/bad-input.ts';
import { commandLine } from '../support/command-line.ts';
import { newsPages } from '../support/news-pages.ts';

const bytes = (html: string) => new TextEncoder().encode(html);
const [PAGE, OTHER] = newsPages();

describe('the process that reads pages', () => {
  const made: Extractor[] = [];
  const extractor = (...given: ConstructorParameters<typeof Extractor>) => {
    const one = new Extractor(...given);
    made.push(one);
    return one;
  };
  afterEach(() => {
    for (const one of made.splice(0)) one.dispose();
  });

  test('reads several pages at once, each with its own article', async () => {
    const { extract } = extractor();
    const pages = newsPages().slice(0, 8);
    const articles = await Promise.all(
      pages.map(({ html, name }) => extract('page', typeof html === 'string' ? bytes(html) : html, name)),
    );
    expect(articles.map(({ metadata }) => metadata.title)).toEqual(pages.map(({ title }) => title));
  });

  test('is stopped when a page takes too long, and reads the next one', async () => {
    // Readability looks at each of the nested elements again and again: 20 seconds.
    const slow = `<html><body>${'<div>'.repeat(690)}${'<p>word, word</p>'.repeat(40_000)}</body></html>`;
    const { extract } = extractor(undefined, { time: 3000, memory: 1024 });
    const refused = expect(extract('page', bytes(slow), 'slow.html')).rejects.toThrow(/more than 3 seconds/);
    const next = extract('page', bytes(PAGE!.html as string), 'next.html');
    await refused;
    await expect(next).resolves.toMatchObject({ metadata: { title: PAGE!.title } });
  });

  test('a page that is being read when the import is stopped is refused', async () => {
    const one = extractor();
    await one.extract('page', bytes(PAGE!.html as string), 'first.html');
    const reading = expect(one.extract('page', bytes(OTHER!.html as string), 'b.html')).rejects.toThrow(
      /was stopped/,
    );
    setTimeout(() => one.dispose());
    await reading;
  });

  test('is stopped when a page needs too much memory, and reads the next one', async () => {
    const { extract } = extractor(undefined, { time: 60_000, memory: 160 });
    const large = `<html><body><article>${'<p>word <b>word</b> <i>word</i></p>'.repeat(200_000)}</article></body></html>`;
    await expect(extract('page', bytes(large), 'large.html')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/more than 160 MB of memory/) as string,
      where: { file: 'large.html' },
    });
    await expect(extract('page', bytes(PAGE!.html as string), 'next.html')).resolves.toMatchObject({
      metadata: { title: PAGE!.title },
    });
  });
});

describe('an import of pages', () => {
  test('a folder: good pages come in with their fields, a bad one is named and left out', async () => {
    const b = backend({ threads: true });
    const root = join(b.folder, 'pages');
    mkdirSync(root);
    writeFileSync(join(root, 'a.html'), PAGE!.html);
    writeFileSync(join(root, 'b.htm'), OTHER!.html);
    writeFileSync(join(root, 'deep.html'), `<html><body>${'<div>'.repeat(5000)}`);
    const report = await bring(b, root);
    expect(report).toMatchObject({ documents: 2, formats: ['page'] });
    expect(report.leftOut?.faults).toMatchObject([{ cost: 'file', where: { file: 'deep.html' } }]);
    expect(report.notes.map(({ message }) => message).join('\n')).toMatch(/words outside of the article/);
    const { rows } = await b.call('documents.list', {});
    expect(rows.map(({ title, source }) => ({ title, source }))).toEqual(
      [PAGE!, OTHER!].map(({ title, source }) => ({ title, source })),
    );
  });

  test('the command line converts a page', async () => {
    const b = backend();
    const file = join(b.folder, 'page.html');
    writeFileSync(file, PAGE!.html);
    const out = join(b.folder, 'page.jsonl');
    await commandLine(b, 'convert', file, out, '--to', 'jsonl');
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    const document = lines
      .map((line) => JSON.parse(line) as { kind?: string })
      .find(({ kind }) => kind === 'document');
    expect(document).toMatchObject({
      title: PAGE!.title,
      byline: PAGE!.byline,
      extra: { extracted: { extractor: 'readability 0.6.0' } },
    });
  });
});
