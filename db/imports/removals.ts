import type { Connection, LinedTable } from '../connection/connection.ts';
import type { RowTable } from '../rows/table.ts';
import { ownReferences, type AnyKind, type RowKinds } from '../rows/kinds.ts';

/** How the rows of a table are removed by their ids, with everything that is stored with them. */
export interface TableRemoval {
  readonly table: LinedTable;
  /** Kinds whose rows are removed together, in this order: those that have the uid of another come first. */
  readonly kinds: readonly AnyKind[];
  /** Rows that refer to another row of the table, which have to be removed first; null if none do. */
  readonly first: string | null;
  /** Whether other kinds store rows with these, such as the text of a document. */
  readonly isShared: boolean;
  /** Removes rows; `condition` selects the ids, with `id` in place of the column, and `?` for the value. */
  remove(db: Connection, condition: string, value: string | number): void;
}

/** The removal of all tables that an import writes; what depends on others comes first. */
export function tableRemovals(kinds: RowKinds): TableRemoval[] {
  return kinds.all.toReversed().flatMap((kind): TableRemoval[] => {
    const { table } = kind;
    if (!table?.imported || table.key !== 'uid') return [];
    const sharing =
      table.name === 'document'
        ? kinds.all.toReversed().filter((each) => each.table?.imported && each.table.key === 'document_id')
        : [];
    const statements = [...sharing.flatMap((each) => statementsOf(each.table!)), ...statementsOf(table)];
    const own = ownReferences(kind).map(({ column }) => `${column!} IS NOT NULL`);
    return [
      {
        table: table.name,
        kinds: [...sharing, kind],
        first: own.length > 0 ? own.join(' OR ') : null,
        isShared: sharing.length > 0,
        remove(db, condition, value) {
          for (const make of statements) db.raw.prepare(make(condition)).run(value);
        },
      },
    ];
  });
}

/** Statements that remove rows of a table, by a condition on the column `id`. */
function statementsOf(table: RowTable): ((condition: string) => string)[] {
  const column = table.key === 'uid' ? 'id' : table.key;
  const where = (condition: string, of: string) => condition.replace(/\bid\b/, of);
  return [
    ...(table.index
      ? [
          (condition: string) =>
            `DELETE FROM ${table.index!} WHERE rowid IN (SELECT ${column} FROM main.${table.name} WHERE ${where(condition, column)})`,
        ]
      : []),
    ...Object.entries(table.parts).map(
      ([part, owner]) =>
        (condition: string) =>
          `DELETE FROM main.${part} WHERE ${where(condition, owner)}`,
    ),
    ...(table.attributes
      ? [
          (condition: string) =>
            `DELETE FROM main.attribute WHERE ${where(condition, 'owner')} AND of = '${table.attributes!}'`,
        ]
      : []),
    (condition: string) => `DELETE FROM main.${table.name} WHERE ${where(condition, column)}`,
  ];
}
