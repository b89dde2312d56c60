import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { ClaimDesk } from './claim-desk.ts';

const ARTICLES = {
  'dues.txt': 'Title: Dues\n\nIda Marsh said the dredging was never paid. Marsh left.\n',
  'tide.txt': 'Title: Tide\n\nA spring tide flooded Port Orsa on Monday.\n',
};

interface Listed {
  readonly spans: readonly { readonly type: string; readonly text: string }[];
}

test('the letter of a type changes a chosen mention in the inspector, in lists and in review', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
  const cli = new Cli(file, config);
  await cli.run('new');
  for (const [name, text] of Object.entries(ARTICLES)) {
    writeFileSync(join(folder, name), text);
    await cli.run('import', join(folder, name));
  }
  const run = { document_id: 'tide.txt', entities: [{ id: 'e1', text: 'Port Orsa', type: 'PERSON' }] };
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ model: 'gist', documents: [run] }));
  await cli.run('import', join(folder, 'run.json'), '--set', 'model:gist');
  const typesOf = async (words: string) =>
    (await cli.run<Listed>('list', 'spans', '--set', cli.analyst)).spans
      .filter(({ text }) => text === words)
      .map(({ type }) => type);
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const desk = new ClaimDesk(page);
  const { hands } = desk;
  await expect(page.locator('.ProseMirror')).toContainText('Ida Marsh');
  await hands.tag({ words: 'Ida Marsh', key: 'p' });
  await desk.accept('Ida Marsh');
  await hands.tag({ words: 'the dredging was never paid', key: 'c' });
  await hands.press('Escape');
  await hands.saved();
  const undo = async (words: string, type: string) => {
    await page.keyboard.press('Control+z');
    await expect.poll(() => typesOf(words)).toEqual([type]);
  };

  await test.step('in the inspector: on the choice of the type, and on a button', async () => {
    await desk.clickOn('Ida Marsh');
    await hands.press('Enter');
    const type = page.getByRole('combobox', { name: 'Type' });
    await expect(type).toBeFocused();
    // The letter of Organisation, which is not that of an option beginning so.
    await hands.press('o');
    await expect(type).toHaveValue('ORG');
    await expect.poll(() => typesOf('Ida Marsh')).toEqual(['ORG']);
    await desk.tabTo(page.getByRole('button', { name: 'Duplicate as another type' }));
    await hands.press('g');
    await expect.poll(() => typesOf('Ida Marsh')).toEqual(['GPE']);
    await undo('Ida Marsh', 'ORG');
    await undo('Ida Marsh', 'PERSON');
  });

  await test.step('in the mentions of an entity', async () => {
    await hands.press('Control+.');
    await desk.clickOn('Ida Marsh');
    await hands.press('Alt+o');
    await page.getByRole('tab', { name: /^Mentions/ }).click();
    const mentions = page.getByRole('listbox', { name: 'Mentions' });
    await desk.tabTo(mentions);
    await hands.press('o');
    await expect.poll(() => typesOf('Ida Marsh')).toEqual(['ORG']);
    await expect(mentions).toBeFocused();
    await undo('Ida Marsh', 'PERSON');
  });

  await test.step('in the claims, where the letter of a mention only gives the reason', async () => {
    await hands.press('Alt+Shift+C');
    const claims = page.getByRole('grid', { name: 'Claims' });
    await expect(claims.getByText('the dredging was never paid')).toBeVisible();
    await expect(claims).toBeFocused();
    await hands.press('p');
    await expect(page.getByText('The letter of Person alone does not change Claim')).toBeVisible();
    expect(await typesOf('the dredging was never paid')).toEqual(['CLAIM']);
    await hands.press('Shift+H');
    await expect.poll(() => typesOf('the dredging was never paid')).toEqual(['EVENT-MENTION']);
    await undo('the dredging was never paid', 'CLAIM');
  });

  await test.step('in the hits of a search', async () => {
    await hands.press('Control+Shift+F');
    await page.getByRole('radio', { name: 'Annotations' }).check();
    await page.getByRole('textbox', { name: 'Words to find' }).fill('Marsh');
    await expect(page.getByTestId('hit-count')).toContainText('1 hit');
    await hands.press('ArrowDown');
    await expect(page.getByRole('grid', { name: 'Hits' })).toBeFocused();
    await hands.press('o');
    await expect(page.getByRole('grid', { name: 'Hits' })).toContainText('Organisation');
    await expect.poll(() => typesOf('Ida Marsh')).toEqual(['ORG']);
    await undo('Ida Marsh', 'PERSON');
  });

  await test.step('in review, from the case and from the list of cases', async () => {
    await hands.press('Alt+Shift+P');
    await expect(page.getByRole('article', { name: 'Case' })).toContainText('Port Orsa');
    await page
      .getByRole('list', { name: 'Cases' })
      .getByRole('button', { name: /Port Orsa/ })
      .focus();
    await hands.press('g');
    await expect.poll(() => typesOf('Port Orsa')).toEqual(['GPE']);
    await hands.press('Shift+Tab');
    await expect(page.getByRole('article', { name: 'Case' })).toContainText('Port Orsa');
    await hands.press('o');
    await expect.poll(() => typesOf('Port Orsa')).toEqual(['ORG']);
  });
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
