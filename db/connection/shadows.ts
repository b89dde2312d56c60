import type { RowKinds } from '../rows/kinds.ts';
import type { LinedTable } from './connection.ts';
import type { Store } from './store.ts';
import {
  isRemoval,
  type Ranges,
  type Unfinished,
  type UnfinishedRemoval,
  type UnfinishedWriting,
} from './mark.ts';

/** Tables of the journal, which have rows of an unfinished import from its change on. */
const JOURNAL = ['change_document', 'change_row', 'packed_change'] as const;

/** Tables whose rows have ids of their own and may be rows of an unfinished import. */
export function linedTables(kinds: RowKinds): LinedTable[] {
  return [
    'change',
    ...kinds.all.flatMap(({ table }) => (table?.imported && table.key === 'uid' ? [table.name] : [])),
  ];
}

/** Tables whose rows belong to a row of another: that table, and the column that refers to it. */
function attachedTables(kinds: RowKinds): Map<string, readonly [LinedTable, string]> {
  const attached = new Map<string, readonly [LinedTable, string]>();
  for (const { table } of kinds.all) {
    if (!table?.imported) continue;
    if (table.key === 'document_id') attached.set(table.name, ['document', 'document_id']);
    for (const [part, column] of Object.entries(table.parts)) attached.set(part, [table.name, column]);
  }
  return attached;
}

/** The tables with attributes, by the value of `attribute.of`. */
function attributeOwners(kinds: RowKinds): (readonly [of: string, table: LinedTable])[] {
  return kinds.all.flatMap(({ table }) =>
    table?.attributes ? [[table.attributes, table.name] as const] : [],
  );
}

/** Tables that are read through views while a large change is unfinished; writing names them as `main.…`. */
export function shadowedTables(kinds: RowKinds): readonly string[] {
  return [...linedTables(kinds), ...JOURNAL, ...attachedTables(kinds).keys(), 'attribute'];
}

/** The condition under which a row `v` of a table is none of an unfinished change; for tables that have such rows. */
export function conditionsOf(kinds: RowKinds, unfinished: Unfinished): Map<string, string> {
  return isRemoval(unfinished) ? outsideRanges(kinds, unfinished) : belowLines(kinds, unfinished);
}

function belowLines(kinds: RowKinds, { lines, change }: UnfinishedWriting): Map<string, string> {
  // A mark of an older program has no line of a table that came later: it wrote none of its rows.
  const line = (table: LinedTable) => lines[table] ?? Number.MAX_SAFE_INTEGER;
  return new Map([
    ...linedTables(kinds).map((table) => [table, `v.id < ${line(table)}`] as const),
    ...JOURNAL.map((table) => [table, `v.change_id < ${change}`] as const),
    ...[...attachedTables(kinds)].map(
      ([table, [owner, column]]) => [table, `v.${column} < ${line(owner)}`] as const,
    ),
    [
      'attribute',
      attributeOwners(kinds)
        .map(([of, table]) => `(v.of = '${of}' AND v.owner < ${line(table)})`)
        .join(' OR '),
    ],
  ]);
}

function outsideRanges(
  kinds: RowKinds,
  { ranges, undone }: Pick<UnfinishedRemoval, 'ranges' | 'undone'>,
): Map<string, string> {
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
  const values = attributeOwners(kinds).flatMap(([of, table]) => {
    const condition = attached(table, 'v.owner');
    return condition ? [`(v.of <> '${of}' OR ${condition})`] : [];
  });
  const all: [string, string | undefined][] = [
    ...linedTables(kinds).map((table): [string, string | undefined] => [
      table,
      outside(table, 'v.id', 'v.change_id'),
    ]),
    ...[...attachedTables(kinds)].map(([table, [owner, column]]): [string, string | undefined] => [
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
export function findDependant(
  { db: { raw }, kinds }: Store,
  undone: number,
  ranges: Ranges,
): Dependant | undefined {
  const conditions = outsideRanges(kinds, { undone, ranges });
  const attached = attachedTables(kinds);
  const tables = raw
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'document_fts%'")
    .pluck()
    .all() as string[];
  for (const table of tables) {
    // Cases are derived, and go with what they are of.
    if (table === 'review_case') continue;
    const owner = attached.get(table);
    const columns = raw.pragma(`main.table_info(${table})`) as { name: string }[];
    const change = columns.some(({ name }) => name === 'change_id') && !table.startsWith('change');
    for (const { table: on, from: column } of raw.pragma(`main.foreign_key_list(${table})`) as {
      table: string;
      from: string;
    }[]) {
      const range = ranges[on];
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
      if (found) return { table, on, change: found.change };
    }
  }
  return undefined;
}
