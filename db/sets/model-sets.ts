import type { ModelRun } from '../../shared/model/set.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { Recorder } from '../journal/recorder.ts';
import { compact } from '../rows/ids.ts';
import { kindOf } from '../rows/index.ts';
import { findSet, freeSetName } from './sets.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** A set of a model's run. */
export interface ModelSet {
  readonly id: Uid;
  readonly name: string;
  readonly model: ModelRun;
}

/** The sets of a model by its name, the newest first. */
export function modelSets(store: ReadStore, model: string): ModelSet[] {
  return store.db
    .all<{ uid: Buffer }>(sql`SELECT uid FROM annotation_set WHERE kind = 'model' ORDER BY id DESC`)
    .flatMap(({ uid }) => {
      const { image } = kindOf('set').read(store, toUid(uid))!;
      return image.model?.name === model ? [{ id: toUid(uid), name: image.name, model: image.model }] : [];
    });
}

/** The set in which this very file of the model is already, if it is. */
export function knownRun(store: ReadStore, { name, fileSha256 }: ModelRun): ModelSet | undefined {
  return modelSets(store, name).find(({ model }) => model.fileSha256 === fileSha256);
}

/**
 * Makes the set of a run. The first is called as the model, later ones have version and run behind it, or a number; each
 * supersedes the one before.
 */
export function putModelSet(store: Store, recorder: Recorder, model: ModelRun): ModelSet {
  const [before] = modelSets(store, model.name);
  const wanted =
    before === undefined ? model.name : [model.name, model.version, model.run].filter(Boolean).join(' ');
  const short = wanted.slice(0, 180);
  const name = findSet(store.db, short) === undefined ? short : freeSetName(store.db, short);
  const id = newUid();
  recorder.put('set', id, compact({ name, kind: 'model' as const, model, supersedes: before?.id }));
  return { id, name, model };
}
