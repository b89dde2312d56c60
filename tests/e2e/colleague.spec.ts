import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { oneHost, startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { holdBack } from './hold-back.ts';
import { inBothThemes } from './looks.ts';

const ARTICLES = {
  'harbour.txt':
    'Title: Harbour board splits\n\nIda Marsh left the harbour board on Tuesday. “The dredging was never paid,” Marsh said.\n\nThe board denied it. Jonas Petrov of Kelder Works called the claim absurd.\n',
  'dredger.txt': 'Title: Dredger idle\n\nThe dredger lay idle, said Jonas Petrov. The board was silent.\n',
  'tide.txt': 'Title: Spring tide\n\nA spring tide flooded the lower quay of Sund.\n',
};

test.setTimeout(240_000);

for (const name of oneHost('web'))
  test(`a colleague takes a project over, on ${name}`, async () => {
    test.info().annotations.push({ type: 'host', description: name });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
    await beginAsAda(folder, file);
    const cli = new Cli(file, config);
    const host = await startHost(name, { home: folder, config, file });
    const { page } = host;
    const hands = new Hands(page);
    const { keyboard } = page;
    const text = page.locator('.ProseMirror');
    await expect(text).toContainText('Ida Marsh');

    await test.step('searches', async () => {
      await hands.press('Control+Shift+F');
      await page.getByRole('textbox', { name: 'Words to find' }).fill('petrov');
      await expect(page.getByTestId('hit-count')).toHaveText('2 hits in 2 articles');
      await keyboard.press('ArrowDown');
      await expect(page.getByRole('grid', { name: 'Hits' })).toBeFocused();
      await keyboard.press('Enter');
      await expect(text).toBeFocused();
      await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('Petrov');
    });

    await test.step('answers a question', async () => {
      await hands.press('Alt+Shift+o');
      await expect(page.getByTestId('note-count')).toHaveText('1 note');
      await hands.press('Alt+n');
      await hands.type('Yes: a company.');
      await hands.press('Enter');
      await expect(page.getByRole('article', { name: 'Question' })).toContainText('Yes: a company.');
      expect(await cli.run('notes', '--questions', 'answered')).toMatchObject({ total: 1 });
    });

    await test.step('edits the scheme', async () => {
      await hands.press('Alt+Shift+S');
      const screen = page.getByRole('main', { name: 'Scheme' });
      await screen.getByRole('button', { name: 'Add a type to Entities' }).press('Enter');
      await expect(screen.getByLabel('Name', { exact: true })).toHaveValue('NEW');
      await screen.getByLabel('Name', { exact: true }).fill('BERTH');
      await hands.press('Enter');
      await expect(screen.getByRole('region', { name: 'type BERTH' })).toBeVisible();
    });

    await test.step('goes back in time, and forth again', async () => {
      await hands.press('Alt+Shift+A');
      await expect(text).toBeFocused();
      await page.getByRole('listbox', { name: 'Documents' }).focus();
      await hands.press('Home', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'Enter');
      await expect(text).toContainText('Ida Marsh');
      await hands.tag({ words: 'Ida Marsh', key: 'p' });
      await hands.tag({ words: 'Kelder Works', key: 'o' });
      const own = async () => ((await cli.run('list', 'spans'))['spans'] as unknown[]).length;
      await hands.saved();
      expect(await own()).toBe(4);
      await hands.press('Alt+Shift+h');
      const changes = page.getByRole('grid', { name: 'Changes, newest first' });
      await expect(changes).toBeFocused();
      await expect(changes.getByRole('row').first()).toContainText('Tag Organisation “Kelder Works”');
      await hands.press('ArrowDown', 'ArrowDown', 'ArrowDown');
      const detail = page.getByRole('complementary', { name: 'Details of the change' });
      await expect(detail).toContainText('Ada');
      await hands.press('ArrowUp');
      await expect(detail).toContainText('Yes: a company.');
      await expect(detail).toContainText('Removes 2 annotations');
      if (name === 'web') await inBothThemes(page, 'history');
      await hands.press('Enter');
      await expect(page.getByRole('button', { name: 'Revert to this state' })).toBeFocused();
      await hands.press('Enter');
      await expect(page.getByText('The article is as it was then.')).toBeVisible();
      expect(await own()).toBe(2);
      await expect(changes.getByRole('row').first()).toContainText('Revert to');
      await changes.focus();
      await hands.press('Control+z');
      await expect.poll(own).toBe(4);
    });

    await test.step('deletes an article, and takes it out of the trash', async () => {
      await hands.press('Alt+Shift+A');
      await expect(text).toBeFocused();
      const list = page.getByRole('listbox', { name: 'Documents' });
      await list.focus();
      await hands.press('End');
      await expect(text).toContainText('spring tide');
      // The reply with the neighbouring article is still pending when the notice of its deletion arrives.
      const read = await holdBack(page, 'documents.get', 'the way');
      await hands.press('Delete');
      await expect(list.getByRole('option')).toHaveCount(2);
      read.release();
      await expect(text).toContainText('dredger lay idle');
      await page.unrouteAll({ behavior: 'wait' });
      await hands.command('Trash: deleted articles');
      const trash = page.getByRole('dialog', { name: 'Trash' });
      await expect(trash).toContainText('Spring tide');
      if (name === 'web') await inBothThemes(page, 'trash');
      await hands.press('Enter');
      await expect(text).toContainText('spring tide');
      await expect(list.getByRole('option')).toHaveCount(3);
    });

    await test.step('restores a backup', async () => {
      await hands.press('Alt+Shift+b');
      const dialog = page.getByRole('dialog', { name: /^Backups/ });
      await dialog.getByRole('button', { name: 'Back up now' }).press('Enter');
      const copies = dialog.getByRole('list', { name: 'Backups, newest first' });
      await expect(copies.getByText('made by hand')).toBeVisible();
      await hands.press('Escape');
      await hands.tag({ words: 'Sund', key: 'l' });
      await hands.press('Alt+Shift+b');
      await copies
        .getByRole('listitem')
        .filter({ hasText: 'made by hand' })
        .getByRole('button', { name: /^Restore/ })
        .press('Enter');
      await dialog.getByRole('button', { name: 'Restore', exact: true }).press('Enter');
      await expect(dialog).toBeHidden();
      await expect
        .poll(async () =>
          ((await cli.run('list', 'spans'))['spans'] as { text: string }[]).map((s) => s.text).sort(),
        )
        .toEqual(['Ida Marsh', 'Ida Marsh', 'Kelder Works', 'Kelder Works']);
    });

    await host.close();
    await cli.expectSound();
    expect(host.errors()).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

/** The work of the previous colleague: three articles, two tags, a question. */
async function beginAsAda(folder: string, file: string): Promise<void> {
  const settings = new SettingsFile(join(folder, 'config-ada'));
  settings.update({ analyst: { ...settings.value.analyst, name: 'Ada', initials: 'AD' } });
  const workspace = new Workspace(withoutDialogs('cli', 'the script'), settings);
  workspace.create(file, newsScheme);
  workspace.dispose();
  const cli = new Cli(file, join(folder, 'config-ada'));
  for (const [article, words] of Object.entries(ARTICLES)) {
    writeFileSync(join(folder, article), words);
    await cli.run('import', join(folder, article));
  }
  workspace.open(file);
  const router = new Router(workspace);
  const { rows } = await router.call('documents.list', {});
  const document = rows[0]!.id;
  const whole = (await router.call('documents.get', { document })).document.text;
  for (const [words, type] of [
    ['Ida Marsh', 'PERSON'],
    ['Kelder Works', 'ORG'],
  ] as const) {
    const start = whole.indexOf(words);
    await router.call('spans.create', { document, type, fragments: [[start, start + words.length]] });
  }
  await router.call('notes.add', { document, body: 'Is Kelder Works a company?', question: true });
  workspace.dispose();
}
