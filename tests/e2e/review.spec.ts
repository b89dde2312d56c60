import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes } from './looks.ts';
import { articleFiles, modelOutput } from './train.ts';

test.setTimeout(240_000);

interface Scores {
  readonly exact: {
    readonly micro: { readonly precision: number; readonly recall: number; readonly f1: number };
  };
}
interface Listed {
  readonly spans: readonly { readonly type: string; readonly text: string }[];
}

/** Returns the type and words in the heading of the case on the screen. */
async function shown(page: Page): Promise<{ type: string; text: string }> {
  const heading = page.getByRole('article', { name: 'Case' }).getByRole('heading');
  const [type = '', text = ''] = await heading.locator('span').allInnerTexts();
  return { type, text };
}

test('train ride: what a model extracted is decided by keys alone, in bulk, measured and exported', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Train.postil'), join(folder, 'config')];
  const { documents, truth } = modelOutput();
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ model: 'gist', version: '1', documents }));
  const project = await Cli.project(file, config, ...articleFiles());
  await project.run('import', join(folder, 'run.json'), '--set', 'model:gist');
  const invented = [...truth.values()].filter(({ fault }) => fault === 'invented').length;
  expect((await project.run('quarantine'))['counts']).toMatchObject({ open: invented });
  const proposed = (await project.run<Listed>('list', 'spans', '--set', 'gist')).spans;
  expect(proposed.length).toBe(truth.size - invented);

  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  await expect(page.locator('.ProseMirror')).toBeVisible();
  await page.keyboard.press('Alt+Shift+P');
  const left = page.getByRole('status').filter({ hasText: /cases? in/ });
  await expect(left).toContainText(`${proposed.length} cases in 5 articles`);
  await expect(page.getByText(`1 of ${proposed.length}`, { exact: true })).toBeVisible();
  // A pace of few decisions says nothing.
  await expect(left).not.toContainText('an hour');
  // The list of groups and the case beside it are about the same.
  await page.getByRole('radio', { name: 'Groups' }).click();
  const groups = page.getByRole('list', { name: 'Groups' });
  const chosen = groups.locator('[aria-current="true"]');
  await expect(chosen).toHaveCount(1);
  await expect
    .poll(async () => (await shown(page)).text)
    .toBe(await chosen.locator('[dir="auto"]').innerText());
  await inBothThemes(page, 'review-groups');
  await page.getByRole('radio', { name: 'Cases' }).click();
  await expect(page.getByText(`1 of ${proposed.length}`, { exact: true })).toBeVisible();
  await inBothThemes(page, 'review-queue');

  // Forty cases, decided by keys only. What is known about a name determines the keys.
  const expected: string[] = [];
  let [keys, corrected] = [0, 0];
  const press = async (key: string) => {
    await page.keyboard.press(key);
    keys++;
  };
  const list = page.getByRole('list', { name: 'Cases' });
  const current = list.locator('[aria-current="true"]');
  const DECIDED = 40;
  for (let n = 0; n < DECIDED; n++) {
    const before = (await current.getAttribute('data-id')) ?? '';
    const { type, text } = await shown(page);
    const whole = [...truth.values()].find(
      (each) => each.fault === 'bounds' && each.text.startsWith(`${text} `),
    );
    const missing = type === 'Weapon' || !whole ? 0 : whole.text.split(' ').length - text.split(' ').length;
    for (let word = 0; word < missing; word++) await press('Alt+ArrowRight');
    if (missing > 0) await expect(page.getByText('boundary adjusted')).toBeVisible();
    expected.push((await shown(page)).text);
    if (missing > 0 || type === 'Weapon') corrected++;
    await press(type === 'Weapon' ? 'p' : 'Enter');
    await expect(current).not.toHaveAttribute('data-id', before);
    await expect(page.getByRole('article', { name: 'Case' })).toBeVisible();
  }
  console.info(`[review] ${DECIDED} cases by ${keys} keys`);
  const rest = proposed.length - DECIDED;
  await expect(left).toContainText(`${rest} case`);
  await expect(page.getByText(`${DECIDED + 1} of ${proposed.length}`, { exact: true })).toBeVisible();
  await expect(left).toContainText('an hour');
  const own = async () => (await project.run<Listed>('list', 'spans', '--set', project.analyst)).spans;
  const ownWords = async () => (await own()).map(({ text }) => text).sort();
  await expect.poll(async () => (await own()).length).toBe(DECIDED);
  expect((await own()).every(({ type }) => type === 'PERSON')).toBe(true);
  expect(await ownWords()).toEqual(expected.sort());

  // The rest is decided at once, after a preview; one undo reverts it.
  await page.getByRole('button', { name: 'Decide all…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`Accept ${rest} case`);
  await expect(dialog).toContainText(`${rest} annotation`);
  await inBothThemes(page, 'review-bulk');
  await dialog.getByRole('button', { name: /^Accept \d/ }).click();
  await expect(left).toContainText('0 cases');
  await expect.poll(async () => (await own()).length).toBe(proposed.length);
  await page.keyboard.press('Control+z');
  await expect(left).toContainText(`${rest} case`);
  await expect.poll(async () => (await own()).length).toBe(DECIDED);

  // The figures match an independent count: proposals accepted unchanged, of all proposed and of all kept.
  const scores = await project.run<Scores>('agreement', '--source', 'gist', '--target', project.analyst);
  const alike = DECIDED - corrected;
  expect(scores.exact.micro.recall).toBeCloseTo(alike / DECIDED, 6);
  expect(scores.exact.micro.precision).toBeCloseTo(alike / proposed.length, 6);

  // In the article, a proposal is selected and decided in the text.
  await page.keyboard.press('Control+.');
  await expect(page.getByText('The letter of a type accepts it as that type')).toBeVisible();
  await inBothThemes(page, 'review-in-place');
  await page.locator('.ProseMirror').focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await own()).length).toBe(DECIDED + 1);

  // All quarantined items are dismissed by hand.
  await page.keyboard.press('Alt+Shift+Q');
  const waiting = page.getByTestId('quarantine-count');
  for (let n = invented; n > 0; n--) {
    await expect(waiting).toContainText(String(n));
    await expect(page.getByRole('region', { name: 'Proposal' })).toBeVisible();
    await page.keyboard.press('Backspace');
  }
  await expect
    .poll(async () => (await project.run<{ counts: { open: number } }>('quarantine')).counts.open)
    .toBe(0);

  // The corrected set is exported and verified; the pairs of proposed and corrected annotations become training data.
  await page.keyboard.press('Control+e');
  const out = page.getByRole('dialog', { name: 'Export a dataset' });
  await out.getByLabel('Format').selectOption('jsonl');
  await out.getByLabel('Annotation set').selectOption({ label: project.analyst });
  await out.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByTestId('export-report')).toContainText(`${DECIDED + 1} spans`);
  const exported = await page.getByTestId('export-report').locator('code').innerText();
  const written = readdirSync(exported)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(exported, name), 'utf8').trim().split('\n'))
    .flatMap((line) => {
      const record = JSON.parse(line) as { spans?: { text: string }[] };
      return (record.spans ?? []).map(({ text }) => text);
    });
  expect(written.sort()).toEqual(await ownWords());
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+Shift+P');
  await page.getByRole('button', { name: 'More for this review' }).click();
  await page.getByRole('menuitem', { name: 'Export corrections as training data' }).click();
  await expect(page.getByText(`Wrote ${DECIDED + 1} decisions to`)).toBeVisible();

  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
