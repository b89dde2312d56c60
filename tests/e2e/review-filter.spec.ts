import { expect, type Page } from '@playwright/test';
import { inBothThemes, picture } from './looks.ts';
import { test } from './sample-desk.ts';

test.setTimeout(120_000);

const filter = (page: Page) => page.getByRole('group', { name: 'Filter' });
const chips = (page: Page) => filter(page).getByRole('row');
const field = (page: Page) => page.getByRole('combobox', { name: 'Add a condition to the filter' });
const list = (page: Page) => page.getByRole('list', { name: 'Cases' });
const left = (page: Page) => page.getByRole('status').filter({ hasText: /cases? in/ });

/** Adds a condition by keys: the first that is offered for some letters. */
async function add(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
  await expect(field(page)).not.toBeFocused();
}

test('the filter of the queue is a line of chips that are added, reached and removed by keys', async ({
  desk: { page },
}) => {
  await page.keyboard.press('Alt+Shift+P');
  await expect(left(page)).toContainText('cases in');
  const all = await left(page).innerText();
  await expect(chips(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Clear all' })).toHaveCount(0);

  await add(page, 'pers');
  await expect(chips(page)).toHaveText(['Type Person']);
  await expect(left(page)).not.toHaveText(all);
  // A second value of a field is an alternative.
  const persons = Number.parseInt(await left(page).innerText(), 10);
  await add(page, 'organ');
  await expect(chips(page)).toHaveCount(2);
  await expect.poll(async () => Number.parseInt(await left(page).innerText(), 10)).toBeGreaterThan(persons);
  await add(page, '90');
  await expect(chips(page).nth(2)).toHaveText('Score at least 90 %');
  await add(page, 'not text ~ press');
  await expect(chips(page).nth(3)).toHaveText('Condition not text ~ press');
  await inBothThemes(page, 'review-chips');

  // A condition that cannot be understood stays in the field, with the reason.
  await page.keyboard.press('/');
  await page.keyboard.type('score >');
  await page.keyboard.press('Enter');
  await expect(filter(page).getByRole('alert')).toBeVisible();
  await expect(field(page)).toHaveValue('score >');
  await picture(page, 'review-offer');
  await page.keyboard.press('Escape');
  await expect(chips(page)).toHaveCount(4);

  // From the empty field the chips are reached, and Delete removes them without rejecting the case.
  const before = await list(page).locator('li').count();
  await page.keyboard.press('/');
  await page.keyboard.press('Backspace');
  await expect(chips(page).nth(3)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  await expect(chips(page)).toHaveText(['Type Person', 'Type Organisation', 'Condition not text ~ press']);
  await expect.poll(() => list(page).locator('li').count()).toBeGreaterThan(before);
  await chips(page).first().getByRole('button', { name: 'Remove' }).click();
  await expect(chips(page)).toHaveCount(2);

  // In a narrow window, those that do not fit are behind a button.
  await page.setViewportSize({ width: 960, height: 640 });
  await add(page, 'claim');
  await add(page, 'rejected');
  await add(page, 'skipped');
  await add(page, 'mayor');
  await inBothThemes(page, 'review-chips-960');
  const more = filter(page).getByRole('button', { name: /more condition/ });
  await more.click();
  const others = page.getByRole('dialog').getByRole('row');
  await expect(others.first()).toBeVisible();
  const hidden = await others.count();
  expect(hidden + (await filter(page).locator('[role="row"]').count())).toBe(6);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Delete');
  await expect(others).toHaveCount(hidden - 1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(chips(page)).toHaveCount(0);
  await expect(left(page)).toHaveText(all);
});

test('a claim comes after its mentions, as a card, with its parts marked in the text', async ({
  desk: { page },
}) => {
  await page.keyboard.press('Alt+Shift+P');
  await expect(left(page)).toContainText('cases in');
  const words = await list(page).locator('[dir="auto"]').allInnerTexts();
  const claim = 'the settlement affordable';
  expect(words).toContain(claim);
  expect(words.indexOf('Matej D’Angelo')).toBeLessThan(words.indexOf(claim));

  await list(page).getByRole('button', { name: claim }).click();
  const card = page.getByRole('article', { name: 'Case' });
  await expect(card.getByRole('heading')).toContainText('Matej D’Angelo');
  await expect(card.locator('header')).toContainText(claim);
  await expect(card.locator('header')).toContainText('Cue: called');
  const part = (name: string) => card.locator(`mark[data-part="${name}"]`);
  await expect(part('claimer')).toHaveText('ClaimerMatej D’Angelo');
  await expect(part('cue')).toHaveText('Cuecalled');
  await expect(card.locator('mark[data-kind="proposal"]').first()).toContainText('Content');
  const underline = (name: string) =>
    part(name).evaluate((element) => getComputedStyle(element).textDecorationStyle);
  expect(await underline('claimer')).toBe('double');
  expect(await underline('cue')).toBe('dotted');
  await inBothThemes(page, 'review-claim');
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await underline('claimer')).toBe('double');
  expect(await part('cue').evaluate((element) => getComputedStyle(element).textDecorationLine)).toBe(
    'underline',
  );
  await picture(page, 'review-claim-forced');
  await page.emulateMedia({ forcedColors: 'none' });

  // What it needs and is still open is named, and a click leads there.
  await expect(card.getByRole('note')).toContainText('still open');
  await card.getByRole('note').getByRole('button', { name: 'Matej D’Angelo' }).click();
  await expect(card.getByRole('heading')).toContainText('Matej D’Angelo');
  await page.keyboard.press('Enter');
  await list(page).getByRole('button', { name: claim }).click();
  await expect(card.getByRole('heading')).toContainText('Matej D’Angelo');
  await expect(card.getByRole('note')).toHaveCount(0);
});

test('a case and a relation have a menu, by right click and by key', async ({ desk: { page } }) => {
  await page.keyboard.press('Alt+Shift+P');
  await expect(left(page)).toContainText('15 cases in');
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name });
  const heading = page.getByRole('article', { name: 'Case' }).getByRole('heading');

  // A right click makes the case the current one.
  await list(page).getByText('Halvik air base').click({ button: 'right' });
  await expect(page.getByRole('menu', { name: 'Halvik air base' })).toBeVisible();
  await expect(heading).toContainText('Halvik air base');
  await inBothThemes(page, 'review-menu');
  await item(/^Reject the proposal/).click();
  await expect(left(page)).toContainText('14 cases in');
  await expect(list(page).getByText('Halvik air base')).toHaveCount(0);

  // At rest, the menu key opens the menu of the current case.
  const { 1: words } = await heading.locator('span').allInnerTexts();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: words! })).toBeVisible();
  await item(/^Show only .* with these words/).press('Enter');
  await expect(chips(page)).toHaveCount(2);
  await expect(left(page)).toContainText('1 case in');

  await page.keyboard.press('Shift+F10');
  await item(/^Open it in its article/).press('Enter');
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await expect(page.getByText('The letter of a type accepts it as that type')).toBeVisible();

  await page.keyboard.press('Alt+Shift+R');
  const relations = page.getByRole('grid', { name: 'Relations' });
  const rows = relations.getByRole('row').filter({ has: page.getByRole('combobox') });
  await expect(rows.first()).toBeVisible();
  const count = page.getByRole('status').filter({ hasText: /relations?$/ });
  const before = Number.parseInt(await count.innerText(), 10);
  const to = rows.first().getByRole('gridcell').nth(2).getByRole('button');
  const name = await to.innerText();
  await rows.first().getByRole('gridcell').nth(3).click({ button: 'right' });
  await expect(item(/^Go to “/)).toHaveCount(2);
  await inBothThemes(page, 'relation-menu');
  await page.keyboard.press('Escape');
  await relations.focus();
  await page.keyboard.press('Shift+F10');
  await item(/^Delete the relation/).click();
  await expect(count).toContainText(`${before - 1} relation`);
  await page.keyboard.press('Control+z');
  await expect(count).toContainText(`${before} relation`);
  await rows.first().getByRole('gridcell').nth(3).click({ button: 'right' });
  await item(/^Go to “/)
    .nth(1)
    .click();
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await expect(page.locator('blockquote')).toHaveText(name);
});
