import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { expect, test } from 'vitest';

const PAGES = [
  ...globSync('*.md'),
  ...globSync('{docs,shared,db,backend,cli,host,electron,renderer,tests}/**/*.md'),
]
  .filter((page) => !page.includes('fixtures'))
  .sort();
const SOURCES = new Set(
  globSync('{shared,db,backend,cli,host,electron,renderer,tests,scripts}/**/*.{ts,tsx,sql}').map((path) =>
    path.replaceAll('\\', '/'),
  ),
);

test('every relative link of the docs leads to a file, and its anchor to a heading', () => {
  const dead = PAGES.flatMap((page) => {
    const text = readFileSync(page, 'utf8');
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target) && !leadsSomewhere(page, target))
      .map((target) => `${page}: ${target}`);
  });
  expect(dead).toEqual([]);
});

test('every source file that the docs name exists', () => {
  const missing = PAGES.filter((page) => page !== 'CHANGELOG.md').flatMap((page) => {
    const text = readFileSync(page, 'utf8');
    return [...text.matchAll(/`((?:\.\.\/)*[\w./-]+\.(?:tsx?|sql))`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !isSource(dirname(page), name))
      .map((name) => `${page}: ${name}`);
  });
  expect(missing).toEqual([]);
});

test('the pictures are small PNGs of 1280 by 800 pixels', () => {
  for (const path of globSync('docs/pictures/*')) {
    const png = readFileSync(path);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)], path).toEqual([1280, 800]);
    expect(png.length, path).toBeLessThan(200_000);
  }
});

function leadsSomewhere(page: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? page : join(dirname(page), file);
  return existsSync(path) && (anchor === undefined || anchors(path).includes(anchor));
}

/** Returns the anchors that GitHub gives to the headings of a page. */
function anchors(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Returns whether a source file exists; a name without a folder may be in any folder below the page's. */
function isSource(folder: string, name: string): boolean {
  return [name, normalize(join(folder, name))].some((path) => SOURCES.has(path)) || isBelow(folder, name);
}

function isBelow(folder: string, name: string): boolean {
  const below = folder === '.' ? '' : `${folder}/`;
  return (
    !name.includes('/') && [...SOURCES].some((path) => path.startsWith(below) && path.endsWith(`/${name}`))
  );
}
