import { toUid } from '../connection/uid.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import type { FormerNames } from '../../shared/formats/term-map.ts';
import { partKey, partsOf } from '../../shared/scheme-edit/names.ts';
import { currentScheme, termsOfVersion } from './scheme.ts';

const kept = new WeakMap<ReadStore, { readonly key: string; readonly names: FormerNames }>();

/**
 * Returns the names that parts of the scheme had in any version, unless the version in force has a part of that name: then a file
 * cannot be told to mean another one.
 */
export function formerNames(store: ReadStore): FormerNames {
  const key = `${currentScheme(store).uid} ${store.db.value<number>(sql`SELECT max(id) FROM scheme_version`)!}`;
  const known = kept.get(store);
  if (known?.key === key) return known.names;
  const names = readFormerNames(store);
  kept.set(store, { key, names });
  return names;
}

function readFormerNames(store: ReadStore): FormerNames {
  const { db, terms } = store;
  const { uid: now, scheme } = currentScheme(store);
  const taken = new Set(partsOf(scheme).map(partKey));
  const { named, redirects } = termsOfVersion(store, now);
  const current = new Map(named.map((term) => [term.uid, term]));
  const names = {
    types: {} as Record<string, string>,
    relations: {} as Record<string, string>,
    labels: {} as Record<string, string>,
    attributes: {} as Record<string, string>,
    slots: {} as Record<string, string>,
  };
  const kinds = {
    span: 'types',
    relation: 'relations',
    label: 'labels',
    attribute: 'attributes',
    slot: 'slots',
  } as const;
  const versions = db.column<Buffer>(sql`SELECT uid FROM scheme_version ORDER BY number DESC`);
  for (const version of versions.map(toUid)) {
    if (version === now) continue;
    // Its terms suffice: to parse every scheme that the project has had would make each import wait.
    const then = termsOfVersion(store, version).named;
    const byUid = new Map(then.map((term) => [term.uid, term]));
    for (const { uid, kind, name, owner } of then) {
      const held = owner === null ? undefined : byUid.get(owner);
      const part = {
        kind,
        name,
        ...(held && { owner: { kind: held.kind as 'span' | 'relation', name: held.name } }),
      };
      if (kind === 'layer' || taken.has(partKey(part)) || !terms.withUid(uid)) continue;
      const is = current.get(terms.byUid(uid).uid);
      const key = held ? `${held.name}.${name}` : name;
      // The name that a part had last counts. An attribute that only its type's new name sets apart needs no entry.
      if (is && is.kind === kind && !(held && is.name === name)) names[kinds[kind]][key] ??= is.name;
    }
  }
  const values = Object.entries(redirects.values).flatMap(([uid, each]) => {
    const term = named.find((one) => one.uid === uid);
    const owner = term?.owner == null ? undefined : current.get(term.owner);
    return term ? [[owner ? `${owner.name}.${term.name}` : term.name, each] as const] : [];
  });
  return { ...names, values: Object.fromEntries(values) };
}
