import type { ErrorWhere } from '../../contract/errors.ts';
import { TermName } from '../../model/attributes/common.ts';
import { formatError } from '../define.ts';
import { show } from '../show.ts';
import { MESSAGES } from './messages.ts';

/** The columns of our own tables, in their order; attributes follow, then {@link MORE_COLUMNS}. */
export const OWN_COLUMNS = [
  'document_id',
  'document_title',
  'published',
  'set',
  'span_id',
  'type',
  'start',
  'end',
  'fragments',
  'text',
  'offset_unit',
] as const;
/** The columns of our own tables after the attributes. Tables written by earlier versions end after `author`. */
export const MORE_COLUMNS = [
  'note',
  'author',
  'score',
  'file',
  'source',
  'url',
  'byline',
  'dateline',
  'language',
] as const;
export const ATTRIBUTE_PREFIX = 'attr.';

/** The meanings of columns. `text` is the words of the span, `article` the whole text in which the offsets count. */
export const ROLES = [
  'document',
  'article',
  'title',
  'published',
  'set',
  'id',
  'type',
  'start',
  'end',
  'length',
  'fragments',
  'text',
  'unit',
  'score',
  'note',
  'author',
  'file',
  'source',
  'url',
  'byline',
  'dateline',
  'language',
] as const;
export type Role = (typeof ROLES)[number];

/** Names of these columns in other tools, the most likely first. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  document:
    'document_id doc_id docid document doc document_name doc_name file filename file_name source_file article_id text_id'.split(
      ' ',
    ),
  article:
    'document_text doc_text article article_text full_text fulltext context content body passage'.split(' '),
  title: ['document_title', 'title', 'headline'],
  published: ['published', 'publication_date'],
  set: ['set', 'annotator', 'annotator_id', 'annotator_name', 'coder', 'annotation_set'],
  id: ['span_id', 'annotation_id', 'ann_id', 'entity_id', 'mention_id', 'id'],
  type: 'type label entity_type entity_label span_type span_label tag category class ner_tag annotation'.split(
    ' ',
  ),
  start:
    'start start_offset offset_start start_char char_start start_index begin begin_offset span_start from offset'.split(
      ' ',
    ),
  end: 'end end_offset offset_end end_char char_end end_index stop finish span_end to'.split(' '),
  length: ['length', 'len'],
  fragments: ['fragments'],
  text: 'text span_text entity_text surface surface_form covered_text mention mention_text quote entity span string value'.split(
    ' ',
  ),
  unit: ['offset_unit', 'unit'],
  score: ['score'],
  note: ['note', 'comment'],
  author: ['author'],
  file: ['file'],
  source: ['source'],
  url: ['url'],
  byline: ['byline'],
  dateline: ['dateline'],
  language: ['language'],
};
/** In other tables these names may have any meaning, so they only count in ours. */
const OWN_ROLES: ReadonlySet<Role> = new Set([
  'author',
  'file',
  'source',
  'url',
  'byline',
  'dateline',
  'language',
]);

export interface Columns {
  /** The index of the column for each role. */
  readonly roles: Readonly<Partial<Record<Role, number>>>;
  /** All others are attributes of the span, by name. */
  readonly attributes: readonly (readonly [column: number, name: string])[];
  /** Whether this is one of our own tables. */
  readonly own: boolean;
  /** The names of all columns in the header. */
  readonly names: readonly string[];
}

/** Returns the meaning of the columns, or `null` if the header is not that of a table of spans. */
export function findColumns(header: readonly string[], given: ReadonlyMap<Role, string>): Columns | null {
  const names = header.map((name) => name.replace(/^\ufeff/, '').trim());
  const own = OWN_COLUMNS.every((column, i) => names[i] === column);
  const plain = names.map((name) => name.toLowerCase().replace(/[\s.-]+/g, '_'));
  const roles: Partial<Record<Role, number>> = {};
  const taken = new Set<number>();
  for (const [role, name] of given) {
    const at = names.indexOf(name);
    if (at < 0) return null;
    roles[role] = at;
    taken.add(at);
  }
  for (const role of ROLES) {
    if (roles[role] !== undefined) continue;
    if (OWN_ROLES.has(role) && !own) continue;
    for (const name of NAMES[role]) {
      const at = plain.indexOf(name);
      if (at < 0 || taken.has(at)) continue;
      roles[role] = at;
      taken.add(at);
      break;
    }
  }
  const placed = roles.start !== undefined && (roles.end ?? roles.length) !== undefined;
  if (roles.type === undefined || !(placed || roles.fragments !== undefined)) return null;
  const attributes = names.flatMap((name, i) => {
    if (taken.has(i)) return [];
    return [[i, name.startsWith(ATTRIBUTE_PREFIX) ? name.slice(ATTRIBUTE_PREFIX.length) : name] as const];
  });
  return { roles, attributes, own, names };
}

/** Describes what was recognised; `null` for our own tables. */
export function describeColumns({ roles, own, names }: Columns): string | null {
  const found = ROLES.flatMap((role) =>
    roles[role] === undefined ? [] : `${role}: ${show(names[roles[role]]!)}`,
  );
  return own ? null : MESSAGES.columns(found.join(', '));
}

/** @throws PostilError `refused` if a column has no name, a duplicate one, or one that no attribute can have */
export function assertNames({ attributes, names }: Columns, where: ErrorWhere): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw formatError(MESSAGES.columnTwice(twice), where);
  for (const [column, name] of attributes) {
    if (!TermName.safeParse(name).success)
      throw formatError(MESSAGES.notAnAttribute(column + 1, name), where);
  }
}

/** Parses the option in which a person states the meaning of columns: “type=kind, start=from”. */
export function givenColumns(text: string, where: ErrorWhere): Map<Role, string> {
  const given = new Map<Role, string>();
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const at = pair.indexOf('=');
    const role = ROLES.find((known) => known === pair.slice(0, at).trim());
    if (at < 0 || !role)
      throw formatError(MESSAGES.notARole(pair.trim()), where, MESSAGES.knownRoles(ROLES.join(', ')));
    given.set(role, pair.slice(at + 1).trim());
  }
  return given;
}
