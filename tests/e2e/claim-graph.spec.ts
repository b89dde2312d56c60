import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { availableHosts, startHost } from '../support/hosts/index.ts';
import type { RunningHost } from '../support/hosts/running-host.ts';
import { Hands } from './first-hour.ts';

/** Who belongs to what, and what a claim's form makes of it: by keyboard only. */
for (const name of availableHosts()) {
  const onHost = { annotation: { type: 'host', description: name } };

  test(`relations between entities, made on the page, on the ${name} host`, onHost, async () => {
    await withProject(name, async ({ page }, hands) => {
      const form = page.getByRole('group', { name: 'New relation' });
      const type = form.getByRole('combobox', { name: 'Type of the new relation' });
      const list = page.getByRole('list', { name: 'Relations' });

      await openRelations(hands, 'Haldor');
      // The type is there, the other entity is found as one types: near names too, but none that does not fit.
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
      // Twice is refused, and told where it happened.
      await hands.type('Velmara');
      await hands.press('Enter');
      await expect(form.getByRole('alert')).toContainText(
        '“Ilse Haldorén” is affiliated with “Velmara” already',
      );
      await bothThemes(page, `entity-relations-${name}`);
      // The other direction of a relation, from the whole to its part.
      await openRelations(hands, 'government of v');
      await walkTo(hands, type);
      await type.selectOption({ label: '… is part of this' });
      await hands.press('Tab');
      await hands.type('ministry');
      await expect(form.getByRole('listbox').getByRole('option')).toHaveCount(1);
      await hands.press('Enter');
      await expect(list.getByRole('listitem')).toHaveCount(1);
      await expect(list.getByRole('img', { name: 'from' })).toBeVisible();
      // Back to the part: a circle is refused in its place, and nothing is half done.
      await type.selectOption({ label: 'is part of …' });
      await walkTo(hands, form.getByRole('combobox', { name: /^Entity that this / }));
      await hands.type('ministry');
      await hands.press('Enter');
      await expect(form.getByRole('alert')).toContainText(
        '“is part of” would go in a circle: “Government of Velmara” → “Ministry of Trade” → “Government of Velmara”',
      );
      await expect(list.getByRole('listitem')).toHaveCount(1);
      // Reversed, deleted, and both taken back.
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
}

/** What the registry holds at first. */
const PACK = `name,type
Ilse Haldorén,PERSON
Ministry of Trade,ORG
Government of Velmara,ORG
Velmara,GPE
`;

/** A project with the sample's articles and some entities on a host; fails on any error that the host logged. */
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
  for (const words of [
    ['new', project, '--scheme', 'news'],
    ['import', project, 'resources/sample/articles'],
    ['entities', project, 'import', join(folder, 'pack.csv')],
  ]) {
    const env = { ...process.env, POSTIL_CONFIG: place.config };
    expect(spawnSync(process.execPath, ['dist/cli.mjs', ...words], { env }).status).toBe(0);
  }
  const host = await startHost(name, { ...place, file: project });
  try {
    // A colour that is still fading would be judged for its contrast.
    await host.page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(host.page.getByTestId('counts')).toHaveText('0 spans · 0 claims');
    await use(host, new Hands(host.page));
    expect(host.errors()).toEqual([]);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the relations of the first entity that these words find. */
async function openRelations(hands: Hands, words: string): Promise<void> {
  const { page } = hands;
  await hands.press('Alt+Shift+E');
  const search = page.getByRole('searchbox', { name: 'Find entities by name or alias' });
  await expect(search).toBeFocused();
  await hands.type(words);
  // Its words are there only when the registry has answered.
  await expect(page.getByRole('listbox', { name: 'Entities' }).getByRole('option')).toHaveText([/\S/]);
  await hands.press('ArrowDown', 'Enter');
  await expect(page.getByTestId('entity-counts')).toBeVisible();
  const tab = page.getByRole('tab', { name: 'Relations' });
  await walkTo(hands, tab);
  await hands.press('Enter');
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

/** Goes by Tab to a control. */
async function walkTo(hands: Hands, control: Locator): Promise<void> {
  for (let i = 0; i < 40; i++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await hands.press('Tab');
  }
  await expect(control).toBeFocused();
}

/** Pictures for the eye, in both themes, in which axe finds nothing serious. */
async function bothThemes(page: Page, name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    await page.evaluate(async () => {
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    });
    await page.screenshot({ path: `test-results/${name}-${theme}.png` });
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect(serious, `${name}, ${theme}`).toEqual([]);
  }
}
