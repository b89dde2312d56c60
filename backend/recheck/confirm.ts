import { currentVersion } from '../../db/scheme/terms.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { chosenRecheck } from '../../db/recheck/list.ts';
import { confirmationUid } from '../../db/rows/confirmation.ts';
import { compact } from '../../db/rows/ids.ts';

type Chosen = ReturnType<typeof chosenRecheck>[number];

/** Returns a function that records that the analyst left an annotation as it is under the scheme in force. */
export function confirmer(store: ReadStore, recorder: Recorder, actor: Actor): (of: Chosen) => void {
  const version = currentVersion(store.db)!;
  const at = new Date().toISOString();
  return ({ id, kind, document }) => {
    const image = compact({ document, [kind]: id, version, analyst: actor.analyst.id, at });
    recorder.put('confirmation', confirmationUid(id), image);
  };
}
