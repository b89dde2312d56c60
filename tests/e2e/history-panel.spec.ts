import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectTidy } from '../support/geometry.ts';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

test('the changes of an article beside it: by key and button, one alone undone, and back to one', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Quay.postil'), join(folder, 'config')];
  const article = join(folder, 'quay.txt');
  writeFileSync(article, 'Title: The quay\n\nIda Marsh met Jonas Petrov at Sund on Monday.\n');
  const project = await Cli.project(file, config, article);
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const hands = new Hands(page);
  const spans = async () =>
    (await project.spans('quay.txt')).map(({ type, text }) => `${type} ${text}`).sort();
  const panel = page.getByRole('complementary', { name: 'Changes', exact: true });
  const rows = panel.getByRole('row');
  await expect(page.locator('.ProseMirror')).toContainText('Ida Marsh');
  await hands.tag({ words: 'Ida Marsh', key: 'p' });
  await hands.tag({ words: 'Jonas Petrov', key: 'p' });
  await hands.tag({ words: 'Sund', key: 'g' });
  await hands.saved();

  await test.step('a key opens it, with the name, the author and the time of each change', async () => {
    await hands.press('Alt+z');
    await expect(panel.getByRole('grid')).toBeFocused();
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(1)).toContainText('Jonas Petrov');
    await expect(rows.nth(1)).toContainText(project.analyst);
    await expect(rows.nth(1).locator('time')).toHaveText(/\d/);
    await inBothThemes(page, 'history-panel');
    await expectTidy(page, 'history panel');
  });

  await test.step('one change alone', async () => {
    await hands.press('ArrowDown');
    await panel.getByRole('button', { name: 'Undo this change' }).click();
    await expect.poll(spans).toEqual(['GPE Sund', 'PERSON Ida Marsh']);
    await expect(rows.filter({ hasText: 'undone' })).toHaveCount(1);
  });

  await test.step('back to the first tag', async () => {
    await rows.filter({ hasText: 'Ida Marsh' }).click();
    const revert = panel.getByRole('button', { name: 'Revert to this state' });
    await expect(revert).toBeVisible();
    await hands.press('Enter');
    await expect(revert).toBeFocused();
    await hands.press('Enter');
    await expect.poll(spans).toEqual(['PERSON Ida Marsh']);
  });

  await test.step('Escape returns to the text and the inspector; the button opens it, and a double click acts once', async () => {
    const isInside = () => panel.evaluate((element) => element.contains(document.activeElement));
    await expect.poll(isInside).toBe(true);
    await hands.press('Escape');
    await expect(panel).toBeHidden();
    await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
    await page.getByRole('button', { name: 'Changes', exact: true }).dblclick();
    await expect(panel).toBeVisible();
    // Undo has the name of the change; two clicks at once undo one.
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    await undo.hover();
    await expect(undo).toHaveAttribute('title', /^Undo: /);
    await undo.dblclick();
    await expect.poll(spans).toEqual(['GPE Sund', 'PERSON Ida Marsh']);
    await hands.saved();
    expect(await spans()).toEqual(['GPE Sund', 'PERSON Ida Marsh']);
  });

  await test.step('a key counts where the focus was, also while no element has it', async () => {
    const grid = panel.getByRole('grid');
    await hands.press('Alt+z', 'Alt+z');
    await expect(grid).toBeFocused();
    const keys = page.getByRole('dialog', { name: 'Keys', exact: true });
    await hands.press('F1');
    await expect(keys.getByRole('searchbox')).toBeFocused();
    await hands.pressUnfocused('Escape');
    await expect(keys).toBeHidden();
    await expect(grid).toBeFocused();
    // The dialog that closes has not yet returned the focus to the panel.
    await hands.press('F1');
    await expect(keys.getByRole('searchbox')).toBeFocused();
    const focused = await page.evaluate(async () => {
      const press = () => {
        const init = { key: 'Escape', code: 'Escape', bubbles: true, cancelable: true };
        document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', init));
      };
      // In the same task as the removal, so before the next frame.
      const closed = new Promise<void>((resolve) =>
        new MutationObserver(() => {
          if (!document.querySelector('[role="dialog"]')) resolve();
        }).observe(document.body, { childList: true, subtree: true }),
      );
      press();
      await closed;
      const before = document.activeElement!.localName;
      press();
      return before;
    });
    expect(focused).toBe('body');
    await expect(panel).toBeHidden();
    await hands.press('Alt+z');
    await expect(grid).toBeFocused();
    await hands.pressUnfocused('Escape');
    await expect(panel).toBeHidden();
    await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
  });

  await test.step('in a narrow window it is a drawer', async () => {
    await page.setViewportSize({ width: 640, height: 400 });
    await hands.press('Control+.', 'Alt+z');
    await expect(panel.getByRole('grid')).toBeFocused();
    await expectTidy(page, 'history drawer');
    await hands.pressUnfocused('Escape');
    await expect(panel).toBeHidden();
  });
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
