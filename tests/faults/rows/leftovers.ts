import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, type Lab, type Program } from '../lab.ts';
import { Moments } from '../moments.ts';
import { copyProject, makeProject, promise, writeArticles } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

const DOCUMENTS = { quick: 400, slow: 400, full: 4000 };

/** Ways of ending a program (power cut, system, Ctrl+C), with the exit code. */
const SIGNALS = { SIGKILL: null, SIGTERM: 143, SIGINT: 130 } as const;
type Signal = keyof typeof SIGNALS;

interface Job {
  readonly name: string;
  args(project: string, data: string, out: string): string[];
}

const JOBS: readonly Job[] = [
  { name: 'import', args: (project, data) => ['import', project, data] },
  { name: 'export', args: (project, _, out) => ['export', project, out, '--format', 'csv'] },
  { name: 'convert', args: (_, data, out) => ['convert', data, out, '--to', 'csv'] },
  { name: 'backup', args: (project, _, out) => ['backup', project, `${out}.postil`] },
];

/** Returns the temporary files and folders in all folders where a program may create them. */
function temporary(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^postil-|\.partial/.test(name))
          .map((name) => join(folder, name))
      : [],
  );
}

export const leftoversRow: FaultRow = {
  number: 22,
  name: 'leftovers',
  fault:
    'imports and exports killed at any time: the next run leaves nothing temporary, and what lives is not touched',
  unit: 'kills',
  // Every kill needs three more runs of the command line, which takes too long for `npm test`.
  quick: 0,
  slow: 12,
  full: 200,
  needs: nothing,
  async run(kills, lab) {
    const place = lab.place('leftovers');
    const data = join(place, 'data.jsonl');
    writeArticles(data, DOCUMENTS[lab.size]);
    const { path } = await makeProject(place);
    const project = join(place, 'project.postil');
    const results = join(place, 'results');
    const start = async (job: Job) => {
      copyProject(path, project);
      rmSync(results, { recursive: true, force: true });
      mkdirSync(results);
      const args = [...job.args(project, data, join(results, 'out')), '--json'];
      const living = lab.start('cli', args, place);
      await atWork(living, place, results);
      return living;
    };
    const moments = new Map<Job, Moments>();
    let left = 0;
    let cleaned = 0;
    for (let kill = 0; kill < kills; kill++) {
      const job = JOBS[kill % JOBS.length]!;
      const signal = (Object.keys(SIGNALS) as Signal[])[kill % 3]!;
      const step = `kill ${kill + 1}, ${job.name} by ${signal}`;
      if (!moments.has(job)) {
        const made = await Moments.of({ start: () => start(job), done: (living) => living.ended });
        const { code, stderr } = await made.whole.ended;
        promise(code === 0, job.name, `it failed without a kill: ${stderr}`);
        moments.set(job, made.moments);
      }
      const { code } = await moments.get(job)!.kill((kill * 0.618) % 1, signal);
      // At its very end it heeds a signal no more, and has nothing to clean up either.
      promise([SIGNALS[signal], 0, null].includes(code), step, `it ended with ${code}`);
      if (code !== null && code === SIGNALS[signal]) cleaned++;
      const found = temporary(place, results);
      left += found.length > 0 ? 1 : 0;
      if (signal !== 'SIGKILL') promise(found.length === 0, step, `it left ${found.join(', ')} behind`);
      // The next run is another command, which does not use those folders itself.
      const info = await lab.cli(['info', project], place);
      promise(info.code === 0, step, `the next run failed: ${info.stderr}`);
      const still = temporary(place, results);
      promise(still.length === 0, step, `the next run left ${still.join(', ')} there`);
    }
    promise(cleaned > 0, 'in the end', 'no signal was heeded by a program at work');
    const lived = await untouched(lab, place, path);
    return {
      runs: kills,
      detail: `${left} left something behind, all of it was swept; ${lived} of a living program stayed`,
    };
  },
};

/** Resolves once the program has made something temporary, which it does after it has begun to heed signals, or has ended. */
async function atWork(program: Program, ...folders: readonly string[]): Promise<void> {
  while (!program.isOver && temporary(...folders).length === 0) await sleep(2);
}

/** A program that holds temporary files while others start and end. */
async function untouched(lab: Lab, place: string, path: string): Promise<number> {
  const holder = lab.start('hold-temporary', [place], place);
  await holder.said('ready');
  const before = temporary(place);
  promise(before.length === 2, 'living', `${before.length} temporary things of the living program, not 2`);
  for (let i = 0; i < 3; i++) await lab.cli(['info', path], place);
  promise(temporary(place).length === 2, 'living', 'a living program lost what it had');
  await holder.kill();
  await lab.cli(['info', path], place);
  promise(temporary(place).length === 0, 'living', 'what it had was not swept once it was gone');
  return before.length;
}
