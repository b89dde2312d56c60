import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideJournal } from '../../../db/integrity/doubtful.ts';
import { openStore } from '../../../db/connection/open.ts';
import { DoubtfulJournal } from '../../../db/integrity/wal.ts';
import { sleep, type Lab } from '../lab.ts';
import { audit, errorIn, hashOf, makeProject, promise, type VictimProject } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** The longest time that a program works before it is killed (ms). */
const LIFE = 60;
/** The pauses, by turns, between copying the two files of a project in use (ms). */
const BETWEEN = [0, 3, 12, 40];

export const pairsRow: FaultRow = {
  number: 16,
  name: 'pairs',
  fault:
    'journal of another project, or file and journal copied while in use: no byte changed unless proved sound',
  unit: 'crashes, copies',
  quick: 4,
  full: 200,
  needs: nothing,
  async run(times, lab) {
    const asked = await crashes(times, lab);
    const foreign = await foreignJournals(Math.ceil(times / 20), lab);
    const torn = await copiesInUse(3 * times, lab);
    return {
      runs: times,
      detail: `${times} crashes and ${times} moves of what they left, ${asked} questions; ${foreign} foreign journals refused; of ${3 * times} copies in use ${torn} refused, the others sound`,
    };
  },
};

/** A crash of our own program must open without a question, in its own folder and after its files were moved. */
async function crashes(times: number, lab: Lab): Promise<number> {
  const place = lab.place('crashes');
  const { path, document } = await makeProject(place, { words: 100 });
  const log = join(place, 'acknowledged');
  writeFileSync(log, '');
  for (let kill = 1; kill <= times; kill++) {
    const child = lab.start('annotate', [path, log, document], place);
    await child.said('running');
    await sleep(Math.random() * LIFE);
    await child.kill();
    const step = `crash ${kill}`;
    promise(existsSync(`${path}-wal`), step, 'it left no journal');
    const moved = join(place, 'moved.postil');
    copyPair(path, moved, ['', '-wal']);
    const there = audit(moved, `${step}, moved`).digest;
    promise(audit(path, step).digest === there, step, 'the moved files say something else');
  }
  return 0;
}

/** Puts the journal of a crashed project beside another project. */
async function foreignJournals(times: number, lab: Lab): Promise<number> {
  for (let run = 1; run <= times; run++) {
    const step = `foreign journal ${run}`;
    const other = await crashed(lab, run);
    const { path } = await makeProject(lab.place('pairs'), { words: 300, tags: 5 * run });
    const said = audit(path, step).digest;
    copyFileSync(`${other.path}-wal`, `${path}-wal`);
    const [file, journal] = [hashOf(path), hashOf(`${path}-wal`)];
    const place = join(path, '..');
    for (const args of [
      ['info', path],
      ['undo', path],
      ['check', path],
      ['journal', path],
    ]) {
      const { code, stdout, stderr } = await lab.cli(args, place);
      promise(code === 1, `${step}, ${args[0]}`, `ended with ${code}: ${stdout} ${stderr}`);
      if (args[0] !== 'journal')
        promise(errorIn(stdout)?.code === 'damaged', `${step}, ${args[0]}`, `refused as ${stdout}`);
      promise(
        hashOf(path) === file && hashOf(`${path}-wal`) === journal,
        `${step}, ${args[0]}`,
        'the bytes changed',
      );
    }
    const { kept } = decideJournal(path, 'without');
    promise(kept !== null && hashOf(kept) === file && hashOf(`${kept}-wal`) === journal, step, 'not kept');
    promise(audit(path, step).digest === said, step, 'without the journal it says something else');
  }
  return times;
}

/** Checks what a plain copy of a project in use contains, with either file copied first. */
async function copiesInUse(times: number, lab: Lab): Promise<number> {
  const place = lab.place('in-use');
  const { path, document } = await makeProject(place, { words: 500, tags: 100 });
  const child = lab.start('checkpoint', [path, document], place);
  await child.said('running');
  const copies: string[] = [];
  try {
    for (let run = 0; run < times; run++) {
      const folder = join(place, `copy-${run}`);
      mkdirSync(folder);
      const copy = join(folder, 'victim.postil');
      const order = run % 2 === 0 ? ['', '-wal'] : ['-wal', ''];
      copyFileSync(path + order[0]!, copy + order[0]!);
      await sleep(BETWEEN[(run >> 1) % BETWEEN.length]!);
      copyFileSync(path + order[1]!, copy + order[1]!);
      copies.push(copy);
    }
  } finally {
    await child.kill();
  }
  let refused = 0;
  for (const [run, copy] of copies.entries()) {
    const step = `copy ${run + 1}, ${run % 2 === 0 ? 'file' : 'journal'} first`;
    const before = [hashOf(copy), hashOf(`${copy}-wal`)];
    try {
      openStore(copy, { program: 'the fault matrix' }).close();
    } catch (error) {
      promise(error instanceof DoubtfulJournal, step, `it failed with ${String(error)}`);
      const after = [hashOf(copy), hashOf(`${copy}-wal`)];
      promise(after.join() === before.join(), step, 'it was refused and changed');
      refused++;
      continue;
    }
    audit(copy, step);
  }
  return refused;
}

async function crashed(lab: Lab, run: number): Promise<VictimProject> {
  const place = lab.place('crashed');
  const made = await makeProject(place, { words: 100, tags: run });
  const log = join(place, 'acknowledged');
  writeFileSync(log, '');
  const child = lab.start('annotate', [made.path, log, made.document], place);
  await child.said('running');
  await child.kill();
  return made;
}

function copyPair(from: string, to: string, suffixes: readonly string[]): void {
  for (const suffix of suffixes) copyFileSync(from + suffix, to + suffix);
}
