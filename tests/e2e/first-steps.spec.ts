import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { oneHost, startHost } from '../support/hosts/index.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

/** The most that the hints may take from the text (px). */
const MOST_HEIGHT = 120;

/** Expects a hint, and that it leaves the text its place. */
async function expectHint(steps: Locator, minute: string, words: string): Promise<void> {
  await expect(steps.getByRole('status')).toContainText(words);
  await expect(steps).toContainText(minute);
  expect((await steps.boundingBox())!.height).toBeLessThanOrEqual(MOST_HEIGHT);
}

function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  return { folder, place: { home, config: join(folder, 'config'), newcomer: true } };
}

for (const name of oneHost('web'))
  test(
    `hints lead through the sample one at a time, as each step is done, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(180_000);
      const { folder, place } = newPlace();
      const host = await startHost(name, place);
      const { page } = host;
      const hands = new Hands(page);
      const steps = page.getByRole('region', { name: 'First steps' });
      await inBothThemes(page, 'first-minutes');
      await page.getByRole('button', { name: 'Explore the sample' }).press('Enter');
      await expect(page.locator('.ProseMirror')).toBeVisible();

      await expectHint(steps, '1 of 5', 'Read it.');
      await inBothThemes(page, 'first-steps');
      await hands.toStart();
      await hands.press('Tab');
      await expectHint(steps, '2 of 5', 'Tag a name.');
      // An article without annotations.
      await page.getByRole('option', { name: /HALVIK|Halvik/ }).click();
      await expect(page.locator('.ProseMirror')).toContainText('Bjørg Çelen');
      await hands.tag({ words: 'Bjørg Çelen', key: 'p' });
      await expectHint(steps, '2 of 5', 'Link it.');
      await hands.press('Alt+Enter');
      await expectHint(steps, '3 of 5', 'Record a claim.');
      await hands.tag({ words: 'the new aircraft are quieter', key: 'c' });
      await expectHint(steps, '3 of 5', 'Claimer.');
      await page.setViewportSize({ width: 960, height: 640 });
      await expectHint(steps, '3 of 5', 'Press 1');
      await picture(page, 'first-steps-960');
      await page.setViewportSize({ width: 1280, height: 800 });
      await hands.press('1');
      await hands.selectWords({ words: 'Bjørg Çelen' });
      await hands.press('Enter', 'Escape');
      await expectHint(steps, '3 of 5', 'Object.');
      await hands.press('3');
      await hands.selectWords({ words: 'new aircraft' });
      await hands.press('Enter', 'Escape');

      // The sample has proposals of a model.
      await expectHint(steps, '4 of 5', 'Accept a proposal.');
      await steps.getByRole('button', { name: 'Open the review' }).press('Enter');
      await expect(page.getByRole('article', { name: 'Case' })).toBeVisible();
      await expectHint(steps, '4 of 5', 'Accept a proposal.');
      await hands.press('Enter');
      await expectHint(steps, '4 of 5', 'Reject a proposal.');
      await picture(page, 'first-steps-review');
      await hands.press('Backspace');

      await expectHint(steps, '5 of 5', 'Take a step back.');
      await hands.press('Control+z');
      await expectHint(steps, '5 of 5', 'And forward.');
      await hands.press('Control+Shift+z');
      await expectHint(steps, '5 of 5', 'Export to Excel.');
      await host.answerDialog('save', [join(folder, 'out')]);
      await steps.getByRole('button', { name: 'Export…' }).press('Enter');
      await expect(page.getByTestId('export-preview')).toBeVisible();
      await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).press('Enter');
      await expect(page.getByRole('dialog')).toContainText('.xlsx');
      await hands.press('Enter');
      await expectHint(steps, '5 of 5', 'See your row.');
      await steps.getByRole('button', { name: 'Finish' }).press('Enter');
      await expect(steps).toBeHidden();
      await expect(page.getByRole('log')).toContainText('The guide (Shift+F1)');

      expect(host.errors()).toEqual([]);
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  );

test('a project of one’s own begins with pasting an article; hints come back until they are ended for good', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const { folder, place } = newPlace();
  const host = await startHost('web', place);
  const hands = new Hands(host.page);
  const steps = () => host.page.getByRole('region', { name: 'First steps' });
  await host.page.getByRole('button', { name: 'Annotate my article' }).press('Enter');
  // A name is proposed, so that Enter goes on.
  await expect(host.page.getByLabel('Name', { exact: true })).toHaveValue('My articles');
  await expect(host.page.getByLabel('Name', { exact: true })).toBeFocused();
  await hands.press('Enter');
  await expect(host.page.getByRole('textbox', { name: 'Article' })).toBeFocused();
  await hands.press('Escape');
  await expectHint(steps(), '1 of 4', 'Add an article.');
  await inBothThemes(host.page, 'first-article');
  await hands.press('Alt+Shift+v');
  await expect(host.page.getByRole('textbox', { name: 'Article' })).toBeFocused();
  await host.page.keyboard.insertText('Mara Odell left the council of Brightwater on Monday.');
  await host.page.getByRole('dialog').getByRole('button', { name: 'Import the text' }).press('Enter');
  await expect(host.page.getByTestId('import-report')).toHaveText('1 document.');
  await hands.press('Enter');
  await expectHint(steps(), '2 of 4', 'Tag a name.');
  await steps().getByRole('button', { name: 'Skip' }).press('Enter');
  await expectHint(steps(), '2 of 4', 'Link it.');

  // What was done is known after a restart, in this project.
  await hands.tag({ words: 'Mara Odell', key: 'p' });
  await hands.press('Alt+Enter');
  await expectHint(steps(), '3 of 4', 'Record a claim.');
  await host.restart(join(place.home, 'My articles.postil'));
  await expectHint(steps(), '3 of 4', 'Record a claim.');
  await steps().getByRole('button', { name: 'No more hints' }).press('Enter');
  await expect(steps()).toBeHidden();
  await host.restart(join(place.home, 'My articles.postil'));
  await expect(host.page.locator('.ProseMirror')).toBeVisible();
  await expect(steps()).toBeHidden();

  // The guide shows the current keys and can be searched.
  await host.page.keyboard.press('Shift+F1');
  const guide = host.page.getByRole('main', { name: 'Guide' });
  await expect(guide.getByRole('heading', { name: 'Record a claim: who says what' })).toBeVisible();
  await expect(guide).toContainText('Ctrl+Enter marks the article as done');
  await inBothThemes(host.page, 'guide');
  await expect(guide.getByRole('searchbox')).toBeFocused();
  await host.page.keyboard.type('transliterations');
  await expect(guide.getByRole('article')).toHaveCount(1);
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
