import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { BARE_TYPE, parseTag } from '../iob.ts';
import { tagPieces } from './joint.ts';
import { MESSAGES } from './messages.ts';

/** Phrase types of chunkers: a column of these is independent of the names and does not nest with them. */
const CHUNKS = new Set(['NP', 'VP', 'PP', 'ADVP', 'ADJP', 'SBAR', 'PRT', 'INTJ', 'CONJP', 'LST', 'UCP']);
/** Header names of the column with names of things, the most reliable first. */
const NAMED = [
  /^ner(?:[-_ ]?tags?)?$/i,
  /^(?:ne|nel?-.+|entit(?:y|ies))$/i,
  /^(?:iob2?|bio|bioes|bilou)$/i,
  /^(?:labels?|tags?)$/i,
];
/** More distinct labels are no types of things, but words, lemmas or positions. */
const MAX_LABELS = 100;
const LABEL = /^\p{L}[\p{L}\p{N}_.:+/&-]*$/u;

/** The first rows of a file, and what is known of their columns so far. */
export interface Table {
  readonly rows: readonly (readonly string[])[];
  /** Names of the columns, from the file or "column 3". */
  readonly columns: readonly string[];
  readonly named: boolean;
  readonly token: number;
  /** Columns that identify the row, such as its number or sentence. */
  readonly others: ReadonlySet<number>;
  /** Columns whose non-empty cells are tags with letters. */
  readonly lettered: readonly number[];
  /** The first column numbers the words, as in files of trees, which need not have tags. */
  readonly numbered: boolean;
  /** The person has stated that tags have no prefixes such as B- and I-. */
  readonly plain: boolean;
}

/** The tag columns, and a note for people on the choice. */
export interface TagColumns {
  readonly columns: readonly number[];
  readonly told: string | null;
}

/**
 * Returns the tag columns, by their content: tags with letters; else labels with an "O" for outside. Of several, the
 * one that the header names so, or the last one together with the preceding ones that nest with it.
 *
 * @throws PostilError `refused` if several columns are possible, or none: a person then has to name them.
 */
export function requireTagColumns(table: Table, where: ErrorWhere): TagColumns {
  return table.lettered.length > 0 ? withLetters(table) : withoutLetters(table, where);
}

function withLetters({ rows, columns, lettered }: Table): TagColumns {
  const types = new Map(lettered.map((column) => [column, typesOf(rows, column)]));
  const phrases = (column: number) => {
    const found = [...types.get(column)!];
    return /chunk/i.test(columns[column]!) || (found.length > 0 && found.every((type) => CHUNKS.has(type)));
  };
  const names = lettered.filter((column) => !phrases(column));
  const candidates = names.length > 0 ? names : lettered;
  const fine = candidates.filter((column) => /^NE-/.test(columns[column]!));
  if (fine.length > 0) return { columns: fine, told: null };
  const named = byName(candidates, columns);
  const last = named ?? candidates.at(-1)!;
  const nested = [last];
  // The begin of words among characters is independent of what they name.
  const bare = types.get(last)!.has(BARE_TYPE);
  for (let column = last - 1; candidates.includes(column); column--) {
    if (types.get(column)!.has(BARE_TYPE) && !bare) break;
    nested.unshift(column);
  }
  const left = candidates.filter((column) => !nested.includes(column));
  const told = left.length === 0 ? null : MESSAGES.furtherTagColumns(inWords(left, columns));
  return { columns: nested, told };
}

function withoutLetters(table: Table, where: ErrorWhere): TagColumns {
  const { rows, columns, named, token, others, numbered, plain } = table;
  const rest = columns.flatMap((_, i) => (i === token || others.has(i) ? [] : [i]));
  const labelled = rest.filter((column) => isLabels(rows, column));
  const called = named
    ? byName(
        rest.filter((column) => labelled.includes(column) || hasFew(rows, column)),
        columns,
      )
    : null;
  if (called !== null) return { columns: [called], told: null };
  const [only] = labelled;
  if (only !== undefined && labelled.length === 1) return { columns: [only], told: null };
  if (labelled.length > 1) {
    // A part-of-speech tag set may contain "O" too, but in a column of names most words are outside.
    const mostly = labelled.filter((column) => mostCommon(rows, column) === 'O');
    if (mostly.length === 1) return { columns: mostly, told: null };
    throw formatError(MESSAGES.severalTagColumns(inWords(labelled, columns)), where, MESSAGES.nameTagColumns);
  }
  if (plain) return { columns: [columns.length - 1], told: null };
  if (rest.length === 1) {
    const told = MESSAGES.noOutside;
    return { columns: rest, told: rows.length > 0 ? told : null };
  }
  if (numbered) return { columns: [], told: null };
  const brackets = rest.find((column) => isBrackets(rows, column));
  throw formatError(
    brackets === undefined
      ? MESSAGES.noTagColumn(columns.length)
      : MESSAGES.spansInBrackets(inWords([brackets], columns)),
    where,
    MESSAGES.nameTagColumns,
  );
}

function byName(candidates: readonly number[], columns: readonly string[]): number | null {
  for (const pattern of NAMED) {
    const found = candidates.findLast((column) => pattern.test(columns[column]!));
    if (found !== undefined) return found;
  }
  return null;
}

function typesOf(rows: readonly (readonly string[])[], column: number): Set<string> {
  const types = new Set(
    rows.flatMap((cells) => tagPieces(cells[column] ?? '').map((cell) => parseTag(cell, 'IOB2').type)),
  );
  types.delete('');
  return types;
}

/** Whether a column has labels without letters: few distinct ones, and an "O" for outside. */
function isLabels(rows: readonly (readonly string[])[], column: number): boolean {
  const values = new Set(rows.map((cells) => cells[column] ?? ''));
  if (!values.delete('O')) return false;
  for (const outside of ['_', '-', '']) values.delete(outside);
  return values.size <= MAX_LABELS && [...values].every((value) => LABEL.test(value));
}

function hasFew(rows: readonly (readonly string[])[], column: number): boolean {
  return (
    new Set(rows.map((cells) => cells[column] ?? '')).size <=
    Math.max(2, Math.min(MAX_LABELS, rows.length / 2))
  );
}

function mostCommon(rows: readonly (readonly string[])[], column: number): string {
  const counts = new Map<string, number>();
  for (const cells of rows) counts.set(cells[column] ?? '', (counts.get(cells[column] ?? '') ?? 0) + 1);
  return [...counts].reduce<readonly [string, number]>((a, b) => (b[1] > a[1] ? b : a), ['', 0])[0];
}

/** Whether a column has CoNLL-2012 spans: "(PERSON*" where one begins, "*)" where one ends, "*" elsewhere. */
function isBrackets(rows: readonly (readonly string[])[], column: number): boolean {
  const cells = rows.map((row) => row[column] ?? '');
  return (
    cells.some((cell) => cell.startsWith('(')) &&
    cells.every((cell) => /^(?:\([\w-]+)*\*?\)*$/.test(cell) && cell !== '')
  );
}

function inWords(list: readonly number[], columns: readonly string[]): string {
  return list
    .map((column) =>
      /^column \d+$/.test(columns[column]!) ? columns[column]! : `column ${column + 1} (${columns[column]!})`,
    )
    .join(' and ');
}
