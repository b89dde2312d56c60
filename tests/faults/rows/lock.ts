import type { Lab } from '../lab.ts';
import { audit, errorIn, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/**
 * How long the lock is held, by turns (ms). The second is 6 s plus the time that a program may take until it begins to wait.
 */
const HELD = [1000, 6000 + 4000, 60_000];
/** The longest time that a program may wait for a lock, including its start and scheduling on a busy machine (ms). */
const LONGEST = 5000 + 4000;

export const lockRow: FaultRow = {
  number: 9,
  name: 'lock',
  fault: 'lock held 1, 6, 60 s by another process: waits 5 s at most, then says who',
  unit: 'runs',
  quick: 3,
  full: 10,
  needs: nothing,
  async run(times, lab) {
    const ends: (number | null)[] = [];
    // In parallel, because the runs mostly wait. Only one group at a time, because otherwise the starts would slow each
    // other.
    for (let run = 0; run < times; run += HELD.length) {
      const group = Array.from({ length: Math.min(HELD.length, times - run) }, (_, i) =>
        attempt(run + i, lab),
      );
      ends.push(...(await Promise.all(group)));
    }
    const done = ends.filter((code) => code === 0).length;
    return { runs: times, detail: `${done} waited and wrote, ${times - done} told who has it` };
  },
};

/** Writes while another program holds the lock; returns the exit code. */
async function attempt(run: number, lab: Lab): Promise<number | null> {
  const held = HELD[run % HELD.length]!;
  const step = `run ${run + 1}, held ${held} ms`;
  const place = lab.place('lock');
  const { path, document } = await makeProject(place);
  const holder = lab.start('hold', [path, 'write', String(held)], place);
  await holder.said('holding');
  const begun = performance.now();
  const args = ['annotate', path, '--document', document, '--type', 'PERSON', '--span', '0:3'];
  const { code, stdout } = await lab.cli(args, place);
  const waited = performance.now() - begun;
  if (held <= 1000) promise(code === 0, step, `refused although the lock was free soon: ${stdout}`);
  else {
    const error = errorIn(stdout);
    promise(code === 3 && error?.code === 'in-use', step, `answered ${code} ${stdout}`);
    const who = `the holder (pid ${holder.process.pid})`;
    promise(error.message.includes(who), step, `“${error.message}” does not name ${who}`);
    promise(waited <= LONGEST, step, `waited ${Math.round(waited)} ms`);
  }
  if (held > 1000) {
    const reading = await lab.cli(['info', path], place);
    promise(reading.code === 0, step, `reading did not go on beside a writer: ${reading.stderr}`);
  }
  await holder.kill();
  promise(audit(path, step).spans.size === (code === 0 ? 1 : 0), step, 'the answer was not true');
  return code;
}
