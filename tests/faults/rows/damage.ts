import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProject } from '../../../db/integrity/check.ts';
import { translate } from '../../../db/connection/errors.ts';
import { openStore } from '../../../db/connection/open.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import { makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

export const damageRow: FaultRow = {
  number: 11,
  name: 'damage',
  fault: 'bytes flipped, file cut at page boundaries: never a crash, file kept, restore offered',
  unit: 'files',
  quick: 15,
  full: 1000,
  needs: nothing,
  async run(times, lab) {
    const place = lab.place('damage');
    const { path } = await makeProject(place, { words: 900, tags: 60 });
    const sound = readFileSync(path);
    const damaged = join(place, 'damaged.postil');
    const verdicts = new Map<string, number>();
    for (let i = 0; i < times; i++) {
      // Spread evenly over the file instead of at random, so that a failure can be reproduced.
      const at = Math.floor((i / times) * sound.length);
      const flips = i % 2 === 0;
      const step = flips ? `byte ${at} flipped` : `cut at ${at & ~511}`;
      const bytes = Buffer.from(flips ? sound : sound.subarray(0, Math.max(at & ~511, 512)));
      if (flips) bytes[at]! ^= 0xff;
      writeFileSync(damaged, bytes);
      const found = verdict(damaged, step);
      verdicts.set(found, (verdicts.get(found) ?? 0) + 1);
      promise(readFileSync(damaged).equals(bytes), step, `the file changed after “${found}”`);
      promise(flips || found !== 'sound', step, 'a file that was cut passes for sound');
      for (const suffix of ['-wal', '-shm']) {
        promise(!existsSync(damaged + suffix), step, `${suffix} was left behind`);
        rmSync(damaged + suffix, { force: true });
      }
    }
    return { runs: times, detail: [...verdicts].map(([name, count]) => `${count} ${name}`).join(', ') };
  },
};

/**
 * Returns the outcome of opening and checking: a project, problems, or the code of the refusal. Any other error is a crash.
 */
function verdict(path: string, step: string): string {
  let store;
  try {
    store = openStore(path, { program: 'the fault matrix', readonly: true });
    return checkProject(store).problems.length === 0 ? 'sound' : 'problems';
  } catch (thrown) {
    // As the command line does with errors of commands.
    const error = store ? translate(thrown, path, store.db) : thrown;
    promise(
      error instanceof PostilError,
      step,
      `crashed: ${error instanceof Error ? error.stack : String(error)}`,
    );
    promise(['damaged', 'not-a-project', 'newer-version'].includes(error.code), step, error.message);
    promise(error.message.includes(path), step, `“${error.message}” does not name the file`);
    if (error.code === 'damaged')
      promise(/restore a backup/.test(error.message), step, `“${error.message}” offers no restore`);
    return error.code;
  } finally {
    store?.close();
  }
}
