import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../../support/chromium.ts';
import { startDoubleHost } from '../../support/hosts/double-host.ts';
import type { Lab } from '../lab.ts';
import type { FaultRow } from '../row.ts';

/** How much of the text being typed may be lost (ms). */
const LOST = 1000;
/** Time between two letters (ms). */
const TYPING = 15;
const WORDS = 'Is she still the mayor of this town, and since when? ';
const FIELD = 'Note on the article';

/** Row 5: only the page's process is killed, while somebody writes a note. */
export const pageRow: FaultRow = {
  number: 5,
  name: 'page',
  fault: 'page killed alone: the window comes back with all but 1 s of what was being written',
  unit: 'kills',
  quick: 1,
  full: 20,
  needs: () => {
    if (findChromium() === undefined) return 'Chromium';
    return existsSync('dist/main.mjs') ? null : 'the built program (npm run build)';
  },
  async run(times, lab) {
    const place = lab.place('page');
    const file = await makeProject(lab, place);
    const host = await startDoubleHost({ home: place, config: join(place, 'config'), file });
    let worst = 0;
    try {
      for (let run = 1; run <= times; run++) {
        // The third crash within a minute opens a question.
        await host.answerDialog('message', ['0']);
        await host.page.getByTestId('counts').waitFor();
        await host.page.keyboard.press('Alt+n');
        await host.page.getByLabel(FIELD).waitFor();
        const typed: number[] = [];
        const text = `${run}: ${WORDS.repeat(2)}`;
        const until = 20 + Math.floor(Math.random() * (text.length - 20));
        for (const letter of text.slice(0, until)) {
          await host.page.keyboard.type(letter, { delay: TYPING });
          typed.push(Date.now());
        }
        const killed = Date.now();
        await host.killPage();
        const field = host.page.getByLabel(FIELD);
        await field.waitFor();
        const back = await field.inputValue();
        if (!text.startsWith(back)) throw new Error(`kill ${run}: “${back}” came back of “${text}”`);
        const firstLost = typed[back.length];
        const lost = firstLost === undefined ? 0 : killed - firstLost;
        worst = Math.max(worst, lost);
        if (lost > LOST) throw new Error(`kill ${run}: ${lost} ms of writing are lost`);
        await field.press('Enter');
        await host.page.getByText(back.trim()).waitFor();
      }
    } finally {
      await host.close();
    }
    const failed = host.errors().filter((error) => error.startsWith('program:'));
    if (failed.length > 0) throw new Error(failed.join('\n'));
    const { stdout } = await lab.cli(['notes', file], place);
    const { notes } = JSON.parse(stdout) as { notes: unknown[] };
    if (notes.length !== times) throw new Error(`${notes.length} of ${times} notes are stored`);
    return { runs: times, detail: `at most ${worst} ms of writing lost, all ${times} notes stored` };
  },
};

async function makeProject(lab: Lab, place: string): Promise<string> {
  const [file, article] = [join(place, 'Page.postil'), join(place, 'wall.txt')];
  writeFileSync(article, 'Mara Odell left the council of Brightwater on Monday.\n');
  await lab.cli(['new', file], place);
  await lab.cli(['import', file, article], place);
  return file;
}
