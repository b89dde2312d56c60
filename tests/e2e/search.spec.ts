import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

const ARTICLES: Record<string, string> = {
  'ferry.txt':
    'Title: Ferry talks resume\n\nMinister Işık met the union on Monday. The union said Işık had promised nothing.\n\nA delegation from 北京市 watched. Isik, the union said, “is tired”.\n',
  'wall.txt':
    'Title: Wall holds\n\nThe union of masons thanked Defne Işık. “The wall holds,” the union said.\n',
  'storm.txt': 'Title: Storm passes\n\nNo union spoke. The storm passed north of 北京 in the night.\n',
};

interface Listed {
  readonly spans: readonly { readonly type: string; readonly text: string }[];
}

test('words are found in the article and in the project, gone to and tagged in one go, by keys alone', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Union.postil'), join(folder, 'config')];
  const project = await Cli.project(file, config);
  for (const [name, text] of Object.entries(ARTICLES)) {
    writeFileSync(join(folder, name), text);
    await project.run('import', join(folder, name));
  }
  const tagged = async (type: string) =>
    (await project.run<Listed>('list', 'spans')).spans
      .filter((span) => span.type === type)
      .map(({ text }) => text);
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const { keyboard } = page;
  await expect(page.locator('.ProseMirror')).toContainText('Minister');

  // In the article: matches are folded, counted, visited, and tagged in one step.
  await keyboard.press('Control+f');
  const bar = page.getByRole('search', { name: 'Find in this article' });
  await expect(bar.getByRole('textbox')).toBeFocused();
  await keyboard.type('isik');
  await expect(page.getByTestId('find-count')).toHaveText('1 of 3');
  await keyboard.press('Enter');
  await expect(page.getByTestId('find-count')).toHaveText('2 of 3');
  await inBothThemes(page, 'find-in-article');
  await bar.getByRole('button', { name: 'Tag all 3 as…' }).focus();
  await keyboard.press('Enter');
  await keyboard.press('p');
  await expect(page.getByText('Tagged 3 hits')).toBeVisible();
  expect(await tagged('PERSON')).toEqual(['Işık', 'Işık', 'Isik']);
  await bar.getByRole('textbox').focus();
  await keyboard.press('Control+a');
  await keyboard.type('北京');
  await expect(page.getByTestId('find-count')).toHaveText('1 of 1');
  // Escape returns to the text with the match selected.
  await keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('北京');
  // Also if it follows the last letter so fast that its matches are still to come.
  await keyboard.press('Control+f');
  await expect(bar.getByRole('textbox')).toHaveValue('北京');
  await expect(page.getByTestId('find-count')).toHaveText('1 of 1');
  await bar.getByRole('textbox').evaluate((field: HTMLInputElement) => {
    field.select();
    document.execCommand('insertText', false, 'Isik');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  });
  await expect(bar).toBeHidden();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toMatch(/^(?:Işık|Isik)$/);
  await keyboard.press('Control+f');
  await expect(bar.getByRole('textbox')).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.type('北京');
  await keyboard.press('Escape');

  // In the project: a concordance is sorted; a hit is opened, and Back returns to the list.
  await keyboard.press('Control+Shift+F');
  const field = page.getByRole('textbox', { name: 'Words to find' });
  await expect(field).toHaveValue('北京');
  await expect(page.getByTestId('hit-count')).toHaveText('2 hits in 2 articles');
  await field.focus();
  await keyboard.press('Control+a');
  await keyboard.type('UNION');
  await expect(page.getByTestId('hit-count')).toHaveText('6 hits in 3 articles');
  const grid = page.getByRole('grid', { name: 'Hits' });
  await inBothThemes(page, 'search-project');
  await keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('union');
  await keyboard.press('Control+Shift+F');
  await expect(page.getByTestId('hit-count')).toHaveText('6 hits in 3 articles');
  await expect(grid).toBeFocused();
  await expect(grid.locator('[data-current]')).toHaveAttribute('aria-rowindex', '4');

  // Three hits are ticked, previewed, tagged and undone.
  await keyboard.press('Home');
  await keyboard.press(' ');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Shift+ ');
  await expect(grid.locator('[aria-selected="true"]')).toHaveCount(3);
  await keyboard.press('Control+a');
  await expect(grid.locator('[aria-selected="true"]')).toHaveCount(6);
  await page.getByRole('button', { name: 'Tag 6 hits as…' }).focus();
  await keyboard.press('Enter');
  await keyboard.press('o');
  const dialog = page.getByRole('dialog', { name: 'Tag as' });
  await expect(dialog).toContainText('6 annotations in 3 articles');
  await keyboard.press('Enter');
  await expect(page.getByText('Tagged 6 hits')).toBeVisible();
  expect(await tagged('ORG')).toHaveLength(6);

  // Among annotations: by type only.
  await page.getByRole('radio', { name: 'Annotations' }).focus();
  await keyboard.press(' ');
  await field.fill('');
  await page.getByLabel('Type').selectOption('PERSON');
  await expect(page.getByTestId('hit-count')).toHaveText('3 hits in 1 article');
  await inBothThemes(page, 'search-annotations');
  await grid.focus();
  await keyboard.press('Control+z');
  await expect.poll(async () => (await tagged('ORG')).length).toBe(0);
  expect(await tagged('PERSON')).toHaveLength(3);

  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
