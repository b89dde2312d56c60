import { join } from 'node:path';
import { restore } from '../../../db/backups/backup.ts';
import { backUpAutomatically, listBackups } from '../../../db/backups/backups.ts';
import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { audit, makeProject, promise, WORD } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** Time between two copies (ms): large enough that the copies span several days and months and are thinned out. */
const STEP = 31 * 60 * 60_000;
const LIMIT = 5 * 1024 ** 3;

export const drillRow: FaultRow = {
  number: 15,
  name: 'drill',
  fault: 'restore drill from every kept backup: opens, and says what the project said then',
  unit: 'copies made',
  quick: 4,
  full: 120,
  needs: nothing,
  async run(times, lab) {
    const place = lab.place('drill');
    const { path, document } = await makeProject(place, { words: 4 * times });
    const then = new Map<string, string>();
    const begun = Date.now() - times * STEP;
    for (let n = 0; n < times; n++) {
      await tag(place, path, document as Uid, n);
      const copy = backUpAutomatically(path, LIMIT, new Date(begun + n * STEP));
      promise(copy !== null, `copy ${n}`, 'nothing was copied after a change');
      then.set(copy.name, audit(path, `copy ${n}`).digest);
    }
    const kept = listBackups(path).filter(({ kind }) => kind === 'auto');
    for (const { path: copy, name } of kept) {
      restore(path, copy, 'the fault matrix');
      promise(
        audit(path, name).digest === then.get(name),
        name,
        'it says something else than the project did',
      );
    }
    return {
      runs: kept.length,
      detail: `${kept.length} of ${times} copies kept, each restored and compared`,
    };
  },
};

async function tag(place: string, path: string, document: Uid, n: number): Promise<void> {
  const workspace = new Workspace(
    withoutDialogs('cli', 'the fault matrix'),
    new SettingsFile(join(place, 'config')),
  );
  try {
    workspace.open(path);
    const start = n * WORD.length;
    await new Router(workspace).call('spans.create', {
      document,
      type: 'PERSON',
      fragments: [[start, start + WORD.length - 1]],
    });
  } finally {
    workspace.dispose();
  }
}
