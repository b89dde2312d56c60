import { sql } from '../../../db/connection/connection.ts';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';
import type { SizeName } from '../workload/workload.ts';
import { answerOf, onHost, pressKey, taskTime, toNextWord } from './host.ts';

const CLAIMS = 30;
/** The claim at the caret's word, then claimer, object and location, each with the first suggestion. */
const KEYS = ['c', '1', 'a', '3', 'a', '6', 'a'] as const;
const SLOTS = 3;

interface Series {
  readonly work: readonly number[];
  readonly wall: readonly number[];
}

/**
 * A claim with three slots through the real web host: from its first key until all four commands are committed, acknowledged
 * and shown. The keys follow one another as fast as the browser accepts them.
 */
function claimRow(size: SizeName, measure: keyof Series): BenchRow {
  return {
    name: `claim/${measure}/${size}`,
    what:
      measure === 'work'
        ? `main-thread work of a claim with ${SLOTS} slots, ${KEYS.length} keys`
        : 'time from its first key to “saved” on the screen',
    unit: 'ms',
    async run(lab) {
      const series = await lab.once(`claim ${size}`, () => claimSeries(lab, size));
      return { values: series[measure] };
    },
  };
}

export const claimRows: readonly BenchRow[] = [
  claimRow('W1', 'work'),
  claimRow('W2', 'work'),
  claimRow('W1', 'wall'),
  claimRow('W2', 'wall'),
];

function claimSeries(lab: Lab, size: SizeName): Promise<Series> {
  lab.say(`making ${CLAIMS} claims in ${size}`);
  return onHost(lab, 'claim', size, async ({ page, devtools, stored }) => {
    await page.evaluate(installWatch);
    const work: number[] = [];
    const wall: number[] = [];
    for (let i = 0; i < CLAIMS; i++) {
      await toNextWord(page);
      await new Promise((resolve) => setTimeout(resolve, 60)); // lets leftover work end before the next one
      await devtools.send('Runtime.evaluate', {
        expression: `window.claimed = window.watchClaim(${SLOTS}); undefined`,
      });
      const before = await taskTime(devtools);
      for (const key of KEYS) await pressKey(devtools, key);
      wall.push(await answerOf(devtools, 'window.claimed'));
      work.push((await taskTime(devtools)) - before);
    }
    const fillers = stored((store) =>
      store.db.value<number>(sql`SELECT count(*) FROM slot WHERE empty_reason IS NULL`)!,
    );
    if (fillers !== CLAIMS * SLOTS) throw new Error(`${fillers} fillers are stored, not ${CLAIMS * SLOTS}`);
    return { work, wall };
  });
}

declare global {
  interface Window {
    /** Resolves to the ms from the next key press to the end of the frame that shows `fillers` fillers, all saved. */
    watchClaim: (fillers: number) => Promise<number>;
  }
}

// Runs in the page, so it must not use anything outside itself.
function installWatch(): void {
  window.watchClaim = (fillers) =>
    new Promise((resolve, reject) => {
      let pressed = 0;
      addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true });
      const saved = document.querySelector('[data-testid="saved"]')!;
      const observer = new MutationObserver(() => {
        if (pressed === 0 || saved.getAttribute('data-saving') === 'true') return;
        if (document.querySelectorAll('[data-filler]').length !== fillers) return;
        observer.disconnect();
        clearTimeout(patience);
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - pressed);
          port2.postMessage(null);
        });
      });
      const patience = setTimeout(() => {
        observer.disconnect();
        reject(new Error('the claim was not acknowledged with all its slots within 10 s'));
      }, 10_000);
      observer.observe(document.body, { attributes: true, childList: true, subtree: true });
    });
}
