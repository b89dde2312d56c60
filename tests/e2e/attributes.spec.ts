import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { ClaimDesk } from './claim-desk.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';
import * as selvik from './selvik.ts';

const ARTICLE = 'selvik-talks.txt';

interface Open {
  readonly page: Page;
  readonly desk: ClaimDesk;
  /** The attributes of the only span of a type, as another program reads them. */
  readonly stored: (type: string) => Promise<Readonly<Record<string, unknown>> | undefined>;
}

const test = base.extend<{ open: Open }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  open: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const place = { home: join(folder, 'home'), config: join(folder, 'config') };
    mkdirSync(place.home);
    const project = await Cli.project(join(place.home, 'Attributes.postil'), place.config, selvik.ARTICLE);
    const host = await startHost('web', { ...place, file: project.file });
    await expect(host.page.locator('.ProseMirror')).toContainText('Velmara’s foreign and defence ministers');
    const stored = async (type: string) =>
      (await project.spans(ARTICLE)).find((span) => span.type === type)?.attributes;
    await use({ page: host.page, desk: new ClaimDesk(host.page), stored });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('letters set the attributes of a claim one after the other, and the bar ends before those that are written', async ({
  open: { page, desk, stored },
}) => {
  const { hands } = desk;
  const bar = page.getByTestId('attribute-bar');
  await hands.selectWords({ words: selvik.CLAIMS[7]!.content });
  await hands.press('c', '=');
  await expect(bar).toContainText('Kind');
  await inBothThemes(page, 'attributes');
  await hands.press('e');
  await expect(bar).toContainText('Epistemic');
  await hands.press('d');
  await expect(bar).toContainText('Sentiment');
  // A letter without a value tags nothing.
  await hands.press('z', 'Escape');
  await expect(bar).toBeHidden();
  await hands.saved();
  await expect.poll(() => stored('CLAIM')).toMatchObject({ kind: 'evaluation', epistemic: 'false-certain' });

  // Tab reaches the attributes that are written; Enter sets them.
  await hands.press('=', '1');
  await expect(bar).toContainText('Kind');
  for (
    let i = 0;
    i < 8 && !(await page.getByRole('combobox', { name: 'Topic' }).and(bar.locator('textarea')).isVisible());
    i++
  )
    await hands.press('Tab');
  await hands.type('Border security');
  await hands.press('Enter');
  await expect.poll(async () => (await stored('CLAIM'))?.['topic']).toBe('Border security');
  await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();

  // Backspace removes a value, and the letter stays with its value when the order has changed.
  await hands.press('=');
  await expect(bar.getByRole('toolbar').getByRole('button').first()).toHaveText(/E\s*evaluation/i);
  await hands.press('Backspace', 'Escape');
  await expect.poll(async () => (await stored('CLAIM'))?.['kind']).toBeUndefined();
});

test('the value of a date is proposed from the published date, by key and by mouse', async ({
  open: { page, desk, stored },
}) => {
  const { hands } = desk;
  await hands.selectWords({ words: 'Wednesday' });
  await hands.press('d', '=', 'Enter');
  await expect(page.getByTestId('attribute-bar')).toContainText('2025-06-18');
  await hands.press('Enter');
  await expect(page.getByTestId('attribute-bar')).toBeHidden();
  await expect.poll(() => stored('DATE')).toMatchObject({ value: '2025-06-18' });
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue('2025-06-18');

  await hands.press('=', '2', 'Backspace');
  await expect.poll(async () => (await stored('DATE'))?.['value']).toBeUndefined();
  await page
    .getByRole('group', { name: 'Proposed dates' })
    .getByRole('button', { name: '2025-06-25' })
    .click();
  await expect.poll(() => stored('DATE')).toMatchObject({ value: '2025-06-25' });
});

test('a span without attributes, and a refused value, are reported', async ({
  open: { page, desk, stored },
}) => {
  const { hands } = desk;
  const bar = page.getByTestId('attribute-bar');
  await hands.selectWords({ words: 'Wednesday' });
  await hands.press('d', '=', '2', '/');
  await hands.type('some time');
  await hands.press('Enter');
  await expect(bar).toContainText('must be a date such as 2025-07-09');
  await hands.press('Escape');
  expect((await stored('DATE'))?.['value']).toBeUndefined();
  await expect(bar).toBeHidden();
});

test('the palette sets the values of the selected span', async ({ open: { desk, stored } }) => {
  const { hands } = desk;
  await hands.selectWords({ words: selvik.CLAIMS[7]!.content });
  await hands.press('c');
  await hands.saved();
  await hands.command('Epistemic: Claimer denies');
  await expect.poll(() => stored('CLAIM')).toMatchObject({ epistemic: 'false-certain' });
  // By the value in files, too.
  await hands.press('Control+k');
  await hands.type('sentiment negative');
  const first = desk.page.getByRole('menuitem').first();
  await expect(first).toContainText('Sentiment: negative');
  await expect(first).toHaveAttribute('data-focused', 'true');
  await hands.press('Enter');
  await expect.poll(() => stored('CLAIM')).toMatchObject({ sentiment: 'negative' });
});
