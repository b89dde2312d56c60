import { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { partKey, partsOf, type PartName, type Rename } from '../../shared/scheme-edit/names.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { currentVersion, ownUid, type NamedTerm } from './terms.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/** The scheme in force with its version number. */
export interface CurrentScheme {
  readonly uid: Uid;
  readonly number: number;
  readonly scheme: Scheme;
}

/** A part of the scheme whose term is not the one derived from its name: it was renamed, or took a name that was free. */
interface Kept extends PartName {
  readonly term: Uid;
}

/** Since which version a type, relation type or label means what it means. */
interface Meaning {
  readonly term: Uid;
  readonly since: Uid;
}

/**
 * What `scheme_version.body` holds: the scheme, which of its parts go on from another name, and those whose meaning has changed
 * since the first version.
 */
type Body = Scheme & { readonly kept?: readonly Kept[]; readonly meaning?: readonly Meaning[] };

/**
 * Stores a scheme as a new version and makes its terms. It counts once a change points the project to it. What is
 * renamed keeps its term; every other name goes on with the term that is called so. With this version the types, relation types and
 * labels in `meaning` mean something else than before.
 */
export function addSchemeVersion(
  store: Store,
  scheme: Scheme,
  renames: readonly Rename[] = [],
  meaning: readonly PartName[] = [],
): Uid {
  const now = currentVersion(store.db);
  const before = now === undefined ? [] : (readBody(store, now).meaning ?? []);
  return storeVersion(store, scheme, namedTerms(store, scheme, renames), before, meaning);
}

/** Makes the terms of a scheme that does not count yet: what is written before its version is. */
export function ensureTerms(store: Store, scheme: Scheme): void {
  store.terms.settle(store.db, namedTerms(store, scheme, []));
}

function namedTerms(store: ReadStore, scheme: Scheme, renames: readonly Rename[]): NamedTerm[] {
  const { terms } = store;
  const moved = new Map(renames.map(({ part, to }) => [partKey({ ...part, name: to }), part.name]));
  const gone = new Set(renames.map(({ part }) => partKey(part)));
  const uids = new Map<string, Uid>();
  return partsOf(scheme).map((part): NamedTerm => {
    const { kind, name } = part;
    const owner = part.owner ? uids.get(partKey(part.owner))! : null;
    // A new owner has no term yet, and so none of its parts has.
    const held = owner === null ? null : terms.withUid(owner);
    const called = (as: string) => (held === undefined ? undefined : terms.find(kind, as, held)?.uid);
    const from = moved.get(partKey(part));
    const known = from === undefined ? (gone.has(partKey(part)) ? undefined : called(name)) : called(from);
    const own = ownUid(kind, owner, name);
    // After a rename the derived uid may belong to the renamed term; the new one then gets a fresh uid.
    const uid = known ?? (terms.withUid(own) ? newUid() : own);
    uids.set(partKey(part), uid);
    return { uid, kind, name, owner };
  });
}

/** Stores an earlier version again, as a new one: the same scheme with the same terms, of which those in `meaning` mean something new. */
export function repeatSchemeVersion(store: Store, version: Uid, meaning: readonly PartName[] = []): Uid {
  const body = readBody(store, version);
  const named = termsOfVersion(store, version);
  return storeVersion(store, schemeOf(body), named, body.meaning ?? [], meaning);
}

function storeVersion(
  { db, terms }: Store,
  scheme: Scheme,
  named: readonly NamedTerm[],
  before: readonly Meaning[],
  changed: readonly PartName[],
): Uid {
  const parts = partsOf(scheme);
  const kept = named.flatMap(({ uid, kind, name, owner }, i): Kept[] =>
    uid === ownUid(kind, owner, name) ? [] : [{ ...parts[i]!, term: uid }],
  );
  const uid = newUid();
  const number = (db.value<number | null>(sql`SELECT max(number) FROM scheme_version`) ?? 0) + 1;
  const keys = new Set(changed.map(partKey));
  const since = new Map(before.map((each) => [each.term, each.since]));
  for (const [i, part] of parts.entries()) if (keys.has(partKey(part))) since.set(named[i]!.uid, uid);
  const meaning = [...since].map(([term, version]): Meaning => ({ term, since: version }));
  const body: Body = {
    ...scheme,
    ...(kept.length > 0 && { kept }),
    ...(meaning.length > 0 && { meaning }),
  };
  db.run(sql`
    INSERT INTO scheme_version (uid, number, body) VALUES (${toBytes(uid)}, ${number}, ${JSON.stringify(body)})`);
  terms.settle(db, named);
  return uid;
}

/** The terms that a version's names refer to. */
export function termsOfVersion(store: Pick<ReadStore, 'db'>, version: Uid): NamedTerm[] {
  const body = readBody(store, version);
  const kept = new Map((body.kept ?? []).map((part) => [partKey(part), part.term]));
  const uids = new Map<string, Uid>();
  return partsOf(body).map((part) => {
    const { kind, name } = part;
    const owner = part.owner ? uids.get(partKey(part.owner))! : null;
    const uid = kept.get(partKey(part)) ?? ownUid(kind, owner, name);
    uids.set(partKey(part), uid);
    return { uid, kind, name, owner };
  });
}

/** Returns the names of the types, relation types and labels whose meaning a version changed. */
export function changedMeanings(store: Pick<ReadStore, 'db'>, version: Uid): string[] {
  const changed = (readBody(store, version).meaning ?? []).filter(({ since }) => since === version);
  if (changed.length === 0) return [];
  const names = new Map(termsOfVersion(store, version).map(({ uid, name }) => [uid, name]));
  return changed.flatMap(({ term }) => names.get(term) ?? []);
}

/** What goes on under another name from one version to another, found by its terms. */
export function renamesBetween(store: ReadStore, from: Uid, to: Uid): Rename[] {
  const before = new Map(termsOfVersion(store, from).map((term) => [term.uid, term]));
  const after = termsOfVersion(store, to);
  const parts = partsOf(readSchemeVersion(store, to));
  return after.flatMap(({ uid, name }, i) => {
    const was = before.get(uid);
    return was && was.name !== name ? [{ part: { ...parts[i]!, name: was.name }, to: name }] : [];
  });
}

/** The scheme of a version. */
export function readSchemeVersion(store: ReadStore, version: Uid): Scheme {
  return schemeOf(readBody(store, version));
}

function readBody({ db }: Pick<ReadStore, 'db'>, version: Uid): Body {
  return JSON.parse(
    db.value<string>(sql`SELECT body FROM scheme_version WHERE uid = ${toBytes(version)}`)!,
  ) as Body;
}

function schemeOf({ kept: _kept, meaning: _meaning, ...scheme }: Body): Scheme {
  return Scheme.parse(scheme);
}

const parsed = new WeakMap<ReadStore, CurrentScheme>();

/** The scheme the project points to. Parsed once per version. */
export function currentScheme(store: ReadStore): CurrentScheme {
  const uid = currentVersion(store.db)!;
  const known = parsed.get(store);
  if (known?.uid === uid) return known;
  const number = store.db.value<number>(sql`SELECT number FROM scheme_version WHERE uid = ${toBytes(uid)}`)!;
  const current = { uid, number, scheme: readSchemeVersion(store, uid) };
  parsed.set(store, current);
  return current;
}

/**
 * Returns the oldest of the versions that files of these schemes were written under; undefined if that is the version in force, or
 * none of the schemes is an earlier one of the project.
 */
export function earlierVersionOf(store: ReadStore, schemes: Iterable<Scheme>): Uid | undefined {
  const wanted = new Set([...schemes].map((scheme) => JSON.stringify(scheme)));
  if (wanted.size === 0) return undefined;
  const versions = store.db
    .column<Buffer>(sql`SELECT uid FROM scheme_version ORDER BY number DESC`)
    .map((uid) => toUid(uid));
  let oldest: Uid | undefined;
  // Of equal versions the newest counts, and above all the one in force.
  for (const uid of [currentVersion(store.db)!, ...versions])
    if (wanted.delete(JSON.stringify(readSchemeVersion(store, uid)))) oldest = uid;
  return oldest === currentVersion(store.db) ? undefined : oldest;
}

/** The project's uid. */
export function projectUid(store: ReadStore): Uid {
  return store.db.value<string>(sql`SELECT value FROM meta WHERE key = 'project'`) as Uid;
}
