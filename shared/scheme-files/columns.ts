import type { PartKind } from '../scheme-edit/names.ts';

/** The kinds of parts that have rows in a table, by the word in its column “kind”. */
export const ROW_KINDS = {
  layer: 'layer',
  type: 'span',
  relation: 'relation',
  label: 'label',
} as const satisfies Readonly<Record<string, PartKind>>;
export type RowKind = keyof typeof ROW_KINDS;

/** The columns of a scheme as a table, with their widths in characters. */
export const COLUMNS = [
  { name: 'kind', width: 10 },
  { name: 'name', width: 20 },
  { name: 'label', width: 24 },
  { name: 'key', width: 6 },
  { name: 'colour', width: 10 },
  { name: 'parent', width: 16 },
  { name: 'layer', width: 14 },
  { name: 'family', width: 10 },
  { name: 'from', width: 24 },
  { name: 'to', width: 24 },
  { name: 'values', width: 30 },
  { name: 'group', width: 14 },
  { name: 'properties', width: 24 },
  { name: 'guideline', width: 60 },
  { name: 'former name', width: 20 },
] as const;
export type Column = (typeof COLUMNS)[number]['name'];

/** Other headings of columns, in lower case. */
export const ALSO: Readonly<Record<string, Column>> = {
  color: 'colour',
  guidelines: 'guideline',
  description: 'guideline',
  type: 'name',
  shortcut: 'key',
  'old name': 'former name',
};

/** Words in the column “properties”, for what is either so or not. */
export const PROPERTIES = {
  hidden: 'layer',
  'wants entity': 'type',
  'between entities': 'relation',
  symmetric: 'relation',
  transitive: 'relation',
  'several values': 'label',
  required: 'label',
} as const satisfies Readonly<Record<string, RowKind>>;
export type Property = keyof typeof PROPERTIES;

/** Between several names in a cell, as in brat’s configuration. */
export const BETWEEN = ' | ';
