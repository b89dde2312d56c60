import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';

interface Listed {
  readonly spans: readonly { readonly type: string }[];
}

/** An article with 318 organisations, as brat writes it. */
function organisations(): { text: string; annotations: string } {
  const names = [
    ...Array.from({ length: 212 }, (_, i) => `Ministry of Portfolio ${i + 1}`),
    ...Array.from({ length: 95 }, (_, i) => `Harbour Works ${i + 1} Ltd`),
    ...Array.from({ length: 11 }, (_, i) => `Quayside Circle ${i + 1}`),
  ];
  let text = '';
  const lines = names.map((name, i) => {
    text += 'A word came from the ';
    const start = text.length;
    text += `${name} on Monday.\n`;
    return `T${i + 1}\tORG ${start} ${start + name.length}\t${name}`;
  });
  return { text, annotations: `${lines.join('\n')}\n` };
}

test('organisations are split by lists, the rest is decided by key, and after a restart one undo restores all', async ({
  browserName: _,
}, info) => {
  info.annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Split.postil'), join(folder, 'config')];
  const { text, annotations } = organisations();
  writeFileSync(join(folder, 'orgs.txt'), text);
  writeFileSync(join(folder, 'orgs.ann'), annotations);
  const project = await Cli.project(file, config, join(folder, 'orgs.ann'));
  const counts = async () => {
    const { spans } = await project.run<Listed>('list', 'spans');
    const types = new Map<string, number>();
    for (const { type } of spans) types.set(type, (types.get(type) ?? 0) + 1);
    return Object.fromEntries(types);
  };
  expect(await counts()).toEqual({ ORG: 318 });

  let host = await startHost('web', { home: folder, config, file });
  let { page } = host;
  await expect(page.locator('.ProseMirror')).toContainText('Ministry of Portfolio 1');
  await page.keyboard.press('Alt+Shift+S');
  const screen = () => page.getByRole('main', { name: 'Scheme' });
  await screen()
    .getByRole('button', { name: /^Organi[sz]ation/ })
    .press('Enter');
  await screen().getByRole('button', { name: 'Split…' }).press('Enter');

  // The form, by keys alone: two types with a word each.
  const dialog = page.getByRole('dialog', { name: /^Split Organi[sz]ation/ });
  await expect(dialog.getByRole('radio', { name: 'Lists of words' })).toBeFocused();
  const first = dialog.getByRole('group', { name: 'New type 1' });
  await first.getByLabel('Name').fill('MINISTRY');
  await first.getByLabel('Compare').selectOption('beginning with');
  await first.getByLabel('Words').fill('MINISTRY OF');
  const second = dialog.getByRole('group', { name: 'New type 2' });
  await second.getByLabel('Name').fill('FIRM');
  await second.getByLabel('Compare').selectOption('containing');
  await second.getByLabel('Words').fill('ltd\nplc');
  const effect = dialog.getByTestId('effect');
  await expect(effect.getByRole('listitem').nth(0)).toHaveText(/212\s*Ministry|212\s*MINISTRY/);
  await expect(effect.getByRole('listitem').nth(1)).toHaveText(/95\s*Firm|95\s*FIRM/);
  await expect(effect.getByRole('listitem').nth(2)).toHaveText('11 undecided');
  await expect(effect).toContainText('307 annotations in 1 article would change.');
  await inBothThemes(page, 'split-dialog');
  expect(await counts()).toEqual({ ORG: 318 });
  await dialog.getByRole('button', { name: 'Split', exact: true }).press('Enter');

  // The queue opens, and goes on by letters.
  const queue = () => page.getByRole('dialog', { name: /what is left/ });
  await expect(queue().getByRole('status')).toHaveText('11 left', { timeout: 60_000 });
  await expect(queue().getByTestId('leftover')).toContainText('Quayside Circle 1');
  expect(await counts()).toEqual({ ORG: 11, MINISTRY: 212, FIRM: 95 });
  await inBothThemes(page, 'split-queue');
  const letter = await queue()
    .getByRole('button', { name: /Ministry/ })
    .locator('kbd')
    .last()
    .textContent();
  await page.keyboard.press(letter!.toLowerCase());
  await expect(queue().getByRole('status')).toHaveText('10 left');
  await expect(queue().getByTestId('leftover')).toContainText('Quayside Circle 2');
  await page.keyboard.press('ArrowRight');
  await expect(queue().getByTestId('leftover')).toContainText('Quayside Circle 3');
  await page.keyboard.press(letter!.toLowerCase());
  await expect(queue().getByRole('status')).toHaveText('9 left');
  await page.keyboard.press('Control+z');
  await expect(queue().getByRole('status')).toHaveText('10 left');
  await expect(queue().getByTestId('leftover')).toContainText('Quayside Circle 3');
  await page.keyboard.press('ArrowLeft');
  await expect(queue().getByTestId('leftover')).toContainText('Quayside Circle 2');
  await page.keyboard.press('Control+z');
  await expect(queue().getByRole('status')).toHaveText('11 left');
  // The letter of the type itself lets an annotation keep it.
  const keeps = queue()
    .getByRole('button', { name: /^Stays Organisation/ })
    .locator('kbd')
    .last();
  await page.keyboard.press((await keeps.textContent())!.toLowerCase());
  await expect(queue().getByRole('status')).toHaveText('10 left');
  await expect(queue().getByTestId('leftover')).toContainText('Quayside Circle 2');
  expect(await counts()).toEqual({ ORG: 11, MINISTRY: 212, FIRM: 95 });
  await page.keyboard.press('Control+z');
  await expect(queue().getByRole('status')).toHaveText('11 left');
  await page.keyboard.press('Escape');

  // After a restart the queue is where it was, and one undo restores everything.
  expect(host.errors()).toEqual([]);
  await host.close();
  host = await startHost('web', { home: folder, config, file });
  ({ page } = host);
  await expect(page.locator('.ProseMirror')).toContainText('Ministry of Portfolio 1');
  await page.keyboard.press('Alt+Shift+S');
  await screen().getByRole('button', { name: '11 to split' }).press('Enter');
  await expect(queue().getByRole('status')).toHaveText('11 left');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.getByRole('dialog').getByRole('button', { name: /^Undo/ }).press('Enter');
  await expect.poll(counts).toEqual({ ORG: 318 });
  await expect(screen().getByRole('button', { name: '11 to split' })).toBeHidden();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
