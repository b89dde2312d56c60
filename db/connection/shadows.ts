import { LINED_TABLES, type Connection, type LinedTable } from './connection.ts';
import {
  isRemoval,
  type Ranges,
  type Unfinished,
  type UnfinishedRemoval,
  type UnfinishedWriting,
} from './mark.ts';

/** Tables whose rows belong to a row of another, with the column that names it. */
const ATTACHED = {
  document_text: ['document', 'document_id'],
  segmentation: ['document', 'document_id'],
  alias: ['entity', 'entity_id'],
  external_id: ['entity', 'entity_id'],
  mention: ['span', 'span_id'],
  slot_evidence: ['slot', 'slot_id'],
} as const satisfies Record<string, readonly [LinedTable, string]>;
type AttachedTable = keyof typeof ATTACHED;

/** Tables of the journal, which have rows of an unfinished import from its change on. */
const JOURNAL = ['change_document', 'change_row', 'packed_change'] as const;

/** Tables that are read through views while a large change is unfinished; writing names them as `main.…`. */
export const SHADOWED_TABLES: readonly string[] = [
  ...LINED_TABLES,
  ...JOURNAL,
  ...Object.keys(ATTACHED),
  'attribute',
];

/** The condition under which a row `v` of a table is none of an unfinished change; for tables that have such rows. */
export function conditionsOf(unfinished: Unfinished): Map<string, string> {
  return isRemoval(unfinished) ? outsideRanges(unfinished) : belowLines(unfinished);
}

function belowLines({ lines, change }: UnfinishedWriting): Map<string, string> {
  return new Map([
    ...LINED_TABLES.map((table) => [table, `v.id < ${lines[table]}`] as const),
    ...JOURNAL.map((table) => [table, `v.change_id < ${change}`] as const),
    ...Object.entries(ATTACHED).map(
      ([table, [owner, column]]) => [table, `v.${column} < ${lines[owner]}`] as const,
    ),
    ['attribute', `(v.of = 's' AND v.owner < ${lines.span}) OR (v.of = 'r' AND v.owner < ${lines.relation})`],
  ]);
}

function outsideRanges({
  ranges,
  undone,
}: Pick<UnfinishedRemoval, 'ranges' | 'undone'>): Map<string, string> {
  /** Whether an id of a table is outside; `change` is how the row's change is found. */
  const outside = (table: LinedTable, id: string, change: string): string | undefined => {
    const range = ranges[table];
    return (
      range &&
      `(${id} NOT BETWEEN ${range.from} AND ${range.to}${range.mixed ? ` OR ${change} IS NOT ${undone}` : ''})`
    );
  };
  const attached = (table: LinedTable, column: string) =>
    outside(table, column, `(SELECT p.change_id FROM main.${table} p WHERE p.id = ${column})`);
  const [span, relation] = [attached('span', 'v.owner'), attached('relation', 'v.owner')];
  const values = [span && `(v.of <> 's' OR ${span})`, relation && `(v.of <> 'r' OR ${relation})`].filter(
    (condition) => condition !== undefined,
  );
  const all: [string, string | undefined][] = [
    ...LINED_TABLES.map((table): [string, string | undefined] => [
      table,
      outside(table, 'v.id', 'v.change_id'),
    ]),
    ...Object.entries(ATTACHED).map(([table, [owner, column]]): [string, string | undefined] => [
      table,
      attached(owner, `v.${column}`),
    ]),
    ['attribute', values.length > 0 ? values.join(' AND ') : undefined],
  ];
  return new Map(all.filter((each): each is [string, string] => each[1] !== undefined));
}

/** A table in which something refers to a row of an import that is to go, by a column; with a row that does. */
export interface Dependant {
  readonly table: string;
  /** The table of the row that is to go. */
  readonly on: LinedTable;
  /** The change that gave the dependent row its content, where that is known. */
  readonly change: number | null;
}

/** What refers to rows of an import from outside of it, so that they cannot go; `undefined` when nothing does. */
export function findDependant({ raw }: Connection, undone: number, ranges: Ranges): Dependant | undefined {
  const conditions = outsideRanges({ undone, ranges });
  const tables = raw
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'document_fts%'")
    .pluck()
    .all() as string[];
  for (const table of tables) {
    // Cases are derived, and go with what they are of.
    if (table === 'review_case') continue;
    const owner = table in ATTACHED ? ATTACHED[table as AttachedTable] : undefined;
    const columns = raw.pragma(`main.table_info(${table})`) as { name: string }[];
    const change = columns.some(({ name }) => name === 'change_id') && !table.startsWith('change');
    for (const { table: on, from: column } of raw.pragma(`main.foreign_key_list(${table})`) as {
      table: string;
      from: string;
    }[]) {
      const range = ranges[on as LinedTable];
      // What belongs to a row goes with it.
      if (!range || on === 'change' || (owner && owner[1] === column)) continue;
      const found = raw
        .prepare(
          `SELECT ${change ? 'v.change_id' : 'NULL'} AS change FROM main.${table} v
           WHERE v.${column} BETWEEN ${range.from} AND ${range.to}
             ${range.mixed ? `AND (SELECT p.change_id FROM main.${on} p WHERE p.id = v.${column}) = ${undone}` : ''}
             AND (${conditions.get(table) ?? 'TRUE'}) LIMIT 1`,
        )
        .get() as { change: number | null } | undefined;
      if (found) return { table, on: on as LinedTable, change: found.change };
    }
  }
  return undefined;
}
