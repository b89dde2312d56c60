import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backUpNow } from '../../../db/backups/backups.ts';
import { sleep } from '../lab.ts';
import { audit, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** What overwrites the files of an open project, and which file. */
const ACCIDENTS = [
  'a backup',
  'half of it',
  'nothing',
  'its journal cut off',
  'its journal written over',
] as const;

/** The length to which the journal is truncated (bytes). */
const CUT_AT = 20_000;

/** Row 18: the files of an open project are overwritten in place. */
export const overwrittenRow: FaultRow = {
  number: 18,
  name: 'overwritten',
  fault: 'open file or -wal overwritten in place: writing stops at once, all acknowledged is rescued',
  unit: 'runs',
  // As many as there are variants: each is another accident, not a repetition.
  quick: 5,
  full: 100,
  needs: nothing,
  async run(times, lab) {
    let saved = 0;
    for (let run = 0; run < times; run++) {
      const what = ACCIDENTS[run % ACCIDENTS.length]!;
      const step = `run ${run + 1}, ${what} over an open project`;
      const place = lab.place('overwritten');
      const { path, document } = await makeProject(place, { words: 200 });
      const backup = backUpNow(path).path;
      const log = join(place, 'acknowledged');
      writeFileSync(log, '');
      const child = lab.start('annotate', [path, log, document, 'desktop'], place);
      await child.said('running');
      // Hits the time before, between and after checkpoints.
      await sleep((run % 20) * 150);
      // On a slow machine the journal may still be shorter than this, and truncating it would do no harm.
      while (statSync(`${path}-wal`).size <= CUT_AT) await sleep(50);
      let ended: Awaited<typeof child.ended> | undefined;
      // If SQLite restarts the journal at this very moment, truncating does no harm, so it is repeated.
      while (ended === undefined) {
        overwrite(what, path, backup);
        ended = await Promise.race([child.ended, sleep(5000).then(() => undefined)]);
      }
      const { stderr } = ended;
      const [rescued] = globSync(join(dirname(path), 'victim rescued *.postil'));
      promise(rescued !== undefined, step, `nothing was rescued: ${stderr}`);
      promise(stderr.includes(rescued), step, `“${stderr}” does not say where it was saved`);
      const acknowledged = readFileSync(log, 'utf8').split('\n').slice(0, -1);
      const { spans } = audit(rescued, step);
      const lost = acknowledged.filter((id) => !spans.has(id));
      promise(
        lost.length === 0,
        step,
        `${lost.length} of ${acknowledged.length} acknowledged spans are lost`,
      );
      saved += acknowledged.length;
    }
    return { runs: times, detail: `${saved} acknowledged, all rescued` };
  },
};

/** Runs in a process of its own, as in a real accident. */
function overwrite(what: (typeof ACCIDENTS)[number], path: string, backup: string): void {
  const script = {
    'a backup': `fs.writeFileSync(a, fs.readFileSync(b))`,
    'half of it': `fs.truncateSync(a, fs.statSync(a).size / 8192 * 4096)`,
    nothing: `fs.truncateSync(a, 0)`,
    'its journal cut off': `fs.truncateSync(a + '-wal', ${CUT_AT})`,
    'its journal written over': `const f = fs.openSync(a + '-wal', 'r+'); fs.writeSync(f, Buffer.alloc(200000, 90), 0, 200000, 0)`,
  }[what];
  execFileSync(process.execPath, [
    '-e',
    `const fs = require('fs'); const [a, b] = process.argv.slice(1); ${script}`,
    path,
    backup,
  ]);
}
