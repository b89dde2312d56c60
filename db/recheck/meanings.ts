import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { uidFromHex } from '../connection/uid.ts';
import { currentVersion, type Term } from '../scheme/terms.ts';

/** The kinds of terms whose annotations can be looked at again. */
export const RECHECKED = ['span', 'relation', 'label'] as const;
export type RecheckedKind = (typeof RECHECKED)[number];

/** A type, relation type or label whose meaning some version of the scheme has changed. */
export interface Meaning {
  readonly term: Term & { readonly kind: RecheckedKind };
  /** Local ids of it and of those that are read as it. */
  readonly terms: readonly number[];
  /** Local ids of the versions in which it meant what it means now. */
  readonly versions: readonly number[];
}

interface Version {
  id: number;
  uid: string;
  meaning: string | null;
}

const kept = new WeakMap<ReadStore, { readonly key: string; readonly meanings: readonly Meaning[] }>();

/**
 * Returns the terms of the scheme in force whose meaning has changed in any version. An annotation of one is old if it was made and
 * confirmed only under versions in which the term meant something else; so an undo of the change, and a return to an earlier version,
 * take their effect back too.
 */
export function meaningsOf(store: ReadStore): readonly Meaning[] {
  const { db, terms } = store;
  const now = currentVersion(db);
  if (now === undefined) return [];
  const newest = db.value<number>(sql`SELECT max(id) FROM scheme_version`)!;
  const key = `${now} ${newest}`;
  const known = kept.get(store);
  if (known?.key === key) return known.meanings;
  const versions = db
    .all<Version>(sql`SELECT id, lower(hex(uid)) AS uid, body ->> 'meaning' AS meaning FROM scheme_version`)
    .map(({ id, uid, meaning }) => ({
      id,
      uid: uidFromHex(uid),
      since: new Map(
        ((JSON.parse(meaning ?? '[]') ?? []) as { term: Uid; since: Uid }[]).map(
          (each) => [each.term, each.since] as const,
        ),
      ),
    }));
  const present = versions.find(({ uid }) => uid === now)!.since;
  const changed = new Set(versions.flatMap(({ since }) => [...since.keys()]));
  const meanings = [...changed].flatMap((uid): Meaning[] => {
    const term = terms.withUid(uid);
    if (!term || !isRechecked(term) || terms.byUid(uid) !== term) return [];
    const same = versions.filter(({ since }) => since.get(uid) === present.get(uid));
    return [{ term, terms: terms.idsOf(term.id), versions: same.map(({ id }) => id) }];
  });
  kept.set(store, { key, meanings });
  return meanings;
}

function isRechecked(term: Term): term is Meaning['term'] {
  return RECHECKED.some((kind) => kind === term.kind);
}
