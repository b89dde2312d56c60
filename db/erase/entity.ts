import type { Uid } from '../../shared/model/uid.ts';
import { sql, type Sql } from '../connection/connection.ts';
import { findId } from '../rows/ids.ts';
import type { Redaction } from '../rows/define.ts';
import type { ImageOf, KindName } from '../rows/index.ts';
import type { RowKinds } from '../rows/kinds.ts';
import { statement } from '../rows/statement.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { journalImages } from './journal-images.ts';
import { redactor } from './redact.ts';
import { isFreeText } from '../../shared/model/attributes/index.ts';
import type { Rewriting, RowName } from './rewriting.ts';

/** The name of an entity whose names were deleted. */
const NAMELESS = '(deleted)';

/** Returns all names that an entity has or ever had, including its aliases and the names of entities merged into it. */
export function namesOf(store: ReadStore, entity: Uid): string[] {
  const { db } = store;
  const family = familyOf(store, entity);
  const names = new Set<string>();
  for (const uid of family)
    for (const name of db.column<string>(sql`
      SELECT a.text FROM alias a JOIN entity e ON e.id = a.entity_id WHERE e.uid = ${toBytes(uid)}`))
      names.add(name);
  for (const { uid, image } of journalImages(store, 'entity'))
    if (family.has(uid)) for (const name of [image.name, ...image.aliases]) names.add(name);
  names.delete(NAMELESS);
  return [...names];
}

/**
 * Rewrites a project so that an entity has no names. The entity and everything linked to it remain, but its names,
 * external ids and note are removed. `names` are replaced by blocks wherever a person may have written them.
 */
export function withoutNames(store: ReadStore, entity: Uid, names: readonly string[]): Rewriting {
  const family = familyOf(store, entity);
  const closed = closedTerms(store);
  const redact = redactor(names);
  const redaction: Redaction = { redact, isClosed: (term) => closed.has(term) };
  return {
    image: (kind, uid, image) =>
      imageWithout(store.kinds, redaction, family, kind, uid, image) as typeof image,
    rows: () => rowsWithText(store),
    label: redact,
    example: ({ title, before, quote, after, ...link }) => ({
      ...link,
      title: redact(title),
      before: redact(before),
      quote: redact(quote),
      after: redact(after),
    }),
    redact,
  };
}

/** Returns an entity without its names; for other rows, the image with the names redacted in its free text. */
function imageWithout(
  kinds: RowKinds,
  redaction: Redaction,
  family: ReadonlySet<Uid>,
  kind: KindName,
  uid: Uid,
  image: object,
): object {
  if (kind !== 'entity' || !family.has(uid)) return kinds.get(kind).freeText?.(image, redaction) ?? image;
  const { note: _, ...rest } = image as ImageOf<'entity'>;
  return { ...rest, name: NAMELESS, aliases: [], externalIds: [] };
}

function closedTerms(store: ReadStore): ReadonlySet<Uid> {
  const { scheme } = currentScheme(store);
  const { terms } = store;
  const closed = new Set<Uid>();
  for (const kind of ['span', 'relation'] as const)
    for (const type of kind === 'span' ? scheme.types : scheme.relations) {
      const owner = terms.find(kind, type.name);
      for (const attribute of type.attributes) {
        const term = owner && terms.find('attribute', attribute.name, owner);
        if (term && !isFreeText(attribute)) closed.add(term.uid);
      }
    }
  for (const label of scheme.labels) {
    const term = terms.find('label', label.name);
    if (term && !isFreeText(label.value)) closed.add(term.uid);
  }
  return closed;
}

/** Returns the entity and those that were merged into it. */
function familyOf({ db }: ReadStore, entity: Uid): ReadonlySet<Uid> {
  const id = findId(db, 'entity', entity) ?? -1;
  const merged = db.column<Buffer>(sql`SELECT uid FROM entity WHERE merged_into = ${id}`);
  return new Set([entity, ...merged.map((uid) => toUid(uid))]);
}

/** Yields rows that may hold free text. For kinds with many rows, of which only few hold text, a statement selects those. */
function* rowsWithText(store: ReadStore): Generator<RowName> {
  for (const { name, freeText, freeTextRows, uids } of store.kinds.all) {
    if (!freeText) continue;
    const found = freeTextRows
      ? store.db.column<Buffer>(statement(freeTextRows)()).map((uid) => toUid(uid))
      : uids(store);
    for (const uid of found) yield { kind: name as KindName, uid };
  }
}

/** Lists where names still occur, in places that a deletion does not change because other work depends on them. */
export function namesLeft({ db }: ReadStore, names: readonly string[]): string[] {
  const redact = redactor(names);
  const holds = (texts: readonly string[]) => texts.some((text) => redact(text) !== text);
  return [
    ['the guidelines of the scheme, or an earlier version of it', sql`SELECT body FROM scheme_version`],
    ['the name of an annotation set', sql`SELECT name FROM annotation_set`],
    ['the name of an analyst', sql`SELECT name FROM analyst`],
    ['the name of a machine', sql`SELECT name FROM device`],
  ].flatMap(([where, texts]) => (holds(db.column<string>(texts as Sql)) ? [where as string] : []));
}
