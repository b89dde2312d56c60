import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';
import { onHost, pressKey, taskTime, toNextWord } from './host.ts';
import { msUntil, SAVED, type Sight } from './watch.ts';

const TIMES = 30;
const COUNTS: Sight = { selector: '[data-testid="counts"]', changed: true };

/** What the hand does between two tags: main-thread work from the key until it is drawn and saved. */
export const handRows: readonly BenchRow[] = [
  {
    name: 'undo/work/W1',
    what: 'main-thread work of the undo of a tag, from the key until it is drawn and saved',
    unit: 'ms',
    run: async (lab) => ({ values: await lab.once('undo of a tag', () => undone(lab)) }),
  },
  {
    name: 'slot/work/W1',
    what: 'main-thread work of filling a slot with its first suggestion, two keys, until it is drawn and saved',
    unit: 'ms',
    run: async (lab) => ({ values: await lab.once('filling a slot', () => filled(lab)) }),
  },
];

function undone(lab: Lab): Promise<number[]> {
  lab.say(`undoing ${TIMES} tags`);
  return onHost(lab, 'undo', 'W1', async ({ page, devtools }) => {
    const work: number[] = [];
    for (let i = 0; i < TIMES; i++) {
      await toNextWord(page);
      await msUntil(devtools, [COUNTS, SAVED], () => pressKey(devtools, 'p'));
      await page.waitForTimeout(200);
      const before = await taskTime(devtools);
      await msUntil(devtools, [COUNTS, SAVED], () => page.keyboard.press('Control+z'));
      work.push((await taskTime(devtools)) - before);
    }
    return work;
  });
}

function filled(lab: Lab): Promise<number[]> {
  lab.say(`filling ${TIMES} slots`);
  return onHost(lab, 'slot', 'W1', async ({ page, devtools }) => {
    const work: number[] = [];
    for (let i = 0; i < TIMES; i++) {
      await toNextWord(page);
      await msUntil(devtools, [COUNTS, SAVED], () => pressKey(devtools, 'c'));
      await page.waitForTimeout(200);
      const before = await taskTime(devtools);
      await msUntil(devtools, [{ selector: '[data-filler]' }, SAVED], async () => {
        await pressKey(devtools, '1');
        await pressKey(devtools, 'a');
      });
      work.push((await taskTime(devtools)) - before);
      await page.keyboard.press('Escape'); // leaves the slot
    }
    return work;
  });
}
