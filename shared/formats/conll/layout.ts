import * as z from 'zod';
import { TAG_SCHEMES } from '../iob.ts';
import { JOINTS } from './joint.ts';

/** Id of the format, and the key of what it keeps in `extra`. */
export const CONLL = 'conll';

/** What separates cells: a TAB, blanks, or "|" within tokens, with one sentence per line. */
export const SEPARATORS = ['tab', 'blanks', 'pipes'] as const;

export const DOCSTART = '-DOCSTART-';

/** Columns of CoNLL-U, by which its files are recognised. */
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
 * The layout of a file of the family. It is kept with the segmentation of each of its documents, so that they can be
 * written in the same layout.
 */
export const Layout = z.object({
  separator: z.enum(SEPARATORS),
  /** Name of every column, in order: from the file, or else "column 3". */
  columns: z.array(z.string()).min(1),
  /** Where the file names its columns: in its first row, or in a comment as in CoNLL-U Plus. */
  header: z.enum(['none', 'row', 'comment']),
  token: z.int().nonnegative(),
  /** The columns of tags; none in files without tags, such as CoNLL-U. */
  tags: z.array(z.int().nonnegative()),
  scheme: z.enum(TAG_SCHEMES),
  /** Rows list as many tags as their token has spans, so that rows differ in length. */
  stack: z.boolean(),
  /** Tags for the parts of a token, joined by "^". */
  parts: z.boolean(),
  /** What joins the tags of overlapping spans, if the only tag column has several in one cell. */
  joint: z.enum(JOINTS).nullable().default(null),
  /** The key under which MISC has the tags, if no column has them. */
  miscKey: z.string().min(1).nullable().default(null),
  /** Tags are a letter without a type. */
  bare: z.boolean(),
  /** The first column is a CoNLL-U number: 3, 3-4 for a token of two words, 3.1 for an empty node. */
  numbered: z.boolean(),
  /** A column in which each sentence has a number or name. */
  sentence: z.int().nonnegative().nullable(),
  /** The column of notes such as SpaceAfter=No. */
  misc: z.int().nonnegative().nullable(),
  /** The text has no blanks between tokens. */
  joined: z.boolean(),
  /** Each token is one character with the digit of its position in a word. */
  charIndex: z.boolean(),
});
export type Layout = z.infer<typeof Layout>;

/** What else a document keeps: comments by the sentence after them, rows that are not tokens, its separator. */
export const DocumentLayout = Layout.extend({
  comments: z.array(z.tuple([z.int(), z.string()])).default([]),
  /** Rows of words and empty nodes, by the token before them (-1: before the first). */
  rows: z.array(z.tuple([z.int(), z.array(z.string())])).default([]),
  /** The row that began the document. */
  docstart: z.array(z.string()).optional(),
});
export type DocumentLayout = z.infer<typeof DocumentLayout>;

/** Returns the columns that are kept beside the text: all except the token and the tags. */
export function keptColumns({ columns, token, tags, stack }: Layout): number[] {
  return columns.flatMap((_, i) => (i === token || tags.includes(i) || (stack && i > token) ? [] : [i]));
}

/** Returns how many spans can cover a token at once; infinite if rows or cells list any number of tags. */
export function levelsOf({ stack, joint, miscKey, tags }: Layout): number {
  if (stack || joint !== null) return Infinity;
  return miscKey === null ? tags.length : 1;
}

/** Splits a line into its cells. Spaces at the ends and an extra TAB at the end are ignored. */
export function splitCells(line: string, separator: Layout['separator']): string[] {
  if (separator === 'tab') return line.split('\t');
  // Shortcut for the common case: one blank between cells and none at the ends.
  if (!/\t| {2}|^ | $/.test(line)) return line.split(' ');
  return line.replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/);
}

export function isBlankLine(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** `<-- file: … -->`, as in some files of the Europeana newspapers. */
export function isArrowComment(line: string): boolean {
  return line.startsWith('<-- ') && line.trimEnd().endsWith('-->');
}

/** Whether a row begins a document. */
export function isDocstart(cells: readonly string[]): boolean {
  return cells[0] === DOCSTART || (cells[1] === DOCSTART && /^\d+$/.test(cells[0]!));
}

/** The layout for documents that did not come from a file of the family, and of files without rows. */
export const PLAIN: Layout = {
  separator: 'tab',
  columns: ['column 1', 'column 2'],
  header: 'none',
  token: 0,
  tags: [1],
  scheme: 'IOB2',
  stack: false,
  parts: false,
  joint: null,
  miscKey: null,
  bare: false,
  numbered: false,
  sentence: null,
  misc: null,
  joined: false,
  charIndex: false,
};
