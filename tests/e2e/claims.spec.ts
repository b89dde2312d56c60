import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { testArticle, type TestArticle } from './articles.ts';
import { hintOver } from './claim-desk.ts';
import { Hands } from './first-hour.ts';
import { holdBack } from './hold-back.ts';
import { inBothThemes } from './looks.ts';

/** The largest number of key presses for a claim with claimer, cue and object, once its words are selected. */
const MOST_PRESSES = 14;

interface Listed {
  readonly claims: readonly {
    readonly id: string;
    readonly claimer: string;
    readonly claimerEmpty: string | null;
    readonly cue: string;
    readonly content: string;
    readonly implicit: boolean;
  }[];
  readonly total: number;
  readonly implicit: number;
  readonly withoutClaimer: number;
}

/** The article in the workbench, used by keyboard only, and what another program reads of it. */
interface Desk {
  readonly page: Page;
  readonly hands: Hands;
  readonly article: TestArticle;
  readonly folder: string;
  claims(): Promise<Listed>;
  /** Returns the words of all spans of a type. */
  words(type: string): Promise<string[]>;
  problems(): Promise<unknown>;
}

const test = base.extend<{ desk: Desk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  desk: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Claims.postil'), join(folder, 'config')];
    const article = testArticle();
    writeFileSync(join(folder, 'article.txt'), article.source);
    const project = await Cli.project(file, config, join(folder, 'article.txt'));
    const host = await startHost('web', { home: folder, config, file });
    await expect(host.page.locator('.ProseMirror')).toContainText(article.beginning);
    await use({
      page: host.page,
      hands: new Hands(host.page),
      article,
      folder,
      claims: () => project.run<Listed>('claims'),
      words: async (type) =>
        (await project.run<{ spans: { type: string; text: string }[] }>('list', 'spans')).spans
          .filter((span) => span.type === type)
          .map(({ text }) => text),
      problems: async () => (await project.run('check'))['problems'],
    });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test.setTimeout(300_000);

/** Counts the key presses. */
class Counting {
  presses = 0;
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  async press(...keys: string[]): Promise<void> {
    this.presses += keys.length;
    await this.#hands.press(...keys);
  }
}

test('a claim with claimer, cue and object: nothing tagged before, by hints', async ({ desk }) => {
  const { page, hands, article, claims, words, problems } = desk;
  const { content, claimer, said, cue, object } = article.frame;
  await hands.selectWords({ words: content });
  const keys = new Counting(hands);
  await keys.press('c', '1', 'Space');
  await expect(page.locator('.hint').first()).toBeVisible();
  await keys.press(...(await hintOver(page, said)), 'Enter');
  await keys.press('2', 'Enter');
  await keys.press('3', 'Space');
  await keys.press(...(await hintOver(page, content, object[0])));
  await keys.press(...(await hintOver(page, content, object[1])));
  console.log(`A claim with claimer, cue and object by hints: ${keys.presses} key presses`);
  expect(keys.presses).toBeLessThanOrEqual(MOST_PRESSES);

  await expect(page.getByTestId('slot-object')).toContainText(object[2].slice(0, 10));
  await hands.saved();
  expect((await claims()).claims).toMatchObject([{ claimer, cue, content }]);
  expect(await words('TOPIC')).toEqual([object[2]]);
  expect(await words('PERSON')).toEqual([claimer]);

  // One undo per filler; the cue is removed with its slot.
  await hands.press('Escape', 'Control+z', 'Control+z');
  await expect(page.getByTestId('slot-cue')).toContainText('–');
  await hands.saved();
  expect(await words('CUE')).toEqual([]);
  await hands.press('Control+Shift+z', 'Control+Shift+z');
  await expect(page.getByTestId('slot-cue')).toContainText(cue);
  expect(await problems()).toEqual([]);
});

test('the same by suggestions; a free text, a reason, evidence, and the next claim', async ({ desk }) => {
  const { page, hands, article, claims, problems } = desk;
  const { content, claimer, said, next } = article.frame;
  const text = await hands.text();
  const nth = text.slice(0, text.indexOf(said)).split(claimer).length - 1;
  await hands.tag({ words: claimer, nth, key: 'p' });
  await hands.selectWords({ words: content });
  const keys = new Counting(hands);
  await keys.press('c', '1', 'a', '2', 'a', '3');
  await expect(page.getByTestId('slot-bar')).toContainText('Object');
  console.log(`With the claimer tagged: ${keys.presses} key presses to the object`);
  await inBothThemes(page, 'claim-form');

  // A free text, a slot left empty with a reason, one filled by moving to a span, and evidence.
  await hands.press('/');
  await expect(page.getByRole('textbox', { name: /for Object/ })).toBeFocused();
  await hands.type('what they explore');
  await hands.press('Enter');
  await expect(page.getByTestId('slot-object')).toContainText('what they explore');
  await hands.press('5', 'Escape', 'n');
  await expect(page.getByTestId('slot-via')).toContainText('not stated');
  await hands.press('Shift+Digit1', 'Tab', 'Enter', 'Escape');
  await expect(page.getByTestId('slot-claimer')).toContainText('supporting text: 1');
  await expect(page.getByTestId('slot-bar')).toBeHidden();
  // A filler is removed with its evidence, and undo restores both.
  await hands.press('1');
  await page
    .getByTestId('slot-claimer')
    .getByRole('button', { name: /Remove/ })
    .click();
  await expect(page.getByTestId('slot-claimer')).not.toContainText('supporting text: 1');
  await hands.press('Control+.', 'Control+z');
  await expect(page.getByTestId('slot-claimer')).toContainText('supporting text: 1');

  await hands.press('Control+.', 'Escape', 'Escape');
  await hands.selectWords({ words: next });
  await hands.press('Alt+c');
  await expect(page.getByTestId('slot-claimer')).toContainText(claimer);
  await expect(page.getByTestId('slot-via')).toContainText('–');
  await hands.saved();
  expect(await claims()).toMatchObject({ total: 2, withoutClaimer: 0 });
  expect((await claims()).claims.map((each) => each.claimer)).toEqual([claimer, claimer]);
  expect(await problems()).toEqual([]);
});

test('a claim made before its claimer is stored is offered it', async ({ desk }) => {
  const { page, hands, article, claims } = desk;
  const { content, claimer, said } = article.frame;
  const text = await hands.text();
  const nth = text.slice(0, text.indexOf(said)).split(claimer).length - 1;
  const stored = await holdBack(page, 'spans.create', 'the way');
  await hands.tag({ words: claimer, nth, key: 'p' });
  await hands.selectWords({ words: content });
  await hands.press('c', '1', 'a', '2', 'a');
  stored.release();
  await hands.saved();
  await expect(page.getByTestId('slot-claimer')).toContainText(claimer);
  expect((await claims()).claims).toMatchObject([{ claimer, cue: article.frame.cue, content }]);
});

test('a claim stored while the article is being read keeps its active slot', async ({ desk }) => {
  const { page, hands, article, claims } = desk;
  const { content, claimer } = article.frame;
  // The first span creates a set, which the window reads; the claim is stored, and its notice arrives, before that reply
  // does.
  const read = await holdBack(page, 'annotations.get', 'the way back');
  await hands.tag({ words: claimer, key: 'p' });
  await read.made;
  await hands.selectWords({ words: content });
  await hands.press('c', '1');
  await hands.saved();
  const came = page.waitForResponse(
    (response) => !!response.request().postData()?.includes('annotations.get'),
  );
  read.release();
  await came;
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByTestId('counts')).toHaveText(/^2 spans/);
  await expect(page.getByTestId('slot-bar')).toContainText('Claimer');
  await hands.press('a');
  await hands.saved();
  expect((await claims()).claims).toMatchObject([{ claimer, content }]);
});

test('cards beside the text, and the claims of the project', async ({ desk }) => {
  const { page, hands, article, claims, folder } = desk;
  const tagged = article.claims.slice(0, 3);
  for (const claim of tagged) await hands.tag(claim);
  await hands.command('Add an implicit claim, without words');
  await hands.saved();
  await page.setViewportSize({ width: 1600, height: 1000 });
  await hands.press('Escape', 'Control+j');
  const cards = page.locator('[data-claim]');
  await expect(cards.first()).toBeVisible();
  await expect.poll(() => overlaps(page)).toEqual([]);
  await inBothThemes(page, 'claim-cards');
  await hands.press('Control+j');
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(cards).toHaveCount(0);

  await hands.press('Alt+Shift+c');
  const counts = page.getByTestId('claim-counts');
  await expect(counts).toContainText(`${tagged.length + 1} claims · 1 implicit`);
  await expect(counts).toContainText(`${tagged.length + 1} without a claimer`);
  await expect(page.getByRole('grid', { name: 'Claims' })).toBeFocused();
  await inBothThemes(page, 'claims-screen');
  await page.getByRole('searchbox', { name: 'Find in claimer' }).fill(tagged[1]!.words);
  await expect(counts).toContainText('1 claim');
  await page.getByRole('button', { name: 'Export these claims' }).press('Enter');
  await expect(page.getByText('Exported 1 claim')).toBeVisible();
  const [out] = readdirSync(join(folder, 'exports'));
  const table = join(folder, 'exports', out!, 'claims.csv');
  expect(existsSync(table)).toBe(true);
  expect(readFileSync(table, 'utf8')).toContain(tagged[1]!.words);

  await page.getByRole('grid', { name: 'Claims' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Frame' })).toBeVisible();
  await expect(page.locator('[data-region="inspector"] blockquote')).toContainText(tagged[1]!.words);
  expect(await claims()).toMatchObject({ implicit: 1 });
});

/** Returns the positions of cards that overlap the next one. */
async function overlaps(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll('[data-claim]')].map((card) => card.getBoundingClientRect());
    return boxes.flatMap((box, i) => {
      const below = boxes[i + 1];
      return below && below.top < box.bottom ? [i] : [];
    });
  });
}
