import type { CDPSession, Page } from '@playwright/test';
import { sql } from '../../../db/connection/connection.ts';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';
import type { SizeName } from '../workload/workload.ts';
import { answerOf, onHost, pressKey, releaseKey, taskTime, toNextWord } from './host.ts';

/** Number of words that are tagged one after the other; the document grows by as many spans. */
const TAGS = 100;

interface Series {
  /** Main-thread time of the page, in ms, from before the key to the acknowledged tag. */
  readonly work: readonly number[];
  /** From the key's own time stamp to the end of the frame in which span and acknowledgement are both shown. */
  readonly wall: readonly number[];
  readonly floorWork: readonly number[];
  readonly floorWall: readonly number[];
}

/** A tag from end to end through the real web host: key, span drawn, committed to SQLite, acknowledged. */
function tagRow(size: SizeName, measure: 'work' | 'wall'): BenchRow {
  return {
    name: `tag/${measure}/${size}`,
    what:
      measure === 'work'
        ? 'main-thread work from the key to “saved”; floor: a key that marks a word of plain text'
        : 'time from the key to “saved” on the screen; floor: as above',
    unit: 'ms',
    async run(lab) {
      const { work, wall, floorWork, floorWall } = await lab.once(`tag ${size}`, () => tagSeries(lab, size));
      return measure === 'work' ? { values: work, floor: floorWork } : { values: wall, floor: floorWall };
    },
  };
}

export const tagRows: readonly BenchRow[] = [
  tagRow('W1', 'work'),
  tagRow('W2', 'work'),
  tagRow('W3', 'work'),
  tagRow('W1', 'wall'),
  tagRow('W2', 'wall'),
  tagRow('W3', 'wall'),
];

function tagSeries(lab: Lab, size: SizeName): Promise<Series> {
  lab.say(`tagging ${TAGS} words of ${size}`);
  return onHost(lab, 'tag', size, async ({ page, devtools, made, stored }) => {
    await page.evaluate(installWatch);
    const tagged = await pressKeys(devtools, () => toNextWord(page));
    const wanted = made.spans.length + TAGS;
    const found = stored((store) => store.db.value<number>(sql`SELECT count(*) FROM span`)!);
    if (found !== wanted) throw new Error(`${found} spans are stored, not ${wanted}`);
    const plain = await markWords(page.context().browser()!, made.document.text);
    return { ...tagged, floorWork: plain.work, floorWall: plain.wall };
  });
}

/** The floor: the same text as plain paragraphs, in the same browser; the key wraps a word in an element. */
async function markWords(
  browser: NonNullable<ReturnType<ReturnType<Page['context']>['browser']>>,
  text: string,
): Promise<Pick<Series, 'work' | 'wall'>> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.evaluate(showPlain, text);
    return await pressKeys(await context.newCDPSession(page), async () => undefined);
  } finally {
    await context.close();
  }
}

/** Presses the key of a person's name repeatedly; the page's `tagged()` resolves when the tag is complete. */
async function pressKeys(
  devtools: CDPSession,
  next: () => Promise<void>,
): Promise<Pick<Series, 'work' | 'wall'>> {
  const work: number[] = [];
  const wall: number[] = [];
  await devtools.send('Performance.enable');
  for (let i = 0; i < TAGS; i++) {
    await next();
    await new Promise((resolve) => setTimeout(resolve, 60)); // lets leftover work end before the next one
    await devtools.send('Runtime.evaluate', { expression: 'window.tagged = window.watchTag(); undefined' });
    const before = await taskTime(devtools);
    await pressKey(devtools, 'p', true);
    const ms = await answerOf(devtools, 'window.tagged');
    work.push((await taskTime(devtools)) - before);
    wall.push(ms);
    await releaseKey(devtools, 'p');
  }
  return { work, wall };
}

declare global {
  interface Window {
    /** Resolves to the ms from the next key press to the end of the frame that shows its effect. */
    watchTag: () => Promise<number>;
  }
}

// The following functions run in the page, so they must not use anything outside themselves.

function installWatch(): void {
  window.watchTag = () =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('the tag was not acknowledged within 10 s')), 10_000);
      const saved = document.querySelector('[data-testid="saved"]')!;
      const counts = document.querySelector('[data-testid="counts"]')!;
      const before = counts.textContent;
      let pressed = 0;
      let saving = false;
      addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true });
      const observer = new MutationObserver(() => {
        if (saved.getAttribute('data-saving') === 'true') saving = true;
        else if (saving && counts.textContent !== before) {
          observer.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - pressed);
            port2.postMessage(null);
          });
        }
      });
      observer.observe(saved.parentElement!, {
        attributes: true,
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
}

function showPlain(text: string): void {
  document.body.style.font = '18px/1.65 serif';
  const paragraphs = text.split('\n\n').map((words) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = words;
    return paragraph;
  });
  document.body.append(...paragraphs);
  let turn = 0;
  window.watchTag = () =>
    new Promise((resolve) => {
      addEventListener(
        'keydown',
        ({ timeStamp }) => {
          const node = paragraphs[1 + (turn++ % (paragraphs.length - 1))]!.firstChild!;
          const range = document.createRange();
          const mark = document.createElement('mark');
          range.setStart(node, 0);
          range.setEnd(node, Math.min(4, node.nodeValue?.length ?? 0));
          if (node.nodeType === Node.TEXT_NODE) range.surroundContents(mark);
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - timeStamp);
            port2.postMessage(null);
          });
        },
        { capture: true, once: true },
      );
    });
}
