import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { availableHosts, startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { testArticle } from './articles.ts';
import { Hands } from './first-hour.ts';
import { picture } from './looks.ts';

/** To so many names the caret moves key by key, on one of the hosts; this takes longer than all else. */
const WALKED = 2;

/**
 * From an empty folder to a dataset, by keyboard only, on each host that can run here; on one of them the caret moves to
 * the first names and the first claim key by key.
 */
for (const name of availableHosts()) {
  test(
    `the first hour, by keyboard only, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(480_000);
      const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
      const home = join(folder, 'home');
      const article = testArticle();
      const reach = name === 'web' ? 'walks' : 'at once';
      const project = join(home, 'First hour.postil');
      const host = await startHost(name, { home, config: join(folder, 'config') });
      try {
        let hands = new Hands(host.page, reach);
        const { page } = host;

        // A project is created on the start screen.
        await expect(page.getByRole('button', { name: 'New project' })).toBeFocused();
        mkdirSync(home, { recursive: true });
        await hands.press('Enter');
        await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
        await hands.type('First hour');
        await hands.press('Enter');
        await expect(page.getByTestId('saved')).toBeVisible();

        // The article is added; its date is stored as a field and removed from the text.
        if (name === 'web') {
          await hands.command('Paste an article');
          await expect(page.getByRole('textbox', { name: 'Article' })).toBeFocused();
          await page.keyboard.insertText(article.source);
          await hands.press('Tab');
          await hands.type('article.txt');
        } else {
          await host.answerDialog('open', [article.path]);
          await hands.press('Control+i');
        }
        if (name === 'web') await hands.press('Enter');
        await expect(page.getByTestId('import-report')).toHaveText('1 document.');
        await hands.press('Enter');
        await expect(page.getByTestId('published')).toHaveAttribute('datetime', article.published);
        expect((await hands.text()).startsWith(article.beginning)).toBe(true);

        // Twenty entities and six claims with attributes.
        expect(article.entities).toHaveLength(20);
        const atOnce = new Hands(page);
        for (const [i, tag] of article.entities.entries()) await (i < WALKED ? hands : atOnce).tag(tag);
        for (const [i, claim] of article.claims.entries()) {
          await (i === 0 ? hands : atOnce).tag(claim);
          await hands.press('Enter');
          const demand = page.getByRole('radio', { name: 'demand' });
          await focusByTab(hands, () =>
            page
              .getByRole('textbox', { name: 'The claim in one sentence' })
              .or(page.getByRole('textbox', { name: 'Gloss' }))
              .evaluateAll((all) => all.some((e) => e === document.activeElement)),
          );
          await hands.type(`Claim number ${i + 1}`);
          await focusByTab(hands, () =>
            page
              .getByRole('radio', { name: 'factual' })
              .evaluateAll((all) => all.some((e) => e === document.activeElement)),
          );
          await hands.press('ArrowDown', 'ArrowDown', 'ArrowDown');
          await expect(demand).toBeChecked();
          await hands.saved();
        }
        await expect(page.getByTestId('counts')).toHaveText('26 spans · 6 claims');

        // A discontinuous span; the bounds of two spans are adjusted.
        await hands.tag(article.parts[0]);
        await hands.selectWords(article.parts[1]);
        await hands.press('+');
        await expect(page.getByRole('list', { name: 'Fragments' }).getByRole('listitem')).toHaveCount(2);
        await hands.press('Tab');
        await hands.press('Alt+ArrowRight');
        await hands.press('Tab');
        await hands.press('Alt+Shift+ArrowLeft');
        await hands.saved();

        // Ten undos and ten redos; a restart; three more undos.
        const spans = () => annotations(project);
        const whole = spans();
        for (let i = 0; i < 10; i++) await hands.press('Control+z');
        await hands.saved();
        await expect.poll(() => spans() === whole).toBe(false);
        for (let i = 0; i < 10; i++) await hands.press('Control+Shift+z');
        await hands.saved();
        await expect.poll(spans).toBe(whole);
        await picture(page, `first-hour-${name}-light`);

        await host.restart(project);
        hands = new Hands(host.page, reach);
        await expect(host.page.getByTestId('counts')).toHaveText('27 spans · 6 claims');
        await hands.press('Control+.');
        for (let i = 0; i < 3; i++) {
          // Undoing a change of an earlier session opens a question; Enter undoes an edit.
          await hands.press('Control+z');
          await expect(host.page.getByRole('dialog', { name: /^Undo “/ })).toBeVisible();
          await hands.press('Enter');
          await expect(host.page.getByRole('dialog')).toBeHidden();
          await hands.saved();
        }
        await expect(host.page.getByText(/^Undone: /).last()).toBeVisible();
        await expect.poll(() => spans() === whole).toBe(false);

        // Marked as done; exported as JSONL and CSV.
        await hands.press('Control+Enter');
        await expect(host.page.getByRole('img', { name: 'done' })).toBeVisible();
        const jsonl = await exportDataset(hands, host, 'Postil JSONL', join(folder, 'out-jsonl'));
        await exportDataset(hands, host, 'CSV', join(folder, 'out-csv'));

        // Imported again into another project: identical. And the file is sound.
        const copy = join(folder, 'copy.postil');
        await Cli.project(copy, join(folder, 'config'), join(jsonl, 'data.jsonl'));
        expect(annotations(copy)).toBe(annotations(project));
        expect(dump(copy)).toEqual(dump(project));
        for (const file of [project, copy]) await new Cli(file, join(folder, 'config')).expectSound();
        expect(host.errors()).toEqual([]);
      } finally {
        await host.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}

/** Presses Tab until the focus has arrived. */
async function focusByTab(hands: Hands, arrived: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 40; i++) {
    if (await arrived()) return;
    await hands.press('Tab');
  }
  throw new Error('the field was not reached by Tab');
}

/** Exports by keyboard; returns the folder. */
async function exportDataset(
  hands: Hands,
  host: Awaited<ReturnType<typeof startHost>>,
  format: string,
  out: string,
): Promise<string> {
  const { page } = hands;
  await host.answerDialog('save', [out]);
  await hands.press('Control+e');
  const select = page.getByLabel('Format');
  await expect(select).toBeFocused();
  await hands.type(format.slice(0, 3));
  await expect(select.locator('option:checked')).toContainText(format);
  await expect(page.getByTestId('export-preview')).toContainText('1 document,');
  await focusByTab(hands, () =>
    page
      .getByRole('button', { name: 'Export', exact: true })
      .evaluateAll((all) => all.some((e) => e === document.activeElement)),
  );
  await hands.press('Enter');
  await expect(page.getByTestId('export-report')).toBeVisible();
  const folder = (await page.getByTestId('export-report').locator('code').textContent()) ?? '';
  expect(readdirSync(folder)).toContain('manifest.json');
  await hands.press('Enter');
  return folder;
}

/** Returns the canonical dump of a project on disk, also while a host has it open. */
function dump(path: string): string[] {
  const store = openStore(path, { program: 'test', readonly: true });
  try {
    return [...canonicalDump(store)];
  } finally {
    store.close();
  }
}

/** Returns all annotations of a project as one text. */
function annotations(path: string): string {
  return dump(path)
    .filter((line) => /^(span|slot|label|note|status) /.test(line))
    .join('\n');
}
