import { expect } from '@playwright/test';
import { expectTidy } from '../support/geometry.ts';
import { inBothThemes } from './looks.ts';
import { test } from './sample-desk.ts';

test.setTimeout(180_000);

test('claims are grouped, folded and chosen by key', async ({ desk }) => {
  const { page, hands } = desk;
  await page.setViewportSize({ width: 1280, height: 800 });
  await hands.press('Alt+Shift+c');
  await expect(page.getByTestId('claim-counts')).toContainText(/[1-9]\d* claims/);
  const total = Number(/\d+/.exec(await page.getByTestId('claim-counts').innerText())![0]);
  await page.getByLabel('Group by').selectOption({ label: 'Claimer' });
  const table = page.getByRole('treegrid', { name: 'Claims' });
  const heads = page.getByTestId('claim-group');
  await expect(heads.first()).toContainText(/\d+ claims?/);
  await table.focus();
  await inBothThemes(page, 'claim-groups');

  // The number in the head is that of the rows below it.
  const first = Number(/(\d+) claims?/.exec(await heads.first().innerText())![1]);
  const rows = table.locator('[role="row"][aria-level="2"]');
  await hands.press('Home');
  await expect(heads.first()).toHaveAttribute('aria-expanded', 'true');
  await hands.press('Shift+ArrowLeft');
  await expect(rows).toHaveCount(0);
  await hands.press('ArrowRight');
  await expect(rows).toHaveCount(first);
  // From a claim to its head, which is folded then.
  await hands.press('ArrowDown', 'ArrowLeft', 'ArrowLeft');
  await expect(heads.first()).toHaveAttribute('aria-expanded', 'false');
  await expect(rows).toHaveCount(0);

  // A whole group, and one claim of another.
  await hands.press('Space', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Space');
  await expect(page.getByRole('group', { name: `${first + 1} chosen` })).toBeVisible();
  await hands.press('=');
  await expect(page.getByRole('dialog', { name: `Set an attribute of ${first + 1} claims` })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Topic' })).toBeFocused();
  await hands.type('trade');
  await inBothThemes(page, 'set-topic');
  await hands.press('Enter');
  await expect(page.getByText(`Topic: trade for ${first + 1} claims`)).toBeVisible();
  await expect(table).toBeFocused();

  // Grouped by topic, all of them are in one group; what is folded is remembered for each way of grouping.
  await page.getByLabel('Group by').selectOption({ label: 'Topic' });
  await expect(heads.filter({ hasText: 'trade' })).toContainText(`${first + 1} claims`);
  await page.reload();
  await expect(heads.filter({ hasText: 'trade' })).toContainText(`${first + 1} claims`);
  await page.getByLabel('Group by').selectOption({ label: 'Claimer' });
  await expect(heads.first()).toHaveAttribute('aria-expanded', 'false');
  await page.getByLabel('Group by').selectOption({ label: 'nothing' });
  await expect(page.getByRole('grid', { name: 'Claims' })).toHaveAttribute(
    'aria-rowcount',
    String(total + 1),
  );
});

test('groups fold and are chosen by mouse', async ({ desk }) => {
  const { page, hands } = desk;
  await hands.press('Alt+Shift+c');
  await page.getByLabel('Group by').selectOption({ label: 'Claimer' });
  const heads = page.getByTestId('claim-group');
  const rows = page.locator('[role="row"][aria-level="2"]');
  await expect(rows.first()).toBeVisible();
  const head = heads.first();
  const count = Number(/(\d+) claims?/.exec(await head.innerText())![1]);
  await head.click();
  await expect(head).toHaveAttribute('aria-expanded', 'false');
  await head.getByRole('checkbox').click();
  await expect(head.getByRole('checkbox')).toBeChecked();
  await expect(page.getByRole('group', { name: `${count} chosen` })).toBeVisible();
  await rows.first().getByRole('checkbox').click();
  await page
    .getByRole('group', { name: `${count + 1} chosen` })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(page.getByText(`Deleted ${count + 1} claims`)).toBeVisible();
  // Undo shows what it restores, in its article.
  await hands.press('Control+z');
  await expect(page.locator('.ProseMirror')).toBeVisible();
  await hands.press('Alt+Shift+c');
  await expect(heads.first()).toContainText(`${count} claim`);
});

test('topics are renamed, merged, coloured and deleted by key', async ({ desk }) => {
  const { page, hands } = desk;
  await page.setViewportSize({ width: 960, height: 640 });
  await hands.press('Alt+Shift+c');
  await expect(page.getByTestId('claim-counts')).toContainText(/[1-9]\d* claims/);
  const table = page.getByRole('grid', { name: 'Claims' });
  await table.focus();
  const set = async (topic: string, claims: number) => {
    await expect(page.getByRole('group', { name: `${claims} chosen` })).toBeVisible();
    await hands.press('=');
    await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Topic' })).toBeFocused();
    await hands.type(topic);
    await hands.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(table).toBeFocused();
    await hands.press('Escape');
  };
  await hands.press('Home', 'Space', 'ArrowDown', 'Space');
  await set('harbour', 2);
  await hands.press('ArrowDown', 'Space');
  await set('the harbour', 1);
  await page.getByRole('button', { name: 'Topics…' }).focus();
  await hands.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Values of Topic' });
  const list = dialog.getByRole('grid');
  await expect(list).toBeFocused();
  const row = (topic: string) =>
    list.getByRole('row').filter({ has: page.getByText(topic, { exact: true }) });
  await expect(row('harbour')).toContainText('2');
  await inBothThemes(page, 'topics');
  await expectTidy(page, 'topics');
  await dialog.getByRole('searchbox').focus();
  await hands.type('harb');
  // The head and the two values that hold these letters.
  await expect(list.getByRole('row')).toHaveCount(3);
  await hands.press('ArrowDown', 'Home', 'Space', 'ArrowDown', 'Space', 'Enter');
  await expect(dialog.getByRole('status')).toContainText('A change concerns 3 annotations');
  const name = dialog.getByRole('combobox', { name: 'Merge 2 values into' });
  await expect(name).toBeFocused();
  await name.fill('port');
  await hands.press('Enter');
  await expect(page.getByText('Topic: 2 values became “port” in 3 annotations')).toBeVisible();
  await dialog.getByRole('searchbox').fill('port');
  await expect(row('port')).toContainText('3');
  await dialog.getByRole('button', { name: 'Hue 240' }).focus();
  await hands.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Hue 240' })).toHaveAttribute('aria-pressed', 'true');
  await list.focus();
  await hands.press('Delete');
  await expect(page.getByText('Topic: Deleted “port” in 3 annotations')).toBeVisible();
  await expect(dialog.getByText('No value matches.')).toBeVisible();
  await hands.press('Escape', 'Control+z');
  await expect(page.locator('.ProseMirror')).toBeVisible();
  await hands.press('Alt+Shift+c');
  await expect(table).toBeVisible();
  await page.getByRole('button', { name: 'Topics…' }).click();
  await dialog.getByRole('searchbox').fill('port');
  await expect(row('port')).toContainText('3');
});
