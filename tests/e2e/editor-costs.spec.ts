import { expect, test, type Page } from '@playwright/test';
import { Lab } from '../bench/lab.ts';
import type { LocalOperation } from '../bench/page/api.ts';
import type { SizeName } from '../bench/workload/workload.ts';
import { costsOf, countCosts, type WindowCosts } from '../support/window-costs.ts';

/** What one operation may cost at most, in numbers that do not depend on the machine. */
interface Limit {
  readonly mutations: number;
  readonly layouts: number;
  readonly styles: number;
}

const LIMITS = {
  add: { mutations: 90, layouts: 1, styles: 1 },
  select: { mutations: 12, layouts: 1, styles: 1 },
  hover: { mutations: 2, layouts: 1, styles: 1 },
  // The browser writes the letter, and the editor takes it away again.
  type: { mutations: 4, layouts: 2, styles: 2 },
  // The second one if the block becomes lower, which moves the brackets below it.
  remove: { mutations: 16, layouts: 2, styles: 2 },
  walk: { mutations: 16, layouts: 2, styles: 2 },
  drag: { mutations: 6, layouts: 1, styles: 1 },
  // Draws two or three sections.
  jump: { mutations: 900, layouts: 7, styles: 9 },
} as const satisfies Partial<Record<LocalOperation, Limit>>;
/** Opening: the text once, and what is read of the sections in view. */
const OPEN: Limit = { mutations: 170, layouts: 6, styles: 7 };
const TIMES = 2;
/** Longer than the pauses after which the rest of the text becomes paler and the caret is described. */
const REST = 400;

test('the editor opens a book without laying it out twice, and touches one place at a time', async () => {
  test.info().annotations.push({ type: 'host', description: 'the editor alone' });
  const lab = new Lab({ repetitions: 1, scale: 1 }, () => undefined);
  try {
    for (const [operation, { costs, limit }] of await costsIn(lab, 'W3'))
      for (const each of costs)
        for (const figure of ['mutations', 'layouts', 'styles'] as const)
          expect(each[figure], `${figure} of ${operation}: ${JSON.stringify(costs)}`).toBeLessThanOrEqual(
            limit[figure],
          );
  } finally {
    await lab.dispose();
  }
});

interface Counted {
  readonly costs: Limit[];
  readonly limit: Limit;
}

/** Returns the costs of opening and of each operation, as often as it was performed. */
function costsIn(lab: Lab, size: SizeName): Promise<Map<string, Counted>> {
  return lab.page(async (page, devtools) => {
    await countCosts(page);
    await page.evaluate((name) => window.bench.prepare('editor', name), size);
    const open = await costsOf(page, devtools, () => page.evaluate(() => window.bench.open()));
    const all = new Map<string, Counted>([['open', { costs: [figuresOf(open)], limit: OPEN }]]);
    for (const operation of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
      const costs: Limit[] = [];
      all.set(operation, { costs, limit: LIMITS[operation] });
      for (let i = 0; i < TIMES; i++) {
        const at = [operation, i] as const;
        await page.evaluate(([name, index]) => window.bench.place(name, index), at);
        await rest(page);
        const act = () => page.evaluate(([name, index]) => window.bench.perform(name, index), at);
        costs.push(figuresOf(await costsOf(page, devtools, act)));
      }
    }
    return all;
  });
}

const figuresOf = ({ mutations, layouts, styles }: WindowCosts): Limit => ({ mutations, layouts, styles });

/** Waits until what comes after a pause is done, and then until the blocks around the view are drawn, a step in each pause. */
async function rest(page: Page): Promise<void> {
  await page.waitForTimeout(REST);
  await page.evaluate(async () => {
    const pause = () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));
    for (let before = -1; before !== window.costs.mutations;) {
      before = window.costs.mutations;
      await pause();
      await pause();
    }
  });
}
