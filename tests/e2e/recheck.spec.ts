import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes, picture } from './looks.ts';

const WALL =
  'Title: The wall fails\n\nMara Odell said the wall was sound. The council denied that it knew. “We will rebuild,” she said.\n';
const QUAY = 'Title: The quay\n\nBo Stark claimed that the quay was safe. Others doubted it.\n';

test.setTimeout(120_000);

test('a guideline with another meaning makes a list to re-check, which is worked by keys', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Wall.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'wall.txt'), WALL);
  writeFileSync(join(folder, 'quay.txt'), QUAY);
  const project = await Cli.project(file, config, join(folder, 'wall.txt'), join(folder, 'quay.txt'));
  const tag = async (document: string, text: string, words: string, type: string) => {
    const at = text.slice(text.indexOf('\n\n') + 2).indexOf(words);
    await project.run(
      'annotate',
      '--document',
      document,
      '--type',
      type,
      '--span',
      `${at}:${at + words.length}`,
    );
  };
  await tag('wall.txt', WALL, 'the wall was sound', 'CLAIM');
  await tag('wall.txt', WALL, 'it knew', 'CLAIM');
  await tag('wall.txt', WALL, 'We will rebuild', 'CLAIM');
  await tag('wall.txt', WALL, 'Mara Odell', 'PERSON');
  await tag('quay.txt', QUAY, 'the quay was safe', 'CLAIM');
  await tag('quay.txt', QUAY, 'doubted it', 'CLAIM');
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const { keyboard } = page;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.locator('.ProseMirror')).toContainText(/quay|wall/);
  await expect(page.getByTestId('recheck')).toBeHidden();

  // Another guideline; the scheme asks whether it means something else.
  await keyboard.press('Alt+Shift+S');
  const screen = page.getByRole('main', { name: 'Scheme' });
  await screen
    .getByRole('button', { name: /^Claim/ })
    .first()
    .press('Enter');
  await screen.getByRole('button', { name: 'Edit the text' }).press('Enter');
  await keyboard.press('Control+a');
  await keyboard.type('Only what can turn out to be **true or false**.');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Does this change what is marked?' });
  await expect(question).toContainText('Claim: 5 annotations made until now.');
  await inBothThemes(page, 'recheck-question');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await expect(page.getByTestId('recheck')).toHaveText('Re-check 5');

  // The list opens beside the article; each is confirmed, skipped, changed or deleted by a key.
  await keyboard.press('Alt+Shift+K');
  const count = page.getByTestId('recheck-count');
  await expect(count).toHaveText('Re-check 5');
  const card = page.getByRole('region', { name: 'Annotation to re-check' });
  await expect(card).toContainText('the wall was sound');
  await expect(card).toContainText('Only what can turn out to be true or false.');
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await inBothThemes(page, 'recheck');
  await page.setViewportSize({ width: 960, height: 640 });
  await picture(page, 'recheck-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await keyboard.press('Enter');
  await expect(count).toHaveText('Re-check 4');
  await expect(card).toContainText('it knew');
  await keyboard.press('Tab');
  await expect(card).toContainText('We will rebuild');
  await expect(count).toHaveText('Re-check 4');
  // Deleted with the key of the article; the next key goes on.
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await keyboard.press('Delete');
  await expect(count).toHaveText('Re-check 3');
  await expect(card).toContainText('Changed, and no longer in the list.');
  await keyboard.press('Enter');
  await expect(card).toContainText('the quay was safe');
  await keyboard.press('Enter');
  await expect(count).toHaveText('Re-check 2');
  await keyboard.press('Control+z');
  await expect(count).toHaveText('Re-check 3');

  // All of the article at once, and one undo.
  await card.getByRole('button', { name: 'Confirm several…' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'All 2 in this article' })).toBeVisible();
  await picture(page, 'recheck-several');
  await page.getByRole('menuitem', { name: 'All 2 in this article' }).press('Enter');
  await expect(count).toHaveText('Re-check 1');
  await keyboard.press('Control+z');
  const asked = page.getByRole('dialog');
  await expect(count).toHaveText('Re-check 3');
  await expect(asked).toBeHidden();

  // The list of documents filters by them, and the command line gives the same number.
  await keyboard.press('Alt+Shift+K');
  await expect(count).toBeHidden();
  await page.getByRole('button', { name: 'Re-check 3' }).first().press('Enter');
  await page.getByRole('group', { name: 'Filter by status' }).waitFor({ state: 'attached' });
  expect(await project.run('recheck')).toMatchObject({ annotations: 3, documents: 2 });
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
