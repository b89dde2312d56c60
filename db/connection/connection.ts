import type Database from 'better-sqlite3';
import type { PostilError } from '../../shared/contract/errors.ts';
import { closeUntouched, damagedWhileOpen, isDamage } from '../integrity/damage.ts';

/** A value SQLite can bind in a STRICT table. */
export type SqlValue = string | number | bigint | Buffer | null;

/** SQL with its parameters, as the {@link sql} tag makes it. `strings` doubles as the key of the statement cache. */
export interface Sql {
  readonly strings: TemplateStringsArray;
  readonly values: readonly SqlValue[];
}

/** Parameterising tag: values in `${}` are bound, never spliced into the text. */
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
  /** First column of all rows. */
  column<Value>(statement: Sql): Value[];
  /** Rows one by one; the connection is busy until the iteration ends. */
  each<Row>(statement: Sql): IterableIterator<Row>;
  /**
   * Lets all that `work` reads belong to one moment: otherwise another program may write between two statements. What is read after
   * `work` has returned, for instance after an `await`, belongs to a later moment.
   */
  snapshot<Result>(work: () => Result): Result;
  /**
   * Returns what `read` returned earlier, if neither this connection nor another one can have changed it since; else calls it. For values
   * that seldom change, such as the local ids of documents and sets. See {@link Connection.refresh}.
   */
  fact<Value>(key: string, read: () => Value): Value;
}

/** A handle that can write: given to commands, inside their transaction. */
export interface WriteDb extends ReadDb {
  /** Returns the rowid of the last insert and the number of rows changed. */
  run(statement: Sql): { readonly id: number; readonly changes: number };
  /** The id for a new row: `null` lets SQLite choose, as it does but while a large import is being written. */
  nextId(table: LinedTable): number | null;
}

/** A table whose rows have ids of their own and may be rows of an unfinished import: `change`, and those of row kinds. */
export type LinedTable = string;

/** Where the rows of an unfinished import begin in each table: its ids lie at and above the line, all others below. */
export type Lines = Readonly<Record<LinedTable, number>>;

/** A connection remembers about this many facts. */
const MOST_FACTS = 2000;

/** One connection to a project file, with a cache of prepared statements keyed by the place in the code. */
export class Connection implements WriteDb {
  readonly raw: Database.Database;
  readonly #statements = new Map<TemplateStringsArray, Database.Statement>();
  /** Those of which only the first column is read: a statement of its own, since another caller may want rows. */
  readonly #plucked = new Map<TemplateStringsArray, Database.Statement>();
  readonly #tops = new Map<LinedTable, Database.Statement>();
  #lines: { readonly lines: Partial<Lines>; readonly side: 'above' | 'below' | 'beyond' } | undefined;
  #damage: PostilError | undefined;
  readonly #facts = new Map<string, unknown>();
  /** SQLite's counter of other connections' commits when the facts were last compared with it. */
  #version: number | undefined;
  #readVersion: Database.Statement | undefined;
  /** Whether the facts hold: from a refresh until the thread is given back. */
  #fresh = false;
  /** Whether the present transaction changed nothing that facts follow from. */
  #keepsFacts = false;
  /** Whether {@link immediate} is running. Asking SQLite whether a transaction is open takes as long as a small statement. */
  #isImmediate = false;
  /** Called when damage is first found, even if the error of the statement that met it is caught. */
  onDamage: ((told: PostilError) => void) | undefined;

  constructor(raw: Database.Database) {
    this.raw = raw;
  }

  get<Row>(statement: Sql): Row | undefined {
    return this.#heeding(() => this.#prepare(statement).get(...statement.values) as Row | undefined);
  }

  all<Row>(statement: Sql): Row[] {
    return this.#heeding(() => this.#prepare(statement).all(...statement.values) as Row[]);
  }

  value<Value>(statement: Sql): Value | undefined {
    return this.#heeding(() => this.#pluck(statement).get(...statement.values) as Value | undefined);
  }

  column<Value>(statement: Sql): Value[] {
    return this.#heeding(() => this.#pluck(statement).all(...statement.values) as Value[]);
  }

  each<Row>(statement: Sql): IterableIterator<Row> {
    // A cached statement that is still iterating cannot run again, so iteration gets a statement of its own.
    const rows = this.#heeding(
      () =>
        this.raw.prepare(statement.strings.join('?')).iterate(...statement.values) as IterableIterator<Row>,
    );
    const each: IterableIterator<Row> = {
      next: () => this.#heeding(() => rows.next()),
      return: (value?: unknown) => rows.return?.(value) ?? { done: true, value },
      [Symbol.iterator]: () => each,
    };
    return each;
  }

  fact<Value>(key: string, read: () => Value): Value {
    if (!this.#fresh) return read();
    const known = this.#facts.get(key);
    if (known !== undefined) return known as Value;
    const value = read();
    if (this.#facts.size > MOST_FACTS) this.#facts.clear();
    if (value !== undefined) this.#facts.set(key, value);
    return value;
  }

  /**
   * Lets {@link fact} return remembered values until the thread is given back. Forgets them if another connection has committed since the
   * last refresh. Costs one statement.
   */
  refresh(): void {
    this.#readVersion ??= this.raw.prepare('PRAGMA data_version').pluck();
    const version = this.#heeding(() => this.#readVersion!.get() as number);
    if (version !== this.#version) this.#facts.clear();
    this.#version = version;
    if (this.#fresh) return;
    this.#fresh = true;
    queueMicrotask(() => (this.#fresh = false));
  }

  /** Forgets all facts. Call it after a write of what they follow from: rows other than annotations, and `meta`. */
  forgetFacts(): void {
    this.#facts.clear();
  }

  /** Keeps the facts beyond the present transaction, which wrote annotations and the journal only. */
  keepFacts(): void {
    this.#keepsFacts = true;
  }

  run(statement: Sql): { id: number; changes: number } {
    this.assertSound();
    if (this.#facts.size > 0 && !this.#isImmediate && !this.raw.inTransaction) this.#facts.clear();
    return this.#heeding(() => {
      const { lastInsertRowid, changes } = this.#prepare(statement).run(...statement.values);
      return { id: Number(lastInsertRowid), changes };
    });
  }

  snapshot<Result>(work: () => Result): Result {
    if (this.raw.inTransaction) return work();
    this.raw.exec('BEGIN');
    try {
      return work();
    } finally {
      this.#endSnapshot();
    }
  }

  /** Nothing was written. SQLite may have ended the transaction already, for instance after a failed read. */
  #endSnapshot(): void {
    try {
      if (this.raw.inTransaction) this.raw.exec('COMMIT');
    } catch (error) {
      // An error here would take the place of what `work` threw or returned.
      if (isDamage(error)) this.condemn(damagedWhileOpen(this.raw.name, error.message));
      if (this.raw.inTransaction) this.raw.exec('ROLLBACK');
    }
  }

  /** Runs `work` in one `BEGIN IMMEDIATE` transaction; any throw rolls everything back. */
  immediate<Result>(work: (db: WriteDb) => Result): Result {
    this.assertSound();
    // What writes rows in its own way, such as a walk through the journal, uses no facts: `record` begins to.
    this.#fresh = false;
    this.#keepsFacts = false;
    let committed = false;
    const outer = this.#isImmediate;
    this.#isImmediate = true;
    try {
      const done = this.raw
        .transaction(() => {
          const result = this.#heeding(() => work(this));
          this.assertSound(); // the error may have been caught within
          return result;
        })
        .immediate();
      committed = true;
      return done;
    } finally {
      this.#isImmediate = outer;
      this.#endFacts(committed);
    }
  }

  #endFacts(committed: boolean): void {
    if (!committed || !this.#keepsFacts) this.#facts.clear();
  }

  /** The damage that was found, if any. */
  get damage(): PostilError | undefined {
    return this.#damage;
  }

  /** Stops all writing of this connection, for the given reason. Only the first reason is kept. */
  condemn(told: PostilError): void {
    if (this.#damage !== undefined) return;
    this.#damage = told;
    // Statements that do not come through here are refused as well.
    if (this.raw.open) this.raw.pragma('query_only = ON');
    this.onDamage?.(told);
  }

  /** Error: damaged, once damage was found. */
  assertSound(): void {
    if (this.#damage !== undefined) throw this.#damage;
  }

  /** Runs a statement; if it meets damage, whether reading or writing, all writing ends. */
  #heeding<Result>(statement: () => Result): Result {
    try {
      return statement();
    } catch (error) {
      if (isDamage(error)) this.condemn(damagedWhileOpen(this.raw.name, error.message));
      throw error;
    }
  }

  /**
   * From now on ids are given out on one side of the lines of an unfinished change: at and above them, below them, or beyond the last
   * id of the rows that are being removed, which must not be given again before all are gone. `undefined` ends that.
   */
  keepTo(lines: undefined): void;
  keepTo(lines: Lines, side: 'above' | 'below'): void;
  keepTo(lines: Partial<Lines>, side: 'beyond'): void;
  keepTo(lines: Partial<Lines> | undefined, side: 'above' | 'below' | 'beyond' = 'below'): void {
    this.#lines = lines && { lines, side };
  }

  nextId(table: LinedTable): number | null {
    if (!this.#lines) return null;
    const { lines, side } = this.#lines;
    const line = lines[table];
    if (line === undefined) return null;
    let top = this.#tops.get(table);
    // Query the maximum every time: a rollback frees ids.
    if (!top)
      this.#tops.set(
        table,
        (top = this.raw.prepare(`SELECT max(id) FROM main.${table} WHERE id < ?`).pluck()),
      );
    const next = ((top.get(side === 'below' ? line : Number.MAX_SAFE_INTEGER) as number | null) ?? 0) + 1;
    if (side === 'above') return Math.max(next, line);
    if (side === 'beyond') return Math.max(next, line + 1);
    if (next >= line) throw new Error(`no ${table} ids are left while an import is being written`);
    return next;
  }

  /** Closes it; the last connection to a sound file folds the journal into it. */
  close(): void {
    this.#tops.clear();
    this.#statements.clear();
    this.#plucked.clear();
    this.#facts.clear();
    this.#readVersion = undefined;
    if (this.#damage === undefined) this.raw.close();
    else closeUntouched(this.raw);
  }

  #prepare({ strings }: Sql): Database.Statement {
    let prepared = this.#statements.get(strings);
    if (!prepared) this.#statements.set(strings, (prepared = this.raw.prepare(strings.join('?'))));
    return prepared;
  }

  #pluck({ strings }: Sql): Database.Statement {
    let prepared = this.#plucked.get(strings);
    if (!prepared) this.#plucked.set(strings, (prepared = this.raw.prepare(strings.join('?')).pluck()));
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
  // So a journal that grew because of a long reader shrinks again.
  raw.pragma('journal_size_limit = 67108864');
}
