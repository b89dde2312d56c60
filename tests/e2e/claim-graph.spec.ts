import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { oneHost, startHost } from '../support/hosts/index.ts';
import type { RunningHost } from '../support/hosts/running-host.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

/** Affiliations in the registry, and the form of a claim that derives from them: by keyboard only. */
for (const name of oneHost('web')) {
  const onHost = { annotation: { type: 'host', description: name } };

  test(`relations between entities, made on the page, on the ${name} host`, onHost, async () => {
    await withProject(name, async ({ page }, hands) => {
      const form = page.getByRole('group', { name: 'New relation' });
      const type = form.getByRole('combobox', { name: 'Type of the new relation' });
      const list = page.getByRole('list', { name: 'Relations' });

      await openRelations(hands, 'Haldor');
      // The type is preselected. Typing finds the other entity, also by similar names, but none of an unsuitable type.
      await walkTo(hands, type);
      await hands.press('Tab');
      await hands.type('velm');
      await expect(form.getByRole('listbox').getByRole('option')).toHaveText([
        /^Velmara/,
        /^Government of Velmara/,
      ]);
      await hands.press('Enter');
      await expect(list.getByRole('listitem')).toHaveCount(1);
      await expect(list).toContainText('Velmara');
      await expect(form.getByRole('combobox', { name: /^Entity that this / })).toBeFocused();
      // A second identical relation is refused, and the dialog says so.
      await hands.type('Velmara');
      await hands.press('Enter');
      await expect(form.getByRole('alert')).toContainText(
        '“Ilse Haldorén” is affiliated with “Velmara” already',
      );
      await inBothThemes(page, `entity-relations-${name}`);
      // The same relation from the other side, from the whole to its part.
      await openRelations(hands, 'government of v');
      await walkTo(hands, type);
      await type.selectOption({ label: '… is part of this' });
      await hands.press('Tab');
      await hands.type('ministry');
      await expect(form.getByRole('listbox').getByRole('option')).toHaveCount(1);
      await hands.press('Enter');
      await expect(list.getByRole('listitem')).toHaveCount(1);
      await expect(list.getByRole('img', { name: 'from' })).toBeVisible();
      // From the part again: a cycle is refused in the dialog, and nothing is stored.
      await type.selectOption({ label: 'is part of …' });
      await walkTo(hands, form.getByRole('combobox', { name: /^Entity that this / }));
      await hands.type('ministry');
      await hands.press('Enter');
      await expect(form.getByRole('alert')).toContainText(
        '“is part of” would form a circle: “Government of Velmara” → “Ministry of Trade” → “Government of Velmara”',
      );
      await expect(list.getByRole('listitem')).toHaveCount(1);
      // Reversed, deleted, and both undone.
      await walkTo(hands, list.getByRole('button', { name: 'Reverse the relation' }));
      await hands.press('Enter');
      await expect(list.getByRole('img', { name: 'to' })).toBeVisible();
      await walkTo(hands, list.getByRole('button', { name: 'Delete the relation' }));
      await hands.press('Enter');
      await expect(list).toBeHidden();
      await hands.press('Control+z');
      await expect(list.getByRole('img', { name: 'to' })).toBeVisible();
      await hands.press('Control+z');
      await expect(list.getByRole('img', { name: 'from' })).toBeVisible();
    });
  });

  test(`a slot by the registry, fillers moved, a chain walked, on the ${name} host`, onHost, async () => {
    await withProject(name, async ({ page }, hands) => {
      // The registry provides her affiliation.
      await openRelations(hands, 'Haldor');
      await walkTo(hands, page.getByRole('combobox', { name: /^Entity that this is affiliated with/ }));
      await hands.type('velmara');
      await hands.press('Enter');
      await expect(page.getByRole('list', { name: 'Relations' })).toContainText('Velmara');
      await page.getByRole('button', { name: 'Article', exact: true }).press('Enter');
      await hands.tag({ words: 'Velmara', nth: 3, key: 'g' });
      await hands.tag({ words: 'Tresk was ready to reopen the crossing', key: 'c' });
      const affiliation = page.getByTestId('slot-affiliation');
      await expect(affiliation).toContainText('–');
      await hands.press('1', '/');
      await hands.type('haldoren');
      await hands.press('Enter');
      await expect(page.getByTestId('slot-claimer')).toContainText('Ilse Haldorén');
      await hands.press('Escape');
      await expect(affiliation).toContainText('Velmara');
      await expect(affiliation.locator('[data-filler]')).toHaveCount(0);

      // Two objects are swapped, and swapped back.
      await hands.press('3');
      for (const words of ['the crossing', 'the border']) {
        await hands.press('/');
        await hands.type(words);
        await hands.press('Enter');
        await expect(page.getByTestId('slot-object')).toContainText(words);
      }
      await hands.press('Escape');
      const objects = page.getByTestId('slot-object').locator('[aria-keyshortcuts]');
      await expect(objects).toHaveText(['the crossing', 'the border']);
      await inBothThemes(page, `derived-slot-${name}`);
      await hands.press('Enter');
      await walkTo(hands, page.getByTestId('slot-claimer').getByRole('button', { name: '1 Claimer' }));
      await walkTo(hands, objects.nth(1), 'ArrowDown');
      await hands.press('Alt+ArrowUp');
      await expect(objects).toHaveText(['the border', 'the crossing']);
      await expect(objects.first()).toBeFocused();
      await hands.press('Alt+ArrowDown');
      await expect(objects).toHaveText(['the crossing', 'the border']);
      await expect(objects.nth(1)).toBeFocused();
      await hands.press('Control+z');
      await expect(objects).toHaveText(['the border', 'the crossing']);
      await hands.press('Control+z');
      await expect(objects).toHaveText(['the crossing', 'the border']);

      // Adding evidence stores what the registry provides, in one step.
      await hands.press('Control+.', 'Shift+Digit4');
      await expect(page.getByTestId('slot-bar')).toContainText('Supporting text');
      await hands.press('Tab', 'Enter');
      await expect(affiliation.locator('[data-filler]')).toContainText('supporting text: 1');
      await hands.press('Escape', 'Control+z');
      await expect(affiliation.locator('[data-filler]')).toHaveCount(0);
      await expect(affiliation).toContainText('Velmara');
      await hands.press('Escape');

      // Three mentions of one man, linked pairwise, form a chain, which is followed from its last to its first.
      await hands.tag({ words: 'Bozhidar Štěpanek', key: 'p' });
      await hands.press('Alt+r');
      await hands.tag({ words: 'the prime minister', key: 'p' });
      await hands.press('Alt+r');
      await expect(page.getByRole('region', { name: 'Relations' }).getByRole('listitem')).toHaveCount(1);
      await hands.press('Alt+r');
      await hands.tag({ words: 'Štěpanek', nth: 1, key: 'p' });
      await hands.press('Alt+r');
      const chain = page.getByRole('list', { name: 'Chain: is the same as' }).getByRole('button');
      await expect(chain).toHaveText([/Bozhidar Štěpanek/, /Štěpanek/, /the prime minister/]);
      await expect(chain.nth(1)).toHaveAttribute('aria-current', 'true');
      await inBothThemes(page, `chain-${name}`);
      await hands.press('Enter');
      await walkTo(hands, chain.nth(1));
      await hands.press('Home', 'Enter');
      await expect(chain.first()).toHaveAttribute('aria-current', 'true');
      await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
    });
  });
}

/** The initial content of the registry. */
const PACK = `name,type
Ilse Haldorén,PERSON
Ministry of Trade,ORG
Government of Velmara,ORG
Velmara,GPE
`;

/** Starts a host on a project with the sample's articles and some entities; fails on any error that the host logged. */
async function withProject(
  name: Parameters<typeof startHost>[0],
  use: (host: RunningHost, hands: Hands) => Promise<void>,
): Promise<void> {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const place = { home: join(folder, 'home'), config: join(folder, 'config') };
  const project = join(place.home, 'Graph.postil');
  mkdirSync(place.home, { recursive: true });
  writeFileSync(join(folder, 'pack.csv'), PACK);
  const cli = await Cli.project(project, place.config, 'resources/sample/articles');
  await cli.run('entities', 'import', join(folder, 'pack.csv'));
  const host = await startHost(name, { ...place, file: project });
  try {
    // The contrast of a colour would be measured while it fades.
    await host.page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(host.page.getByTestId('counts')).toHaveText('0 spans · 0 claims');
    await use(host, new Hands(host.page));
    expect(host.errors()).toEqual([]);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the relations of the first entity that a search for `words` finds. */
async function openRelations(hands: Hands, words: string): Promise<void> {
  const { page } = hands;
  await hands.press('Alt+Shift+E');
  const search = page.getByRole('searchbox', { name: 'Find entities by name or alias' });
  await expect(search).toBeFocused();
  await hands.type(words);
  // Its names are shown only after the registry has replied.
  await expect(page.getByRole('grid', { name: 'Entities' }).getByRole('checkbox')).toHaveCount(1);
  await hands.press('ArrowDown', 'Enter');
  await expect(page.getByTestId('entity-counts')).toBeVisible();
  const tab = page.getByRole('tab', { name: 'Relations' });
  await walkTo(hands, page.getByRole('tab', { name: 'Summary' }));
  await hands.press('ArrowRight', 'ArrowRight', 'ArrowRight');
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

/** Moves the focus to a control with Tab, or within a list with another key. */
async function walkTo(hands: Hands, control: Locator, key = 'Tab'): Promise<void> {
  await expect(control).toBeVisible();
  for (let i = 0; i < 40; i++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await hands.press(key);
  }
  await expect(control).toBeFocused();
}
