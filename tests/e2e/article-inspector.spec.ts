import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { ClaimDesk } from './claim-desk.ts';
import { inBothThemes } from './looks.ts';

test('with nothing selected, the inspector shows labels on a line, and claims, entities or details', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Harbour.postil'), join(folder, 'config')];
  const cli = new Cli(file, config);
  await cli.run('new');
  writeFileSync(
    join(folder, 'dues.txt'),
    'Title: Dues\n\nIda Marsh said the dredging was never paid. Port Orsa waited. Marsh left.\n',
  );
  await cli.run('import', join(folder, 'dues.txt'));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const desk = new ClaimDesk(page);
  const { hands } = desk;
  const tab = (name: RegExp | string) => page.getByRole('tab', { name });
  await hands.tag({ words: 'Ida Marsh', key: 'p' });
  await desk.accept('Ida Marsh');
  await hands.tag({ words: 'Marsh', nth: 1, key: 'p' });
  await desk.accept('Ida Marsh');
  await hands.tag({ words: 'Port Orsa', key: 'g' });
  await hands.tag({ words: 'the dredging was never paid', key: 'c' });
  await hands.press('Escape', 'Escape');
  await expect(tab('Claims 1')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel').getByRole('article')).toContainText('the dredging was never paid');

  // The labels are on one line above the tabs, and set by choosing a value.
  const labels = page.getByRole('group', { name: 'Labels' }).getByRole('combobox');
  const tops = await labels.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(1);
  await labels.first().selectOption({ index: 1 });
  await expect(labels.first()).not.toHaveValue('');
  await hands.saved();

  // By keyboard to the entities; a click goes to the mentions, one after the other.
  await tab('Claims 1').focus();
  await hands.press('ArrowRight');
  await expect(tab('Entities 1')).toHaveAttribute('aria-selected', 'true');
  const entities = page.getByRole('list', { name: 'Entities' });
  await expect(entities.getByRole('button')).toHaveCount(1);
  await expect(entities.getByRole('button')).toContainText('Ida Marsh');
  await expect(entities.getByRole('button')).toContainText('2');
  await expect(page.getByRole('button', { name: '1 name without an entity' })).toBeVisible();
  await inBothThemes(page, 'inspector-entities');
  await entities.getByRole('button').click();
  await expect(page.locator('blockquote')).toHaveText('Ida Marsh');
  await hands.press('Escape');
  await entities.getByRole('button').click();
  await expect(page.locator('blockquote')).toHaveText('Marsh');
  await hands.press('Escape');

  // A note on the article is written among the details, and stays in view.
  await hands.press('Alt+n');
  await expect(tab('Details')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByLabel('Note on the article')).toBeFocused();
  await hands.type('Check the date.');
  await hands.press('Enter');
  await expect(page.getByLabel('Note on the article')).toBeHidden();
  await expect(page.getByText('Check the date.')).toBeVisible();
  await inBothThemes(page, 'inspector-details');
  await tab('Entities 1').click();
  await expect(tab('Entities 1')).toHaveAttribute('aria-selected', 'true');
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
