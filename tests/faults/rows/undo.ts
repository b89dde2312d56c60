import { join } from 'node:path';
import { openStore } from '../../../db/connection/open.ts';
import { sweep } from '../../../db/imports/sweep.ts';
import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { Moments } from '../moments.ts';
import { audit, copyProject, makeProject, promise, writeArticles } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** Large enough that the undo is carried out in chunks. */
const DOCUMENTS = { quick: 400, slow: 400, full: 10_000 };

export const undoRow: FaultRow = {
  number: 20,
  name: 'undo',
  fault:
    'kill -9 during the undo of a large import: all or nothing, and the next opening finishes what was begun',
  unit: 'kills',
  quick: 0,
  slow: 2,
  full: 100,
  needs: nothing,
  async run(kills, lab) {
    const place = lab.place('undo');
    const { path } = await makeProject(place);
    const data = join(place, 'data.jsonl');
    const documents = DOCUMENTS[lab.size];
    writeArticles(data, documents);
    const config = join(place, 'config');
    const before = audit(path, 'before the import').digest;
    await importAll(path, config, data);
    const after = audit(path, 'after the import').digest;
    const victim = join(place, 'undone.postil');
    const start = async () => {
      copyProject(path, victim);
      const child = lab.start('undo', [victim, config], place);
      await child.said('undoing');
      return child;
    };
    const { moments, whole } = await Moments.of({ start, done: (child) => child.said('removed') });
    await whole.kill();
    promise(audit(victim, 'not killed').digest === before, 'not killed', 'the undo is not what was before');

    const ends = { nothing: 0, finished: 0 };
    for (let kill = 1; kill <= kills; kill++) {
      await moments.kill(kill / kills);
      const step = `kill ${kill}`;
      const seen = finish(victim);
      const { digest } = audit(victim, step);
      promise(
        digest === before || digest === after,
        step,
        'neither the import nor its undo is there as a whole',
      );
      promise(seen.hidden === 0, step, `${seen.hidden} documents of the undone import are left`);
      promise(
        seen.documents === (digest === before ? 1 : documents + 1),
        step,
        'finishing it changed what is seen',
      );
      ends[digest === before ? 'finished' : 'nothing']++;
    }
    promise(ends.finished > 0, 'in the end', 'no kill fell behind the moment in which it is undone');
    return {
      runs: kills,
      detail: `${documents} documents: ${ends.nothing} nothing, ${ends.finished} undone`,
    };
  },
};

async function importAll(path: string, config: string, data: string): Promise<void> {
  const workspace = new Workspace(withoutDialogs('cli', 'the fault matrix'), new SettingsFile(config));
  try {
    workspace.open(path);
    const files = [workspace.files.admit(data).id];
    await new Router(workspace).call('exchange.import', { job: newUid(), files });
  } finally {
    workspace.dispose();
  }
}

/**
 * Opens it as the next program does. Returns how many documents are visible at first, and how many are hidden after the undo
 * was finished.
 */
function finish(path: string): { documents: number; hidden: number } {
  const store = openStore(path, { program: 'the next one' });
  try {
    const count = (table: string) =>
      store.db.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    const documents = count('document');
    sweep(store, 'the next one');
    return { documents, hidden: count('main.document') - documents };
  } finally {
    store.close();
  }
}
