import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { ClaimDesk } from './claim-desk.ts';
import { inBothThemes } from './looks.ts';

interface Listed {
  readonly spans: readonly { readonly type: string; readonly text: string }[];
}

test('a right click, or the menu key, offers what can be done with words, spans, rows and entities', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
  const cli = new Cli(file, config);
  await cli.run('new');
  writeFileSync(
    join(folder, 'dues.txt'),
    'Title: Dues\n\nIda Marsh said the dredging was never paid. Port Orsa waited.\n',
  );
  await cli.run('import', join(folder, 'dues.txt'));
  const tagged = async () =>
    (await cli.run<Listed>('list', 'spans')).spans.map(({ type, text }) => `${type} ${text}`).sort();
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const desk = new ClaimDesk(page);
  const { hands } = desk;
  const text = page.locator('.ProseMirror');
  const menu = page.getByRole('menu');
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name });
  const rightClickOn = async (words: string) => {
    const { left, right, middle } = await desk.placeOf(words);
    await page.mouse.click((left + right) / 2, middle, { button: 'right' });
    await expect(menu.first()).toBeVisible();
  };
  await expect(text).toContainText('Ida Marsh');

  await test.step('the word under the pointer is tagged by a letter of the menu', async () => {
    await rightClickOn('Orsa');
    await item('Tag as').click();
    await expect(item('Person')).toBeVisible();
    await hands.press('g');
    await expect(menu).toHaveCount(0);
    await expect.poll(tagged).toEqual(['GPE Orsa']);
    await expect(text).toBeFocused();
    await hands.press('Control+z');
    await expect.poll(tagged).toEqual([]);
  });

  await test.step('the span under the pointer, by mouse', async () => {
    await hands.tag({ words: 'Ida Marsh', key: 'p' });
    await hands.press('Escape');
    await rightClickOn('Marsh');
    await expect(page.getByRole('menu', { name: 'Ida Marsh' })).toBeVisible();
    await inBothThemes(page, 'span-menu');
    // The keys stand beside the actions.
    await expect(item(/^Link the mention to an entity/)).toContainText('Alt L');
    await item('Change the type').click();
    await item('Organisation').click();
    await expect.poll(tagged).toEqual(['ORG Ida Marsh']);
    await hands.press('Control+z');
    await expect.poll(tagged).toEqual(['PERSON Ida Marsh']);
  });

  await test.step('and by keyboard alone', async () => {
    await hands.press('Tab', 'Shift+F10');
    await expect(page.getByRole('menu', { name: 'Ida Marsh' })).toBeVisible();
    await expect(item('Edit the selected span')).toBeFocused();
    await hands.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(text).toBeFocused();
    await hands.press('ContextMenu', 'End', 'Enter');
    await expect.poll(tagged).toEqual([]);
    await hands.press('Control+z');
    await expect.poll(tagged).toEqual(['PERSON Ida Marsh']);
    await expect(text).toBeFocused();
  });

  await test.step('an entity of the list, and a mention on its page', async () => {
    await desk.clickOn('Ida Marsh');
    await desk.accept('Ida Marsh');
    await hands.press('Alt+Shift+E');
    const entities = page.getByRole('main').getByText('Ida Marsh', { exact: true });
    await entities.click({ button: 'right' });
    await item('Open its page').click();
    await page.getByRole('tab', { name: /^Mentions/ }).click();
    const mentions = page.getByRole('listbox', { name: 'Mentions' });
    await desk.tabTo(mentions);
    await hands.press('Shift+F10');
    await expect(item('Delete the span')).toBeVisible();
    await item(/^Go to it in its article/).click();
    await expect(text).toBeFocused();
    await expect(page.locator('blockquote')).toHaveText('Ida Marsh');
  });

  await test.step('a claim in the table', async () => {
    await hands.tag({ words: 'the dredging was never paid', key: 'c' });
    await hands.press('Escape', 'Alt+Shift+C');
    await page.getByRole('grid', { name: 'Claims' }).getByText('the dredging').click({ button: 'right' });
    await item('Delete the span').click();
    await expect.poll(tagged).toEqual(['PERSON Ida Marsh']);
    // It was the only one.
    await expect(page.getByRole('main').getByRole('button', { name: 'Go to the article' })).toBeFocused();
  });

  await test.step('fields keep the menu of the system', async () => {
    await page.getByRole('searchbox', { name: /Find in claimer/ }).click({ button: 'right' });
    await expect(menu).toHaveCount(0);
  });
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
