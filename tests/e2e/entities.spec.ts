import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { oneHost, startHost } from '../support/hosts/index.ts';
import type { RunningHost } from '../support/hosts/running-host.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

/** A person is linked, recognised by the last name and looked up, and a string is tagged everywhere: by keyboard only. */
for (const name of oneHost('desktop')) {
  test(
    `entities and propagation, by keyboard only, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(240_000);
      const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
      const place = { home: join(folder, 'home'), config: join(folder, 'config') };
      const project = join(place.home, 'Entities.postil');
      mkdirSync(place.home, { recursive: true });
      await Cli.project(project, place.config, 'resources/sample/articles');
      const host = await startHost(name, { ...place, file: project });
      try {
        const { page } = host;
        // The contrast of a colour would be measured while it fades.
        await page.emulateMedia({ reducedMotion: 'reduce' });
        const hands = new Hands(page);
        const section = page.getByRole('region', { name: 'Entity' });
        await expect(page.getByTestId('counts')).toHaveText('0 spans · 0 claims');

        // The first mention becomes an entity: the field contains its words, and Enter accepts the first choice.
        await hands.tag({ words: 'Ilse Haldorén', key: 'p' });
        await expect(section.getByTestId('offer')).toContainText('New entity “Ilse Haldorén”');
        await hands.press('Alt+l');
        await expect(page.getByRole('combobox', { name: 'Find an entity' })).toBeFocused();
        await expect(page.getByRole('option', { name: 'New entity “Ilse Haldorén”' })).toBeVisible();
        await hands.press('Enter');
        await expect(section.getByRole('button', { name: 'Unlink Ilse Haldorén' })).toBeVisible();

        // Her last name is recognised; one key accepts it.
        await hands.tag({ words: 'Haldorén', nth: 1, key: 'p' });
        await expect(section.getByTestId('offer')).toContainText('Ilse Haldorén');
        await expect(section.getByTestId('offer')).toContainText('last name');
        await hands.press('Alt+Enter');
        await expect(section.getByRole('button', { name: 'Unlink Ilse Haldorén' })).toBeVisible();
        await hands.saved();

        // A country with an alias, and a second country for the group.
        await hands.tag({ words: 'Velmara', key: 'g' });
        await hands.press('Alt+Enter');
        await expect(section.getByRole('button', { name: 'Unlink Velmara' })).toBeVisible();

        // All other occurrences are shown, tagged, undone together, and redone.
        const before = dump(project);
        await hands.press('Alt+p');
        const dialog = page.getByRole('dialog', { name: /Tag every other “Velmara” as / });
        await expect(dialog.getByRole('group', { name: 'The same words' })).toContainText(/in \d+ documents/);
        await expect(dialog.getByRole('checkbox', { name: 'Link to Velmara too' })).toBeChecked();
        const tagButton = dialog.getByRole('button', { name: /^Tag \d+$/ });
        await expect(tagButton).toBeFocused();
        await inBothThemes(page, `propagation-${name}`);
        // One occurrence is excluded and included again: Shift+Tab moves back from the button over the groups.
        const all = Number((await tagButton.textContent())?.replace(/\D/g, ''));
        await hands.press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'ArrowDown', 'Space');
        await expect(dialog.getByRole('button', { name: `Tag ${all - 1}` })).toBeVisible();
        await hands.press('Space', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter');
        await expect(dialog).toBeHidden();
        await expect(
          page.getByText(new RegExp(`^Tagged ${all} in \\d+ documents\\. Ctrl\\+Z`)),
        ).toBeVisible();
        await hands.saved();
        expect(dump(project)).not.toBe(before);
        await hands.press('Control+z');
        await expect(
          page.getByText(/^Undone: Tag every “Velmara” as Country or city in \d+ documents/),
        ).toBeVisible();
        await hands.saved();
        await expect.poll(() => dump(project)).toBe(before);
        await hands.press('Control+Shift+z');
        await expect(page.getByText(/^Redone: Tag every “Velmara”/)).toBeVisible();

        // The entity's page lists mentions in context; the second one opens in its article.
        await hands.press('Alt+o');
        await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Velmara');
        await expect(page.getByTestId('entity-counts')).toContainText(/^\d+ mentions in \d+ documents/);
        // The page opens on a summary; the tab of the mentions has their count.
        const summary = page.getByRole('tab', { name: 'Summary' });
        await expect(summary).toHaveAttribute('aria-selected', 'true');
        await inBothThemes(page, `entity-summary-${name}`);
        await summary.focus();
        await hands.press('ArrowRight');
        await expect(page.getByRole('tab', { name: /^Mentions \d+$/ })).toBeFocused();
        await expect(
          page.getByRole('listbox', { name: 'Mentions' }).getByRole('option').nth(2),
        ).toContainText('Velmara');
        await inBothThemes(page, `entity-page-${name}`);
        for (let i = 0; i < 20; i++) {
          if (
            await page
              .getByRole('listbox', { name: 'Mentions' })
              .evaluate((e) => e === document.activeElement)
          )
            break;
          await hands.press('Tab');
        }
        await hands.press('End', 'Enter');
        await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeVisible();
        await expect(section.getByRole('button', { name: 'Unlink Velmara' })).toBeVisible();

        // In the registry, two entities are selected and merged, and the merge is undone.
        await hands.press('Alt+Shift+E');
        await expect(page.getByRole('searchbox', { name: 'Find entities by name or alias' })).toBeFocused();
        await hands.press('ArrowDown');
        const list = page.getByRole('grid', { name: 'Entities' });
        await expect(list).toBeFocused();
        await expect(list.getByRole('row').filter({ has: page.getByRole('checkbox') })).toHaveCount(2);
        await hands.press('Home', 'Space', 'ArrowDown', 'Space');
        await expect(page.getByRole('button', { name: 'Merge…' })).toBeEnabled();
        await inBothThemes(page, `entities-${name}`);
        await page.keyboard.press('Shift+Tab');
        for (let i = 0; i < 4; i++) {
          if (
            await page.getByRole('button', { name: 'Merge…' }).evaluate((e) => e === document.activeElement)
          )
            break;
          await hands.press('Shift+Tab');
        }
        await hands.press('Enter');
        const merge = page.getByRole('dialog', { name: 'Merge 2 entities' });
        await expect(merge).toContainText('takes over 2 mentions');
        await inBothThemes(page, `merge-${name}`);
        await hands.press('Tab', 'Tab', 'Enter');
        await expect(list.getByRole('row').filter({ has: page.getByRole('checkbox') })).toHaveCount(1);
        await hands.press('Control+z');
        await page.getByRole('button', { name: 'Undo the merge' }).press('Enter');
        await expect(list.getByRole('row').filter({ has: page.getByRole('checkbox') })).toHaveCount(2);
        await hands.saved();

        // A pack with a bad row imports nothing and the message names the row; a good one is reported.
        await bringPack(host, hands, join(folder, 'bad.csv'), 'name,type\nTresk,GPE\nBo,ALIEN\n');
        await expect(page.getByRole('alert')).toContainText('bad.csv, line 3, record 2');
        await hands.press('Enter');
        await expect(list.getByRole('row').filter({ has: page.getByRole('checkbox') })).toHaveCount(2);
        await bringPack(
          host,
          hands,
          join(folder, 'pack.csv'),
          'name,type,aliases\nTresk,GPE,Tresk City|TR\n',
        );
        await expect(page.getByTestId('pack-report')).toHaveText('Added 1 entity, 2 aliases.');
        await hands.press('Enter');
        await expect(list.getByRole('row').filter({ has: page.getByRole('checkbox') })).toHaveCount(3);
        expect(host.errors()).toEqual([]);
      } finally {
        await host.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}

/** Chooses a pack in the host's dialog or, in a browser, in the browser's file chooser. */
async function bringPack(host: RunningHost, hands: Hands, path: string, content: string): Promise<void> {
  writeFileSync(path, content);
  if (host.name !== 'web') {
    await host.answerDialog('open', [path]);
    return hands.command('Import a pack of entities');
  }
  const chooser = hands.page.waitForEvent('filechooser');
  await hands.command('Import a pack of entities');
  await (await chooser).setFiles(path);
}

/** Returns the project's rows as one text. */
function dump(project: string): string {
  const store = openStore(project, { program: 'the test', readonly: true });
  try {
    return [...canonicalDump(store)].join('\n');
  } finally {
    store.close();
  }
}
