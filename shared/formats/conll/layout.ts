import * as z from 'zod';
import { TAG_SCHEMES } from '../iob.ts';
import { JOINTS } from './joint.ts';

/** Id of the format, and the key of what it keeps in `extra`. */
export const CONLL = 'conll';

/** What separates cells: a TAB, blanks, or "|" within tokens, with one sentence per line. */
export const SEPARATORS = ['tab', 'blanks', 'pipes'] as const;

export const DOCSTART = '-DOCSTART-';

/** Columns of CoNLL-U, by which its files are known. */
export const CONLLU_COLUMNS = [
  'ID',
  'FORM',
  'LEMMA',
  'UPOS',
  'XPOS',
  'FEATS',
  'HEAD',
  'DEPREL',
  'DEPS',
  'MISC',
] as const;

/**
 * How a file of the family is built. It is kept with the segmentation of each of its documents, so that they can be
 * written the way they came.
 */
export const Layout = z.object({
  separator: z.enum(SEPARATORS),
  /** Name of every column, in order: from the file, or else "column 3". */
  columns: z.array(z.string()).min(1),
  /** Where the file has the names: in its first row, or in a comment as CoNLL-U Plus has it. */
  header: z.enum(['none', 'row', 'comment']),
  token: z.int().nonnegative(),
  /** The columns of tags; none in files that only have tokens, as those of CoNLL-U. */
  tags: z.array(z.int().nonnegative()),
  scheme: z.enum(TAG_SCHEMES),
  /** Rows list as many tags as their token has spans, so that rows differ in length. */
  stack: z.boolean(),
  /** Tags for the parts of a token, joined by "^". */
  parts: z.boolean(),
  /** What joins the tags of spans that overlap, where the one column of tags has several in a cell. */
  joint: z.enum(JOINTS).nullable().default(null),
  /** The key under which MISC has the tags, where no column has them. */
  miscKey: z.string().min(1).nullable().default(null),
  /** Tags are a letter without a type. */
  bare: z.boolean(),
  /** The first column is a number as CoNLL-U has it: 3, 3-4 for a token of two words, 3.1 for an empty node. */
  numbered: z.boolean(),
  /** A column in which each sentence has a number or name. */
  sentence: z.int().nonnegative().nullable(),
  /** The column of notes such as SpaceAfter=No. */
  misc: z.int().nonnegative().nullable(),
  /** The text has no blanks between tokens. */
  joined: z.boolean(),
  /** Tokens are one character and the digit of its place in a word. */
  charIndex: z.boolean(),
});
export type Layout = z.infer<typeof Layout>;

/** What a document keeps besides: comments by the sentence that follows them, rows that are not tokens, its separator. */
export const DocumentLayout = Layout.extend({
  comments: z.array(z.tuple([z.int(), z.string()])).default([]),
  /** Rows of words and empty nodes, by the token that they follow (-1: before the first). */
  rows: z.array(z.tuple([z.int(), z.array(z.string())])).default([]),
  /** The row that began the document. */
  docstart: z.array(z.string()).optional(),
});
export type DocumentLayout = z.infer<typeof DocumentLayout>;

/** The columns that are kept beside the text: all but the token and the tags. */
export function keptColumns({ columns, token, tags, stack }: Layout): number[] {
  return columns.flatMap((_, i) => (i === token || tags.includes(i) || (stack && i > token) ? [] : [i]));
}

/** How many spans a token can be in at once; without end where rows or cells list as many tags as there are. */
export function levelsOf({ stack, joint, miscKey, tags }: Layout): number {
  if (stack || joint !== null) return Infinity;
  return miscKey === null ? tags.length : 1;
}

/** Splits a line into its cells. Spaces at the ends and an extra TAB at the end are ignored. */
export function splitCells(line: string, separator: Layout['separator']): string[] {
  if (separator === 'tab') return line.split('\t');
  // A blank between and none at the ends is the rule.
  if (!/\t| {2}|^ | $/.test(line)) return line.split(' ');
  return line.replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/);
}

export function isBlankLine(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** `<-- file: … -->`, as some files of the Europeana newspapers have it. */
export function isArrowComment(line: string): boolean {
  return line.startsWith('<-- ') && line.trimEnd().endsWith('-->');
}

/** Whether a row begins a document. */
export function isDocstart(cells: readonly string[]): boolean {
  return cells[0] === DOCSTART || (cells[1] === DOCSTART && /^\d+$/.test(cells[0]!));
}
