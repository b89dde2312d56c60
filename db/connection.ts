import type Database from 'better-sqlite3';

/** A value SQLite can bind in a STRICT table. */
export type SqlValue = string | number | bigint | Buffer | null;

/** SQL with its parameters, as the {@link sql} tag makes it. `strings` doubles as the key of the statement cache. */
export interface Sql {
  readonly strings: TemplateStringsArray;
  readonly values: readonly SqlValue[];
}

/** Parameterising tag: what stands in `${}` is bound, never spliced. */
export function sql(strings: TemplateStringsArray, ...values: SqlValue[]): Sql {
  return { strings, values };
}

/** A handle that can only read: given to queries. */
export interface ReadDb {
  /** First row, or `undefined`. */
  get<Row>(statement: Sql): Row | undefined;
  all<Row>(statement: Sql): Row[];
  /** First column of the first row, or `undefined`. */
  value<Value>(statement: Sql): Value | undefined;
  /** Rows one by one; the connection is busy until the iteration ends. */
  each<Row>(statement: Sql): IterableIterator<Row>;
}

/** A handle that can write: given to commands, inside their transaction. */
export interface WriteDb extends ReadDb {
  /** Answers the rowid of the last insert and the number of rows changed. */
  run(statement: Sql): { readonly id: number; readonly changes: number };
}

/** One connection to a project file, with a cache of prepared statements keyed by the place in the code. */
export class Connection implements WriteDb {
  readonly raw: Database.Database;
  readonly #statements = new Map<TemplateStringsArray, Database.Statement>();

  constructor(raw: Database.Database) {
    this.raw = raw;
  }

  get<Row>(statement: Sql): Row | undefined {
    return this.#prepare(statement).get(...statement.values) as Row | undefined;
  }

  all<Row>(statement: Sql): Row[] {
    return this.#prepare(statement).all(...statement.values) as Row[];
  }

  value<Value>(statement: Sql): Value | undefined {
    const row = this.#prepare(statement).get(...statement.values);
    return row === undefined ? undefined : (Object.values(row as object)[0] as Value);
  }

  each<Row>(statement: Sql): IterableIterator<Row> {
    // A cached statement that is still iterating cannot run again, so iteration gets a statement of its own.
    return this.raw
      .prepare(statement.strings.join('?'))
      .iterate(...statement.values) as IterableIterator<Row>;
  }

  run(statement: Sql): { id: number; changes: number } {
    const { lastInsertRowid, changes } = this.#prepare(statement).run(...statement.values);
    return { id: Number(lastInsertRowid), changes };
  }

  /** Runs `work` in one `BEGIN IMMEDIATE` transaction; any throw rolls everything back. */
  immediate<Result>(work: (db: WriteDb) => Result): Result {
    return this.raw.transaction(() => work(this)).immediate();
  }

  close(): void {
    this.#statements.clear();
    this.raw.close();
  }

  #prepare(statement: Sql): Database.Statement {
    let prepared = this.#statements.get(statement.strings);
    if (!prepared) {
      prepared = this.raw.prepare(statement.strings.join('?'));
      this.#statements.set(statement.strings, prepared);
    }
    return prepared;
  }
}

/** Settings of every connection; WAL's own default would be `synchronous=NORMAL`, which may lose a commit. */
export function configure(raw: Database.Database, { readonly }: { readonly: boolean }): void {
  raw.pragma('foreign_keys = ON');
  raw.pragma('trusted_schema = OFF');
  raw.pragma('cell_size_check = ON');
  if (readonly) {
    raw.pragma('query_only = ON');
    return;
  }
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('checkpoint_fullfsync = ON');
  raw.pragma('wal_autocheckpoint = 1000');
}
