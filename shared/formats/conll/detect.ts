import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError, type OptionValues } from '../define.ts';
import { isTag, parseTag, SchemeGuess, TAG_SCHEMES, BARE_TYPE } from '../iob.ts';
import type { TextLine } from '../lines.ts';
import { joinedTags, joiningOf, tagPieces } from './joint.ts';
import {
  CONLLU_COLUMNS,
  isArrowComment,
  isBlankLine,
  isDocstart,
  splitCells,
  type Layout,
} from './layout.ts';
import { MESSAGES } from './messages.ts';
import { findMiscKey, miscTag } from './misc.ts';
import { requireTagColumns } from './tag-columns.ts';

/** The number of overlapping spans that are examined for the scheme of their tags. */
const MAX_LEVELS = 8;
/** The number of lines that are examined before a file is read. */
export const HEAD_LINES = 5000;
export const HEAD_CHARACTERS = 1_000_000;

/** A layout, with its certainty and a description. */
export interface Detected {
  readonly layout: Layout;
  /** The tags or numbers of the file prove that it belongs to the CoNLL family. */
  readonly certain: boolean;
  /** Share of rows that have the most frequent number of columns. */
  readonly regular: number;
  /** The tags without letters that occur, for distinguishing a token "#" from a comment. */
  readonly vocabulary: ReadonlySet<string>;
  /** A note for people on how the tag columns were chosen. */
  readonly told: string | null;
  /** The rows are numbered as in CoNLL-U, so that their numbers can be checked; includes the column of the heads. */
  readonly trees: { readonly head: number | null } | null;
}

const HEADER_CELL =
  /^(?:sentence(?: ?#)?|token|word|form|lemma|[ux]?pos|chunk|tags?|ner(?:[-_ ]?tags?)?|nel?-.+|labels?|misc|id|index|iob2?|bio|entity|feats|head|deps?|deprel)$/i;
const NUMBER = /^\d+(?:-\d+|\.\d+)?$/;
const NO_SPACES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\p{M}*$/u;

/** Rows of the head by sequence, without comments and separators. */
interface Row {
  readonly cells: readonly string[];
  /** Whether it begins with "#" and so may be a comment. */
  readonly hash: boolean;
  /** Whether a blank line or a separator precedes it. */
  readonly first: boolean;
}

/**
 * Returns the layout of a file, from its beginning and what a person forces.
 * @throws PostilError `refused` if it has no columns, or not the requested ones.
 */
export function detectLayout(
  lines: readonly TextLine[],
  values: OptionValues | undefined,
  where: ErrorWhere,
): Detected | null {
  const text = lines.filter(({ text: line }) => !isArrowComment(line));
  if (text.every(({ text: line }) => isBlankLine(line))) return null;
  const separator = separatorOf(text, values);
  if (separator === 'pipes') return pipes(text, values, where);

  const { rows, plus, docstart } = rowsOf(text, separator);
  const sure = rows.filter(({ hash }) => !hash);
  if (sure.length === 0 && !docstart) return null;
  if (sure.length === 0 && docstart) {
    // Only documents without tokens.
    const found = {
      separator,
      width: Math.max(2, docstart.length),
      header: null,
      plus,
      body: [],
      regular: 1,
    };
    return build(found, values, where);
  }
  const width = commonWidth(sure);
  if (width < 2) throw formatError(MESSAGES.oneColumn, where, MESSAGES.isPlainText);
  const header = isHeader(sure[0]!.cells, width) ? sure[0]!.cells : null;
  const body = sure.filter((row) => row.cells.length >= width && (!header || row !== sure[0]));
  const regular = sure.filter(({ cells }) => cells.length === width).length / sure.length;
  return build({ separator, width, header, plus, body, regular }, values, where);
}

interface Found {
  readonly separator: Layout['separator'];
  readonly width: number;
  readonly header: readonly string[] | null;
  readonly plus: readonly string[] | null;
  readonly body: readonly Row[];
  readonly regular: number;
}

function build(
  { separator, width, header, plus, body: all, regular }: Found,
  values: OptionValues | undefined,
  where: ErrorWhere,
): Detected {
  const exact = all.filter(({ cells }) => cells.length === width);
  const share = (column: number, test: (cell: string) => boolean) =>
    exact.length === 0 ? 0 : exact.filter(({ cells }) => test(cells[column] ?? '')).length / exact.length;
  const numbers = share(0, (cell) => NUMBER.test(cell)) > 0.99;
  const conllu = plus === null && header === null && width === 10 && numbers;
  const columns = [...(header ?? plus ?? (conllu ? CONLLU_COLUMNS : []))];
  for (let i = columns.length; i < width; i++) columns.push(`column ${i + 1}`);
  const byName = (pattern: RegExp) => {
    const at = columns.findIndex((name) => pattern.test(name));
    return at < 0 ? null : at;
  };

  const numbered = numbers && (conllu || plus !== null || (width > 2 && countsUp(exact)));
  const sentence =
    byName(/^sentence/i) ?? (share(0, (cell) => /^sentence:? ?\d+$/i.test(cell)) > 0.99 ? 0 : null);
  const token =
    chosen(values, 'token-column', columns, where)?.[0] ??
    byName(/^(?:token|word|form)$/i) ??
    (numbered || sentence === 0 ? 1 : 0);
  const misc = byName(/^misc$/i);

  // A column of tags has hardly anything else in it, and not only the "_" of empty columns.
  const isTags = (column: number) =>
    column !== token &&
    share(column, (cell) =>
      tagPieces(cell).every((part) => isTag(part) || part === '_' || part.startsWith('-')),
    ) > 0.94 &&
    share(column, (cell) => tagPieces(cell).every(isTag)) > 0.5;
  const candidates = columns.flatMap((_, i) => (isTags(i) ? [i] : []));
  const asked = chosen(values, 'tag-columns', columns, where);
  const stack =
    asked === null &&
    header === null &&
    width === token + 2 &&
    candidates.includes(token + 1) &&
    all.length > exact.length &&
    all.every(({ cells }) => cells.slice(token + 1).every((cell) => isTag(cell)));
  const miscKey =
    asked === null && numbered && misc !== null && candidates.length === 0
      ? findMiscKey(exact.map(({ cells }) => cells[misc] ?? ''))
      : null;
  const found =
    asked !== null || stack || miscKey !== null || (conllu && candidates.length === 0)
      ? null
      : requireTagColumns(
          {
            rows: exact.map(({ cells }) => cells),
            columns,
            named: header !== null || plus !== null,
            token,
            others: new Set([numbers ? 0 : null, sentence].filter((column) => column !== null)),
            lettered: candidates,
            numbered,
            plain: values?.scheme === 'plain',
          },
          where,
        );
  const tags = asked ?? [...(found?.columns ?? (stack ? candidates.slice(-1) : []))];
  const body = stack ? all : exact;
  const certain = candidates.length > 0 || conllu;
  const joining = stack || tags.length !== 1 ? null : joiningOf(sequencesOf(exact, tags[0]!));
  const joint = joining?.kind === 'spans' ? joining.joint : null;

  const guess = new SchemeGuess();
  const vocabulary = new Set<string>();
  let parts = false;
  const types = new Set<string>();
  const inMisc = miscKey === null ? [] : exact;
  for (const { cells, first } of inMisc) {
    if (first) guess.add(0, null);
    const tag = miscTag(cells[misc!] ?? '', miscKey!) ?? 'O';
    guess.add(0, tag);
    types.add(parseTag(tag, 'IOB2').type);
  }
  for (const { cells, first } of body) {
    if (joint !== null) {
      // Each level is a separate sequence.
      const pieces = joinedTags(cells[tags[0]!] ?? '', joint)?.tags ?? [cells[tags[0]!] ?? ''];
      for (let level = 0; level < MAX_LEVELS; level++) {
        if (first) guess.add(level, null);
        guess.add(level, pieces[level] ?? 'O');
      }
      for (const piece of pieces) types.add(parseTag(piece, 'IOB2').type);
      if (vocabulary.size < 1000) vocabulary.add(cells[tags[0]!] ?? '');
      continue;
    }
    for (const [i, column] of (stack
      ? cells.slice(token + 1).map((_, n) => token + 1 + n)
      : tags
    ).entries()) {
      const cell = cells[column] ?? '';
      if (first) guess.add(i, null);
      const pieces = cell.includes('^') && cell.split('^').every(isTag) ? cell.split('^') : [cell];
      if (pieces.length > 1) parts = true;
      for (const piece of pieces) {
        guess.add(i, piece);
        types.add(parseTag(piece, 'IOB2').type);
      }
      if (vocabulary.size < 1000) vocabulary.add(cell);
    }
  }
  types.delete('');
  const forced = TAG_SCHEMES.find((scheme) => scheme === values?.scheme);
  const tagged = candidates.length > 0 || miscKey !== null || asked?.every((column) => isTags(column));
  const scheme =
    forced ?? (tagged ? guess.scheme : null) ?? (tagged || vocabulary.size === 0 ? 'IOB2' : 'plain');
  const blanks = values?.blanks ?? 'auto';
  const charIndex =
    share(token, (cell) => /^.\d$/u.test(cell)) === 1 &&
    share(token, (cell) => NO_SPACES.test(cell.slice(0, -1))) > 0.3;
  const layout: Layout = {
    separator,
    columns: stack ? columns.slice(0, token + 2) : columns,
    header: header ? 'row' : plus ? 'comment' : 'none',
    token,
    tags,
    scheme,
    stack,
    parts,
    joint,
    miscKey,
    bare: types.size === 1 && types.has(BARE_TYPE),
    numbered,
    sentence,
    misc,
    joined:
      blanks === 'auto' ? charIndex || share(token, (cell) => NO_SPACES.test(cell)) > 0.6 : blanks === 'none',
    charIndex,
  };
  const head = byName(/^head$/i);
  // In CoNLL-U most heads are numbers, even if some are wrong; other files may have words in this column.
  const usual = conllu ? 0.5 : 0.9;
  const heads =
    head !== null && share(head, (cell) => cell === '_' || /^\d+$/.test(cell)) >= usual ? head : null;
  const trees = conllu || (plus !== null && numbered);
  return {
    layout,
    certain,
    regular: stack ? 1 : regular,
    vocabulary,
    told: found?.told ?? null,
    trees: trees ? { head: heads } : null,
  };
}

/** Returns the cells of a column, by sequence. */
function sequencesOf(rows: readonly Row[], column: number): string[][] {
  const sequences: string[][] = [];
  for (const { cells, first } of rows) {
    if (first || sequences.length === 0) sequences.push([]);
    sequences.at(-1)!.push(cells[column] ?? '');
  }
  return sequences;
}

/** Returns the columns that an option names: numbers from 1 or names of the header, separated by commas. */
function chosen(
  values: OptionValues | undefined,
  option: string,
  columns: readonly string[],
  where: ErrorWhere,
): number[] | null {
  const asked = String(values?.[option] ?? 'auto').trim();
  if (asked === 'auto' || asked === '') return null;
  if (asked === 'none') return [];
  return asked.split(',').map((name) => {
    const at = columns.indexOf(name.trim());
    const number = /^\d+$/.test(name.trim()) ? Number(name) - 1 : -1;
    const column = at >= 0 ? at : number;
    if (column < 0 || column >= columns.length) {
      throw formatError(
        MESSAGES.noColumn(name.trim(), option),
        where,
        MESSAGES.knownColumns(columns.length, columns.join(', ')),
      );
    }
    return column;
  });
}

function separatorOf(lines: readonly TextLine[], values: OptionValues | undefined): Layout['separator'] {
  const forced = values?.separator;
  if (forced === 'tab' || forced === 'blanks' || forced === 'pipes') return forced;
  const rows = lines.filter(({ text }) => !isBlankLine(text) && !text.startsWith('#'));
  const some = rows.length > 0 ? rows : lines.filter(({ text }) => !isBlankLine(text));
  const piped = some.filter(({ text }) => {
    const tokens = text.trim().split(/[ \t]+/);
    return tokens.every((token) => {
      const at = token.lastIndexOf('|');
      return at > 0 && isTag(token.slice(at + 1));
    });
  });
  if (piped.length === some.length) return 'pipes';
  return some.filter(({ text }) => text.includes('\t')).length * 2 > some.length ? 'tab' : 'blanks';
}

function rowsOf(lines: readonly TextLine[], separator: Layout['separator']) {
  const rows: Row[] = [];
  let plus: string[] | null = null;
  let docstart: string[] | null = null;
  let first = true;
  for (const { text } of lines) {
    if (isBlankLine(text)) {
      first = true;
      continue;
    }
    const named = /^#\s*global\.columns\s*=\s*(.+)$/.exec(text);
    if (named) plus = named[1]!.trim().split(/\s+/);
    const cells = splitCells(text, separator);
    if (isDocstart(cells)) {
      docstart = cells;
      first = true;
      continue;
    }
    const hash = text.startsWith('#');
    rows.push({ cells, hash, first });
    if (!hash) first = false;
  }
  return { rows, plus, docstart };
}

function commonWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/** Whether a row names the columns: every cell is a known column name. */
function isHeader(cells: readonly string[], width: number): boolean {
  return cells.length === width && cells.every((cell) => HEADER_CELL.test(cell.trim()));
}

/** Whether the first column numbers the tokens of each sequence. */
function countsUp(rows: readonly Row[]): boolean {
  let expected = 0;
  for (const { cells, first } of rows) {
    if (/[-.]/.test(cells[0] ?? '')) continue;
    const number = Number(cells[0]);
    if (!Number.isInteger(number)) return false;
    if (first ? number > 1 : number !== expected) return false;
    expected = number + 1;
  }
  return rows.length > 0;
}

/** Reads tokens with one sentence per line, their cells joined by "|"; the last one is the tag. */
function pipes(lines: readonly TextLine[], values: OptionValues | undefined, where: ErrorWhere): Detected {
  const body: Row[] = [];
  for (const { text } of lines) {
    if (isBlankLine(text)) continue;
    for (const [i, cell] of text
      .trim()
      .split(/[ \t]+/)
      .entries())
      body.push({ cells: splitPipes(cell), hash: false, first: i === 0 });
  }
  const width = commonWidth(body);
  const rows = body.map((row) => ({ ...row, cells: splitPipes(row.cells.join('|'), width) }));
  return build(
    { separator: 'pipes', width, header: null, plus: null, body: rows, regular: 1 },
    values,
    where,
  );
}

/** Returns the cells of a token, split from its end, because a token may itself be a "|". */
export function splitPipes(token: string, width?: number): string[] {
  const cells: string[] = [];
  let rest = token;
  while (width === undefined || cells.length < width - 1) {
    // A "|" at the end is a cell, such as the part of speech of the token "|"; the separator precedes it.
    const at = rest.endsWith('|') ? rest.length - 2 : rest.lastIndexOf('|');
    // The first cell must not be empty.
    if (at <= 0) break;
    cells.unshift(rest.slice(at + 1));
    rest = rest.slice(0, at);
  }
  return [rest, ...cells];
}
