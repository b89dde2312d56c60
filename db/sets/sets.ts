import type { Analyst, AnnotationSet } from '../../shared/model/set.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import type { Actor } from '../journal/actor.ts';
import { record, type Recorded } from '../journal/record.ts';
import type { Recorder } from '../journal/recorder.ts';
import { findId } from '../rows/ids.ts';
import { kindOf } from '../rows/index.ts';
import { countSets, spansIn, type CountsBySet } from './set-counts.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/** A set with how much it holds; cues are part of their claim and not counted. */
export interface SetSummary extends AnnotationSet {
  readonly spans: number;
  readonly documents: number;
}

/** All annotation sets in the order of their making, with what is in them by `counts`. */
export function listSets(store: ReadStore, counts: CountsBySet = countSets(store.db)): SetSummary[] {
  const all = store.db.all<{ id: number; uid: Buffer }>(sql`SELECT id, uid FROM annotation_set ORDER BY id`);
  return all.map(({ id, uid }) => {
    const held = counts.get(id);
    return {
      id: toUid(uid),
      ...kindOf('set').read(store, toUid(uid))!.image,
      spans: held ? spansIn(held) - held.owned : 0,
      documents: held?.documents ?? 0,
    };
  });
}

/** The uid of the set of that name. */
export function findSet(db: ReadDb, name: string): Uid | undefined {
  const uid = db.value<Buffer>(sql`SELECT uid FROM annotation_set WHERE name = ${name}`);
  return uid && toUid(uid);
}

/** The prefix by which `--set model:NAME` and some tools mark a set as a model's. */
export const MODEL_PREFIX = 'model:';

/** A set that somebody may mean. */
export type NamedSet = Pick<AnnotationSet, 'id' | 'name' | 'kind'>;

/**
 * The sets that somebody may mean by a name: its own name means the set, and so does “model:” before the name of a model's
 * set or of the model itself, as predictions are imported. An id means its set. Several are an ambiguous name.
 */
export function setsCalled(store: ReadStore, words: string): NamedSet[] {
  const all = listNames(store);
  const byId = all.filter(({ id }) => id === words);
  if (byId.length > 0) return byId;
  const named = (name: string) => all.filter((set) => set.name === name);
  const ofModel = (model: string) => all.filter((set) => set.kind === 'model' && set.model === model);
  const own = named(words);
  if (!words.startsWith(MODEL_PREFIX)) {
    if (own.length > 0) return own;
    const prefixed = named(MODEL_PREFIX + words);
    return prefixed.length > 0 ? prefixed : ofModel(words);
  }
  const model = words.slice(MODEL_PREFIX.length);
  const exact = [...own, ...named(model).filter(({ kind }) => kind === 'model')];
  return exact.length > 0 ? exact : ofModel(model);
}

function listNames(store: ReadStore): (NamedSet & { readonly model: string | undefined })[] {
  return store.db.all<{ uid: Buffer }>(sql`SELECT uid FROM annotation_set ORDER BY id`).map(({ uid }) => {
    const { name, kind, model } = kindOf('set').read(store, toUid(uid))!.image;
    return { id: toUid(uid), name, kind, model: model?.name };
  });
}

/** The set of an analyst, once it exists. */
export function setOfAnalyst(db: ReadDb, analyst: Uid): Uid | undefined {
  const uid = db.value<Buffer>(sql`
    SELECT s.uid FROM annotation_set s JOIN analyst a ON a.id = s.analyst_id
    WHERE a.uid = ${toBytes(analyst)} AND s.kind = 'analyst' ORDER BY s.id LIMIT 1`);
  return uid && toUid(uid);
}

/**
 * The analyst's own set, made with the analyst's row when this is their first work here. That is a change of its
 * own which undo steps over: undoing the first tag must not take the set away from under the others.
 */
export function ensureOwnSet(store: Store, actor: Actor): Recorded<Uid> {
  const known = setOfAnalyst(store.db, actor.analyst.id);
  const row = kindOf('analyst').read(store, actor.analyst.id)?.image;
  const { name, initials, hue } = actor.analyst;
  if (known && row && row.name === name && row.initials === initials && row.hue === hue)
    return { result: known, change: null };
  const title = { command: 'sets.ensure', label: `Set of ${name}`, kind: 'setup' } as const;
  return record(store, actor, title, (recorder) => {
    putAnalyst(recorder, actor.analyst);
    if (known) return known;
    const set = newUid();
    recorder.put('set', set, {
      name: freeSetName(store.db, name),
      kind: 'analyst',
      analyst: actor.analyst.id,
    });
    return set;
  });
}

/** The analyst's row, which names them in lists of changes, without a set: for work that goes into none. Undo steps over it. */
export function ensureAnalyst(store: Store, actor: Actor): void {
  if (store.readonly || findId(store.db, 'analyst', actor.analyst.id) !== undefined) return;
  const title = { command: 'analyst.ensure', label: actor.analyst.name, kind: 'setup' } as const;
  record(store, actor, title, (recorder) => putAnalyst(recorder, actor.analyst));
}

/** The set of that name, made as an import's set when there is none. */
export function ensureNamedSet(store: Store, actor: Actor, name: string): Uid {
  const known = findSet(store.db, name);
  if (known) return known;
  const title = { command: 'sets.ensure', label: `Set “${name}”`, kind: 'setup' } as const;
  return record(store, actor, title, (recorder) => {
    const set = newUid();
    recorder.put('set', set, { name, kind: 'import' });
    return set;
  }).result;
}

/** Writes an analyst's row. */
export function putAnalyst(recorder: Recorder, { id, name, initials, hue }: Analyst): void {
  recorder.put('analyst', id, { name, initials, hue });
}

/** `name`, or with a number behind it when another set has that name, be it one of an unfinished import. */
export function freeSetName(db: ReadDb, name: string): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name} ${n}`;
    if (db.value(sql`SELECT id FROM main.annotation_set WHERE name = ${candidate}`) === undefined)
      return candidate;
  }
}
