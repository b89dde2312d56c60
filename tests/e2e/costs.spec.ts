import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { costsOf, countCosts, type WindowCosts } from '../support/window-costs.ts';
import { Cli } from './cli.ts';
import { ARTICLE } from './selvik.ts';

/** Long enough for everything that a key causes: what is gathered, announced or done when the hand rests. */
const REST = 600;

/** What an act may cost: the calls exactly, in any order, and the rest at most. */
interface Act {
  readonly what: string;
  /** Brings the window to where the act begins; it is not counted. */
  readonly before?: (page: Page, round: number) => Promise<unknown>;
  readonly act: (page: Page) => Promise<unknown>;
  readonly calls: WindowCosts['calls'];
  readonly most: readonly [commits: number, mutations: number, layouts: number, styles: number];
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);

/** Moves the caret to the beginning of another paragraph in each round, counted from 0. */
const toParagraph = (page: Page, round: number) =>
  page
    .locator('.block')
    .nth(2 + round)
    .click({ position: { x: 5, y: 8 } });

const onward = async (page: Page) => {
  for (let i = 0; i < 2; i++) await page.keyboard.press('Control+ArrowRight');
};

/**
 * In this order, each on what the one before has left. A tag takes two commits, one for the key and one for its acknowledgement; in
 * an idle moment React also renders what the inspector has just hidden, which is a third, and a slow machine may split one.
 */
const ACTS: readonly Act[] = [
  {
    what: 'a tag',
    before: toParagraph,
    act: press('p'),
    calls: ['entities.search', 'spans.create'],
    most: [4, 40, 7, 8],
  },
  { what: 'another type', act: press('o'), calls: ['entities.search', 'spans.update'], most: [4, 46, 7, 7] },
  {
    what: 'deletion',
    act: press('Delete'),
    calls: ['claims.list', 'spans.delete', 'spans.dependants'],
    most: [5, 38, 8, 10],
  },
  { what: 'undo', act: press('Control+z'), calls: ['history.undo'], most: [6, 40, 9, 10] },
  {
    what: 'a claim',
    before: onward,
    act: press('c'),
    calls: ['slots.derived', 'spans.create'],
    most: [6, 42, 7, 8],
  },
  { what: 'opening a slot', act: press('1'), calls: [], most: [2, 14, 5, 5] },
  { what: 'filling it', act: press('a'), calls: ['slots.derived', 'slots.fill'], most: [3, 32, 6, 6] },
  { what: 'leaving it', act: press('Escape'), calls: [], most: [2, 10, 4, 4] },
  { what: 'the previous span', act: press('Shift+Tab'), calls: ['entities.search'], most: [2, 34, 6, 6] },
  { what: 'the next span', act: press('Tab'), calls: [], most: [2, 34, 6, 6] },
  {
    what: 'the pointer over a span',
    before: (page) => page.mouse.move(640, 20),
    act: (page) => page.locator('.seg').first().hover(),
    calls: [],
    most: [3, 4, 5, 6],
  },
];

/** The round that makes the set and the elements of the inspector, and those that are counted. */
const [FIRST, COUNTED] = [1, 2];

test(
  'a key makes no more calls than needed, and changes only what shows its effect',
  { annotation: { type: 'host', description: 'web' } },
  async ({ browserName: _ }) => {
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Costs.postil'), join(folder, 'config')];
    const cli = new Cli(file, config);
    await cli.run('new', '--scheme', 'news');
    await cli.run('import', ARTICLE);
    const host = await startHost('web', { home: folder, config, file });
    try {
      const { page } = host;
      await countCosts(page);
      const devtools = await page.context().newCDPSession(page);
      const saved = page.getByTestId('saved');
      await page.waitForTimeout(REST);
      for (let round = 0; round < FIRST + COUNTED; round++)
        for (const { what, before, act, calls, most } of ACTS) {
          if (before) {
            await before(page, round);
            await page.waitForTimeout(REST);
          }
          const costs = await costsOf(page, devtools, async () => {
            await act(page);
            await expect(saved).toHaveAttribute('data-saving', 'false');
            await page.waitForTimeout(REST);
          });
          if (round < FIRST) continue;
          expect([...costs.calls].sort(), what).toEqual(calls);
          const { commits, mutations, layouts, styles } = costs;
          for (const [i, cost] of [commits, mutations, layouts, styles].entries())
            expect(cost, `${what}: ${JSON.stringify(costs)}`).toBeLessThanOrEqual(most[i]!);
        }
      expect(host.errors()).toEqual([]);
    } finally {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
