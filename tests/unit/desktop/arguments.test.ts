import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describePath, givenFile } from '../../../electron/desktop/arguments.ts';
import { appFolder } from '../../../host/paths.ts';

const main = join(appFolder(), 'dist', 'main.mjs');

test.each([
  ['nothing is given', ['postil'], null],
  ['nothing but the program before packing', ['electron', main], null],
  ['nothing but its folder', ['electron', '.'], null],
  ['a file of a packed program', ['postil', 'a.postil'], join(appFolder(), 'a.postil')],
  ['a file after the program', ['electron', main, '/x/a.postil'], '/x/a.postil'],
  [
    'a file among switches',
    ['electron', '--no-sandbox', main, '--foo=bar', '/x/a.postil', ''],
    '/x/a.postil',
  ],
  ['the first of several', ['postil', '/x/a.postil', '/x/b.postil'], '/x/a.postil'],
])('%s', (_, argv, file) => {
  expect(givenFile(argv, appFolder())).toBe(file);
});

test('a project is named by its file and folder', () => {
  expect(describePath('/home/ada/News.postil')).toBe('News.postil in /home/ada');
});
