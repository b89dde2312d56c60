import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import { startHost } from '../../support/hosts/index.ts';
import { DESK, deskFolder } from '../desk-project.ts';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';
import { taskTime } from './host.ts';
import { msUntil, SAVED, type Sight } from './watch.ts';

const WHAT = `a project of ${DESK.documents} documents and ${DESK.documents * DESK.spans} spans`;
/** How often an article is switched, and a screen opened. */
const SWITCHES = 20;
const OPENINGS = 5;
const DECISIONS = 100;
/** What is typed into a filter, letter by letter: each narrows the list further. */
const TYPED = ['1', '2', '3'];

const TEXT: Sight = { selector: '.ProseMirror .block', changed: true };
const DOCUMENTS: Sight = { selector: '[data-region="documents"]', changed: true };

/** The screens with their keys, and what shows that they can be read. */
const SCREENS: Readonly<Record<string, readonly [keys: string, sight: Sight]>> = {
  search: ['Control+Shift+F', { selector: 'main[aria-label="Search"] label' }],
  claims: ['Alt+Shift+C', { selector: 'main[aria-label="Claims"] [role="row"]' }],
  relations: ['Alt+Shift+R', { selector: 'main [aria-label="Relation type"]' }],
  entities: ['Alt+Shift+E', { selector: 'main [role="grid"] [role="gridcell"]' }],
  review: ['Alt+Shift+P', { selector: 'main article h2' }],
  numbers: ['Alt+Shift+N', { selector: 'main [aria-label="Set to check"]' }],
  quarantine: ['Alt+Shift+Q', DOCUMENTS],
  notes: ['Alt+Shift+O', { selector: 'main[aria-label="Notes"] [data-testid="note-count"]' }],
  history: ['Alt+Shift+H', { selector: 'main[aria-label="History"] [role="row"]' }],
  scheme: ['Alt+Shift+S', { selector: 'main[aria-label="Scheme"] h2' }],
};

/** Measurements by the names of their rows. */
type Series = ReadonlyMap<string, readonly number[]>;

/** The work of a day in a project with months of work in it, in the real web host. */
export const deskRows: readonly BenchRow[] = [
  row('article/next', `the next article on the screen, from the key, in ${WHAT}`),
  row('article/previous', 'the previous article there'),
  row('list/filter', 'a letter in the filter of the list of documents, until the list shows what fits'),
  ...Object.keys(SCREENS).map((name) => row(`screen/${name}`, `the screen ${name}, from the key, there`)),
  row(
    'entities/filter',
    `a letter in the filter of ${DESK.entities} entities, until the list shows what fits`,
  ),
  row(
    'review/decide',
    `main-thread work of one of ${DECISIONS} decisions, until it is saved and the next case is shown`,
  ),
];

function row(name: string, what: string): BenchRow {
  return {
    name: `desk/${name}`,
    what,
    unit: 'ms',
    async run(lab) {
      const series: Series = await lab.once('desk', () => measure(lab));
      return { values: series.get(name) ?? [] };
    },
  };
}

/** From the navigation to the first article with its spans, the list and the counts; the host runs already. */
export const startBigRow: BenchRow = {
  name: 'start/big',
  what: `first article, list and counts of ${WHAT}, from the navigation in a fresh browser window`,
  unit: 'ms',
  async run(lab) {
    const folder = await deskFolder(lab);
    const host = await startDesk(folder);
    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: CHROMIUM_FLAGS,
    });
    try {
      const token = await host.page.evaluate(() => sessionStorage.getItem('postil-token'));
      const link = `${new URL(host.page.url()).origin}/#t=${token}`;
      await host.page.close();
      const values: number[] = [];
      for (let i = 0; i <= lab.repetitions; i++) {
        lab.say(`opening the first screen, ${i + 1} of ${lab.repetitions + 1}`);
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        const page = await context.newPage();
        await page.addInitScript(watchFirstScreen);
        await page.goto(link);
        // The first one warms the program up.
        const ms = await page.evaluate(() => window.firstScreen);
        if (i > 0) values.push(ms);
        await context.close();
      }
      return { values };
    } finally {
      await browser.close();
      await host.close();
    }
  },
};

function startDesk(folder: string) {
  return startHost('web', {
    home: folder,
    config: join(folder, 'config'),
    file: join(folder, 'bench.postil'),
  });
}

async function measure(lab: Lab): Promise<Series> {
  const host = await startDesk(await deskFolder(lab));
  const { page } = host;
  try {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    await page.locator('.ProseMirror .seg').first().waitFor();
    await page.waitForTimeout(1000); // lets the start end
    const series = new Map<string, number[]>();
    const add = (name: string, ms: number) => series.set(name, [...(series.get(name) ?? []), ms]);
    const timed = async (name: string, sights: readonly Sight[], act: () => Promise<unknown>) => {
      await page.waitForTimeout(150); // lets leftover work end before the next one
      add(name, await msUntil(devtools, sights, act));
    };
    const press = (keys: string) => () => page.keyboard.press(keys);

    lab.say('switching articles');
    for (let i = 0; i < SWITCHES; i++) await timed('article/next', [TEXT], press('Alt+PageDown'));
    for (let i = 0; i < SWITCHES; i++) await timed('article/previous', [TEXT], press('Alt+PageUp'));
    lab.say('filtering the documents');
    for (let i = 0; i < OPENINGS; i++) {
      await page.keyboard.press('Alt+Shift+F');
      for (const letter of TYPED) await timed('list/filter', [DOCUMENTS], press(letter));
      for (const _ of TYPED) await msUntil(devtools, [DOCUMENTS], press('Backspace'));
    }
    for (const [name, [keys, sight]] of Object.entries(SCREENS)) {
      lab.say(`opening the screen ${name}`);
      for (let i = 0; i < OPENINGS; i++) {
        await timed(`screen/${name}`, [sight], press(keys));
        await msUntil(devtools, [{ selector: '.ProseMirror .seg' }], press('Alt+Shift+A'));
      }
    }
    lab.say('filtering the entities');
    await page.keyboard.press('Alt+Shift+E');
    const entities = { selector: 'main header', changed: true };
    for (let i = 0; i < OPENINGS; i++) {
      for (const letter of TYPED) await timed('entities/filter', [entities], press(letter));
      for (const _ of TYPED) await msUntil(devtools, [entities], press('Backspace'));
    }
    lab.say(`deciding ${DECISIONS} cases`);
    await page.keyboard.press('Alt+Shift+P');
    for (const ms of await decide(page, devtools)) add('review/decide', ms);
    if (host.errors().length > 0) throw new Error(host.errors().join('; '));
    return series;
  } finally {
    await host.close();
  }
}

async function decide(page: Page, devtools: CDPSession): Promise<number[]> {
  const next = { selector: 'main article header', changed: true };
  await page.locator('main article h2').first().waitFor();
  const work: number[] = [];
  for (let i = 0; i < DECISIONS; i++) {
    await page.waitForTimeout(60);
    const before = await taskTime(devtools);
    await msUntil(devtools, [next, SAVED], () => page.keyboard.press(i % 3 === 0 ? 'Backspace' : 'Enter'));
    work.push((await taskTime(devtools)) - before);
  }
  return work;
}

declare global {
  interface Window {
    firstScreen: Promise<number>;
  }
}

/** Runs in the page before its own scripts, so it must not use anything outside itself. */
function watchFirstScreen(): void {
  window.firstScreen = new Promise((resolve) => {
    const wanted = [
      '.ProseMirror .seg',
      '[data-region="documents"] [role="option"]',
      '[data-testid="counts"]',
    ];
    const look = () => {
      if (!wanted.every((selector) => document.querySelector(selector)?.textContent))
        return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
      return 0;
    };
    requestAnimationFrame(look);
  });
}
