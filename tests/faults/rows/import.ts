import { join } from 'node:path';
import { Moments } from '../moments.ts';
import { audit, copyProject, makeProject, promise, writeArticles } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** Large enough that the write takes many times as long as the kill. */
const DOCUMENTS = { quick: 500, slow: 500, full: 10_000 };

export const importRow: FaultRow = {
  number: 2,
  name: 'import',
  fault: 'kill -9 during an import: all of it or nothing, no orphans',
  unit: 'kills',
  quick: 3,
  full: 200,
  needs: nothing,
  async run(kills, lab) {
    const place = lab.place('import');
    const { path } = await makeProject(place);
    const data = join(place, 'data.jsonl');
    const documents = DOCUMENTS[lab.size];
    writeArticles(data, documents);
    const victim = join(place, 'imported.postil');
    const start = async () => {
      copyProject(path, victim);
      const child = lab.start('import', [victim, data], place);
      await child.said('writing');
      return child;
    };
    const { moments, whole } = await Moments.of({ start, done: (child) => child.said('imported') });
    await whole.kill();
    promise(audit(victim, 'not killed').documents === documents + 1, 'not killed', 'not all was imported');

    const ends = { before: 0, after: 0 };
    for (let kill = 1; kill <= kills; kill++) {
      await moments.kill((1.2 * kill) / kills);
      const found = audit(victim, `kill ${kill}`);
      const whole = found.documents === documents + 1;
      promise(
        (whole || found.documents === 1) && found.spans.size === found.documents - 1,
        `kill ${kill}`,
        `${found.documents} documents and ${found.spans.size} spans are there`,
      );
      ends[whole ? 'after' : 'before']++;
    }
    promise(ends.before > 0, 'in the end', 'no kill fell into the write');
    return { runs: kills, detail: `${documents} documents: ${ends.before} nothing, ${ends.after} all` };
  },
};
