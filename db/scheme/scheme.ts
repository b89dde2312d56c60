import { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { problemOfValues, type IdentifiedScheme, type Identify } from '../../shared/scheme-edit/identity.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { partKey, partsOf, type PartName, type Rename } from '../../shared/scheme-edit/names.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import {
  currentVersion,
  NO_REDIRECTS,
  ownUid,
  type NamedTerm,
  type Redirects,
  type Term,
  type TermKind,
} from './terms.ts';
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
 * What `scheme_version.body` holds: the scheme, which of its parts go on from another name, those whose meaning has changed since
 * the first version, what is read as something else, and how it was made.
 */
type Body = Scheme & {
  readonly kept?: readonly Kept[];
  readonly meaning?: readonly Meaning[];
  readonly redirects?: Redirects;
  readonly steps?: readonly SchemeStep[];
  /** The steps that were asked for, if some of them were done already. */
  readonly asked?: readonly SchemeStep[];
  /** The version that this one is again. */
  readonly repeats?: Uid;
};

/** The terms that a version's names refer to, and what it reads as something else. */
export interface VersionTerms {
  readonly named: readonly NamedTerm[];
  readonly redirects: Redirects;
}

/** A version that is not stored yet. */
export interface NewVersion extends VersionTerms {
  readonly scheme: Scheme;
  /** That of the version in force, unless it is stated. */
  readonly meaning?: readonly Meaning[];
  readonly steps?: readonly SchemeStep[];
  readonly asked?: readonly SchemeStep[];
  readonly repeats?: Uid;
}

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
  return storeVersion(store, versionOf(store, scheme, renames), meaning);
}

/** What {@link addSchemeVersion} stores. */
export function versionOf(store: ReadStore, scheme: Scheme, renames: readonly Rename[]): NewVersion {
  return { scheme, named: namedTerms(store, scheme, renames), redirects: store.terms.redirects };
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
    const called = (as: string) => (held === undefined ? undefined : termCalled(store, kind, as, held));
    const from = moved.get(partKey(part));
    const known = from === undefined ? (gone.has(partKey(part)) ? undefined : called(name)) : called(from);
    const own = ownUid(kind, owner, name);
    // After a rename the derived uid may belong to the renamed term; the new one then gets a fresh uid.
    const uid = known ?? (terms.withUid(own) ? newUid() : own);
    uids.set(partKey(part), uid);
    return { uid, kind, name, owner };
  });
}

/** The term of that name, unless it is read as another one: its name is free again then. */
function termCalled({ terms }: ReadStore, kind: TermKind, name: string, owner: Term | null): Uid | undefined {
  const uid = terms.findStored(kind, name, owner)?.uid;
  return uid === undefined || uid in terms.redirects.terms ? undefined : uid;
}

/** The scheme in force with the identities of its parts, for steps. */
export function identified(store: ReadStore, version: Uid = currentScheme(store).uid): IdentifiedScheme {
  const scheme = readSchemeVersion(store, version);
  const { named, redirects } = termsOfVersion(store, version);
  const parts = partsOf(scheme);
  return {
    scheme,
    ids: new Map(parts.map((part, i) => [partKey(part), named[i]!.uid])),
    redirects: new Map(Object.entries(redirects.terms)),
    values: new Map(
      Object.entries(redirects.values).map(([uid, values]) => [uid, new Map(Object.entries(values))]),
    ),
  };
}

/** Returns identities for new parts: the term of that name if it is free, otherwise a new one. */
export function identifierOf(store: ReadStore): Identify {
  const { terms } = store;
  return ({ kind, name }, owner, isUsed) => {
    const held = owner === null ? null : terms.withUid(owner as Uid);
    const known = held === undefined ? undefined : termCalled(store, kind, name, held);
    if (known !== undefined && !isUsed(known)) return known;
    const own = ownUid(kind, owner as Uid | null, name);
    return isUsed(own) || terms.withUid(own) ? newUid() : own;
  };
}

/** A state that steps have led to, as a version to store. */
export function versionOfSteps(
  after: IdentifiedScheme,
  steps: readonly SchemeStep[],
  asked: readonly SchemeStep[] = steps,
): NewVersion {
  const named = partsOf(after.scheme).map((part): NamedTerm => {
    const owner = part.owner ? (after.ids.get(partKey(part.owner))! as Uid) : null;
    return { uid: after.ids.get(partKey(part))! as Uid, kind: part.kind, name: part.name, owner };
  });
  const values = [...after.values].map(([uid, each]) => [uid, Object.fromEntries(each)] as const);
  const redirects = {
    terms: Object.fromEntries(after.redirects),
    values: Object.fromEntries(values),
  } as Redirects;
  return { scheme: after.scheme, named, redirects, steps, ...(asked.length !== steps.length && { asked }) };
}

/** An earlier version once more: the same scheme with the same terms. */
export function repeatedVersion(store: ReadStore, version: Uid): NewVersion {
  return {
    scheme: readSchemeVersion(store, version),
    meaning: readBody(store, version).meaning ?? [],
    ...termsOfVersion(store, version),
    repeats: version,
  };
}

/**
 * Stores a version. It counts once a change points the project to it. With it the types, relation types and labels in `changed`
 * mean something else than before.
 */
export function storeVersion(
  store: Store,
  { scheme, named, redirects, ...made }: NewVersion,
  changed: readonly PartName[] = [],
): Uid {
  const { db, terms } = store;
  const parts = partsOf(scheme);
  const problem = problemOfValues({
    scheme,
    ids: new Map(parts.map((part, i) => [partKey(part), named[i]!.uid])),
    values: new Map(
      Object.entries(redirects.values).map(([id, each]) => [id, new Map(Object.entries(each))]),
    ),
  });
  if (problem !== null) throw new PostilError('refused', problem);
  const kept = named.flatMap(({ uid, kind, name, owner }, i): Kept[] =>
    uid === ownUid(kind, owner, name) ? [] : [{ ...parts[i]!, term: uid }],
  );
  const uid = newUid();
  const number = (db.value<number | null>(sql`SELECT max(number) FROM scheme_version`) ?? 0) + 1;
  const now = currentVersion(db);
  const { meaning: before = now === undefined ? [] : (readBody(store, now).meaning ?? []), ...origin } = made;
  const keys = new Set(changed.map(partKey));
  const since = new Map(before.map((each) => [each.term, each.since]));
  for (const [i, part] of parts.entries()) if (keys.has(partKey(part))) since.set(named[i]!.uid, uid);
  const meaning = [...since].map(([term, version]): Meaning => ({ term, since: version }));
  const body: Body = {
    ...scheme,
    ...(kept.length > 0 && { kept }),
    ...(!isEmpty(redirects) && { redirects }),
    ...(meaning.length > 0 && { meaning }),
    ...origin,
  };
  db.run(sql`
    INSERT INTO scheme_version (uid, number, body) VALUES (${toBytes(uid)}, ${number}, ${JSON.stringify(body)})`);
  terms.settle(db, named);
  return uid;
}

function isEmpty({ terms, values }: Redirects): boolean {
  return Object.keys(terms).length + Object.keys(values).length === 0;
}

/** The terms that a version's names refer to, and what it reads as something else. */
export function termsOfVersion(store: Pick<ReadStore, 'db'>, version: Uid): VersionTerms {
  const body = readBody(store, version);
  const kept = new Map((body.kept ?? []).map((part) => [partKey(part), part.term]));
  const uids = new Map<string, Uid>();
  const named = partsOf(body).map((part) => {
    const { kind, name } = part;
    const owner = part.owner ? uids.get(partKey(part.owner))! : null;
    const uid = kept.get(partKey(part)) ?? ownUid(kind, owner, name);
    uids.set(partKey(part), uid);
    return { uid, kind, name, owner };
  });
  return { named, redirects: body.redirects ?? NO_REDIRECTS };
}

/** How a version was made, if it was by steps or by going back to another one. */
export function originOfVersion(
  store: ReadStore,
  version: Uid,
): Pick<NewVersion, 'steps' | 'asked' | 'repeats'> {
  return readBody(store, version);
}

/** Returns the names of the types, relation types and labels whose meaning a version changed. */
export function changedMeanings(store: Pick<ReadStore, 'db'>, version: Uid): string[] {
  const changed = (readBody(store, version).meaning ?? []).filter(({ since }) => since === version);
  if (changed.length === 0) return [];
  const names = new Map(termsOfVersion(store, version).named.map(({ uid, name }) => [uid, name]));
  return changed.flatMap(({ term }) => names.get(term) ?? []);
}

/** What goes on under another name from one version to another, found by its terms. */
export function renamesBetween(store: ReadStore, from: Uid, to: Uid): Rename[] {
  const before = new Map(termsOfVersion(store, from).named.map((term) => [term.uid, term]));
  const after = termsOfVersion(store, to).named;
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

function schemeOf({
  kept: _kept,
  meaning: _meaning,
  redirects: _redirects,
  steps: _steps,
  asked: _asked,
  repeats: _repeats,
  ...scheme
}: Body): Scheme {
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
