import { expect } from '@playwright/test';
import { inBothThemes } from './looks.ts';
import { test } from './sample-desk.ts';

test('beside the fields of a type stand words of the project, and its label if it has none', async ({
  desk: { page },
}) => {
  await page.keyboard.press('Alt+Shift+S');
  const screen = page.getByRole('main', { name: 'Scheme' });
  const example = screen.getByRole('region', { name: 'In an article' });
  await screen.getByText('Person', { exact: true }).first().click();
  await expect(example.locator('mark')).toHaveText('defence ministers');
  await expect(example).toContainText('Velmara');
  await inBothThemes(page, 'scheme-example');
  await screen.getByText('Product', { exact: true }).first().click();
  await expect(example.locator('mark')).toHaveText('Product');
});
