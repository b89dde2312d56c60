import { PostilError } from '../../shared/contract/errors.ts';
import { checkProject, type CheckReport } from './check.ts';
import { copyVerified, newBackupPath } from '../backups/copy.ts';
import { rebuildDerived, type Rebuilt } from '../derived/index.ts';
import { describeHolders, otherHolders } from '../connection/holders.ts';
import type { Store } from '../connection/store.ts';
import { describeUnfinished, findUnfinished } from '../imports/unfinished.ts';
import { MESSAGES } from '../messages.ts';

/** What a repair did. */
export interface Repair {
  /** What was wrong before. */
  readonly found: CheckReport;
  /** What was rebuilt; empty where nothing was wrong, or something else than what is derived. */
  readonly rebuilt: readonly Rebuilt[];
  /** The copy that was made first; `null` where nothing was written. */
  readonly backup: string | null;
  /** What is wrong now. */
  readonly left: CheckReport;
}

/**
 * Rebuilds what is derived and wrong, in one transaction after a checked copy. That does not change the content of the project, so it
 * is not journalled. Where anything else is wrong nothing is written: what would be rebuilt would follow from damaged rows.
 * Errors: read-only; in-use, while another program has the project open; refused, while an import is unfinished.
 */
export function repairProject(store: Store): Repair {
  assertAlone(store);
  const found = checkProject(store);
  const nothing = { found, rebuilt: [], backup: null, left: found };
  if (found.problems.length === 0 || found.problems.some(({ area }) => area !== 'derived')) return nothing;
  const backup = newBackupPath(store.path, 'before-repair');
  copyVerified(store.db.raw, backup);
  const rebuilt = store.db.immediate(() => {
    assertAlone(store);
    return rebuildDerived(store, 0);
  });
  store.terms.reload();
  store.texts.clear();
  return { found, rebuilt, backup, left: checkProject(store) };
}

function assertAlone(store: Store): void {
  const { db, path } = store;
  if (store.readonly)
    throw new PostilError('read-only', MESSAGES.repairNeedsWriting(path), {
      file: path,
    });
  const others = otherHolders(db);
  if (others.length > 0)
    throw new PostilError('in-use', MESSAGES.repairNeedsAlone(path, describeHolders(others)), { file: path });
  const unfinished = findUnfinished(db);
  if (unfinished) throw new PostilError('refused', describeUnfinished(unfinished), { file: path });
}
