import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { lastChange } from '../journal/since.ts';
import { uidFromHex } from '../connection/uid.ts';
import { confirmationUid } from '../rows/confirmation.ts';
import { findId } from '../rows/ids.ts';
import { kindIn, type ImageOf } from '../rows/index.ts';
import { hasBatch } from '../sets/set-counts.ts';
import { meaningsOf, RECHECKED, type Meaning, type RecheckedKind } from './meanings.ts';
import { oldSql, versionOf } from './old.ts';

/** How many annotations of each set are to be looked at again, by local ids of sets and terms. */
export type RecheckCounts = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Counts all of them: reads each annotation of the terms whose meaning has changed. */
export function countRecheck({ db, ...store }: ReadStore): RecheckCounts {
  const counts = new Map<number, Map<number, number>>();
  for (const meaning of meaningsOf({ db, ...store }))
    for (const { id, n } of db.all<{ id: number; n: number }>(
      compose([sql`SELECT t.set_id AS id, count(*) AS n`, oldSql(meaning), sql`GROUP BY t.set_id`]),
    ))
      add(counts, id, meaning.term.id, n);
  return counts;
}

interface Kept {
  readonly change: number;
  readonly meanings: readonly Meaning[];
  readonly counts: RecheckCounts;
}
const kept = new WeakMap<ReadStore, Kept>();

/**
 * The same counts. They are computed once while the project is open, then brought up to date by what the journal holds of the changes
 * since: the window asks after every decision. To be called within a snapshot.
 */
export function keptRecheckCounts(store: ReadStore): RecheckCounts {
  const meanings = meaningsOf(store);
  if (meanings.length === 0) return new Map();
  const change = lastChange(store);
  const before = kept.get(store);
  if (before?.change === change && before.meanings === meanings) return before.counts;
  const counts =
    (before?.meanings === meanings && change > before.change && follow(store, before)) || countRecheck(store);
  kept.set(store, { change, meanings, counts });
  return counts;
}

/** With more rows than this, counting from scratch is as fast. */
const MOST_FOLLOWED = 500;

interface JournalledRow {
  kind: RecheckedKind | 'confirmation' | 'set';
  before: string | null;
  after: string | null;
  before_change: number | null;
  uid: string;
}

/** What decides whether an annotation is old. */
interface State {
  readonly set: Uid;
  readonly term: Uid;
  /** The change that had written it. */
  readonly change: number;
  /** The version under which it was confirmed. */
  readonly confirmed: Uid | undefined;
}

/** Counts with the changes after `before.change`; undefined if they have to be counted from scratch. */
function follow(store: ReadStore, before: Kept): RecheckCounts | undefined {
  const { db } = store;
  if (hasBatch(db, before.change)) return undefined;
  const rows = db.all<JournalledRow>(sql`
    SELECT kind, before, after, before_change, lower(hex(uid)) AS uid FROM change_row
    WHERE change_id > ${before.change} AND kind IN ('span', 'relation', 'label', 'confirmation', 'set')
    ORDER BY change_id, ordinal LIMIT ${MOST_FOLLOWED + 1}`);
  if (rows.length > MOST_FOLLOWED || rows.some(({ kind }) => kind === 'set')) return undefined;
  const counts = new Map([...before.counts].map(([set, types]) => [set, new Map(types)]));
  for (const [uid, { kind, earlier, confirmed }] of earliest(rows)) {
    const now = stateOf(store, kind, uid);
    const then = earlier === undefined ? now : earlier;
    const was = then && { ...then, confirmed: confirmed === undefined ? now?.confirmed : confirmed.version };
    for (const [state, by] of [
      [was, -1],
      [now, 1],
    ] as const) {
      const place = state && placeOf(store, before.meanings, uid, state);
      if (place) add(counts, place.set, place.term, by);
    }
  }
  return counts;
}

interface Earlier {
  readonly kind: RecheckedKind;
  /** What it was before all rows; null if it did not exist, undefined if none of the rows is its own. */
  earlier: Omit<State, 'confirmed'> | null | undefined;
  /** Its confirmation before all rows; undefined if none of the rows is one. */
  confirmed: { readonly version: Uid | undefined } | undefined;
}

/** Returns what the first of the rows of each annotation had replaced. */
function earliest(rows: readonly JournalledRow[]): Map<Uid, Earlier> {
  const found = new Map<Uid, Earlier>();
  const entry = (uid: Uid, kind: RecheckedKind) => {
    const known = found.get(uid) ?? { kind, earlier: undefined, confirmed: undefined };
    found.set(uid, known);
    return known;
  };
  for (const { kind, uid, before, after, before_change } of rows) {
    if (kind === 'confirmation') {
      const image = JSON.parse((before ?? after)!) as ImageOf<'confirmation'>;
      const of = RECHECKED.find((each) => image[each] !== undefined)!;
      entry(image[of]!, of).confirmed ??= { version: before === null ? undefined : image.version };
    } else if (kind !== 'set') {
      const of = entry(uidFromHex(uid), kind);
      if (of.earlier === undefined)
        of.earlier = before === null ? null : { ...shared(kind, JSON.parse(before)), change: before_change! };
    }
  }
  return found;
}

function stateOf(store: ReadStore, kind: RecheckedKind, uid: Uid): State | null {
  const stored = kindIn(store, kind).read(store, uid);
  if (!stored) return null;
  const confirmed = kindIn(store, 'confirmation').read(store, confirmationUid(uid))?.image.version;
  return { ...shared(kind, stored.image), change: stored.change, confirmed };
}

function shared(kind: RecheckedKind, image: unknown): { set: Uid; term: Uid } {
  if (kind === 'label') {
    const { set, label } = image as ImageOf<'label'>;
    return { set, term: label };
  }
  const { set, type } = image as ImageOf<'span'> | ImageOf<'relation'>;
  return { set, term: type };
}

/** Where an annotation is counted in a state; undefined if it is not old, or its set is a model's or gone. */
function placeOf(
  { db, terms }: ReadStore,
  meanings: readonly Meaning[],
  uid: Uid,
  { set, term: type, change, confirmed }: State,
): { set: number; term: number } | undefined {
  const { uid: readAs } = terms.byUid(type);
  const meaning = meanings.find(({ term }) => term.uid === readAs);
  if (!meaning) return undefined;
  const { term, versions } = meaning;
  const id = findId(db, 'annotation_set', set);
  if (id === undefined) return undefined;
  if (db.value<string>(sql`SELECT kind FROM annotation_set WHERE id = ${id}`) === 'model') return undefined;
  if (versions.includes(versionOf(db, uid, change))) return undefined;
  const again = confirmed === undefined ? undefined : findId(db, 'scheme_version', confirmed);
  return again !== undefined && versions.includes(again) ? undefined : { set: id, term: term.id };
}

function add(counts: Map<number, Map<number, number>>, set: number, term: number, by: number): void {
  const types = counts.get(set) ?? new Map<number, number>();
  types.set(term, (types.get(term) ?? 0) + by);
  counts.set(set, types);
}
