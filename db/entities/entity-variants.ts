import { fold } from '../../shared/text/fold.ts';
import {
  acronymOf,
  firstWords,
  foldedNameWords,
  lastWords,
  nameDistance,
  nameWords,
  SPELLED_OTHERWISE,
  wholeNames,
} from '../../shared/text/names.ts';
import { beginnings, soundAlike } from '../../shared/text/sound.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';

/** An entity one of whose names is another way to write some words, or has them as a part. */
export interface Variant {
  readonly id: number;
  readonly type_id: number | null;
  readonly merged_into: number | null;
  /** How far the nearest of its names is; see `nameDistance`. */
  readonly distance: number;
}

interface Row {
  readonly id: number;
  readonly type_id: number | null;
  readonly merged_into: number | null;
  readonly folded: string;
}

/** Rows of one look-up: a longer list would not help to distinguish namesakes. */
const ROWS = 100;
/** So many last words are compared by their sound at most. */
const SOUNDED = 200;
/** So many of them that sound alike are looked up. */
const ALIKE = 8;
/** So many entities are ranked by their mentions where their names are equally near. */
const RANKED = 40;

/**
 * Finds the entities that are called by these words though none of their names is written so: with particles, hyphens, titles,
 * initials, as a part, or in another transliteration. The nearest first, then the most mentioned. Each look-up is a range of an
 * index; what they bring is compared here.
 */
export function entityVariants(db: ReadDb, words: string, types: string | null): Variant[] {
  const called = nameWords(words);
  if (called.words.length === 0) return [];
  const found = new Map<number, Variant>();
  const take = (rows: readonly Row[]) => {
    for (const { id, type_id, merged_into, folded } of rows) {
      const distance = nameDistance(called, foldedNameWords(folded));
      const known = found.get(id);
      if (distance === null || (known && known.distance <= distance)) continue;
      found.set(id, { id, type_id, merged_into, distance });
    }
  };
  for (const name of wholeNames(called)) take(db.all<Row>(variantSql.whole(name, types, ROWS)));
  for (const last of lastWords(called, fold(words))) take(db.all<Row>(variantSql.last(last, types, ROWS)));
  for (const first of firstWords(called))
    for (const mark of [' ', '-'])
      take(db.all<Row>(variantSql.first(`${first}${mark}`, `${first}${mark}\u{10ffff}`, types, ROWS)));
  const acronym = acronymOf(words);
  if (acronym !== null) {
    const letters = [...acronym];
    const pattern = letters.map((letter) => `${letter.replace(/[*?[]/g, '[$&]')}*`).join(' ');
    take(db.all<Row>(variantSql.acronym(letters[0]!, `${letters[0]}\u{10ffff}`, pattern, types, ROWS)));
  }
  // Other spellings are many; they are looked for where no name is written like this, nor ends so.
  const written = [...found.values()].some(({ distance }) => distance <= SPELLED_OTHERWISE);
  if (!written && (called.words.length > 1 || found.size === 0)) {
    for (const last of soundingLike(db, called.words.at(-1)!))
      take(db.all<Row>(variantSql.last(last, types, ROWS)));
  }
  const ranked = [...found.values()].sort((a, b) => a.distance - b.distance || a.id - b.id).slice(0, RANKED);
  const mentions = new Map(ranked.map(({ id }) => [id, db.value<number>(variantSql.mentions(id))!]));
  return ranked.sort(
    (a, b) => a.distance - b.distance || mentions.get(b.id)! - mentions.get(a.id)! || a.id - b.id,
  );
}

/** The last words of names that sound like a word, as the look-up table has them. */
function soundingLike(db: ReadDb, word: string): string[] {
  const alike = new Set<string>();
  let left = SOUNDED;
  for (const from of beginnings(word)) {
    const end = `${from}\u{10ffff}`;
    // From word to word through the index: thousands may share one.
    for (let at = db.value<string>(variantSql.fromWord(from, end)); at !== undefined;) {
      if (soundAlike(at, word)) alike.add(at);
      if (--left <= 0 || alike.size >= ALIKE) return [...alike];
      at = db.value<string>(variantSql.afterWord(at, end));
    }
  }
  return [...alike];
}

/** The look-ups; a test asks SQLite for the plan of each. `types` as in `candidateSql`. */
export const variantSql = {
  whole: (folded: string, types: string | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.folded
    FROM alias a JOIN entity e ON e.id = a.entity_id WHERE a.folded = ${folded}
      AND (${types} IS NULL OR e.type_id IS NULL OR e.merged_into IS NOT NULL OR e.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY a.entity_id LIMIT ${most}`,
  last: (last: string, types: string | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.folded
    FROM alias a JOIN entity e ON e.id = a.entity_id
    WHERE a.last_token = ${last}
      AND (${types} IS NULL OR e.type_id IS NULL OR e.merged_into IS NOT NULL OR e.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY a.entity_id LIMIT ${most}`,
  fromWord: (from: string, to: string): Sql =>
    sql`SELECT last_token FROM alias WHERE last_token >= ${from} AND last_token < ${to} ORDER BY last_token LIMIT 1`,
  afterWord: (after: string, to: string): Sql =>
    sql`SELECT last_token FROM alias WHERE last_token > ${after} AND last_token < ${to} ORDER BY last_token LIMIT 1`,
  first: (from: string, to: string, types: string | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.folded
    FROM alias a JOIN entity e ON e.id = a.entity_id
    WHERE a.folded >= ${from} AND a.folded < ${to}
      AND (${types} IS NULL OR e.type_id IS NULL OR e.merged_into IS NOT NULL OR e.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY a.folded LIMIT ${most}`,
  /** Goes through the names with that first letter, within the index. */
  acronym: (from: string, to: string, pattern: string, types: string | null, most: number): Sql => sql`
    SELECT e.id, e.type_id, e.merged_into, a.folded
    FROM alias a JOIN entity e ON e.id = a.entity_id
    WHERE a.folded >= ${from} AND a.folded < ${to} AND a.folded GLOB ${pattern}
      AND (${types} IS NULL OR e.type_id IS NULL OR e.merged_into IS NOT NULL OR e.type_id IN (SELECT value FROM json_each(${types})))
    ORDER BY a.folded LIMIT ${most}`,
  mentions: (entity: number): Sql => sql`SELECT count(*) FROM mention WHERE entity_id = ${entity}`,
} as const;
