import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '../lab.ts';
import { audit, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** The longest time that a victim works before it is killed (ms). */
const LIFE = 120;
/** The whole project is checked once per this many kills. */
const LOOK = 50;

export const editRow: FaultRow = {
  number: 1,
  name: 'edit',
  fault: 'kill -9 while editing: nothing acknowledged lost, nothing half applied',
  unit: 'kills',
  quick: 8,
  full: 500,
  needs: nothing,
  async run(kills, lab) {
    const place = lab.place('edit');
    const { path, document } = await makeProject(place);
    const log = join(place, 'acknowledged');
    writeFileSync(log, '');
    const look = (step: string): number => {
      const acknowledged = readFileSync(log, 'utf8').split('\n').slice(0, -1);
      const { spans } = audit(path, step);
      const lost = acknowledged.filter((id) => !spans.has(id));
      promise(lost.length === 0, step, `${lost.length} acknowledged spans are lost, ${lost[0]} first`);
      return acknowledged.length;
    };
    for (let kill = 0; kill < kills; kill++) {
      const child = lab.start('annotate', [path, log, document], place);
      await child.said('running');
      // Spread evenly over the life instead of at random, so that a failure can be reproduced.
      await sleep((kill * LIFE) / kills);
      await child.kill();
      if (kill % LOOK === LOOK - 1) look(`kill ${kill + 1}`);
    }
    const acknowledged = look(`after ${kills} kills`);
    promise(acknowledged >= kills, 'in the end', 'the victims had hardly begun');
    return { runs: kills, detail: `${acknowledged} acknowledged, 0 lost` };
  },
};
