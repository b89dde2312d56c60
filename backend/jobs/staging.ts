import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Connection, sql, type Sql } from '../../db/connection/connection.ts';
import type { KnownIds, WaitingSlots, WaitingSpan } from '../../db/imports/importer.ts';
import { temporaryFolder } from '../../db/connection/temporary.ts';
import { toBytes, toUid } from '../../db/connection/uid.ts';
import type { Incoming, SeenIds } from '../../shared/formats/define.ts';
import type { Uid } from '../../shared/model/uid.ts';

type Kind = Incoming['kind'];

/** One table for each kind, so that reading a rare kind does not scan millions of rows of another. */
const INSERT = {
  header: (body) => sql`INSERT INTO header (body) VALUES (${body})`,
  entity: (body) => sql`INSERT INTO entity (body) VALUES (${body})`,
  document: (body) => sql`INSERT INTO document (body) VALUES (${body})`,
  relation: (body) => sql`INSERT INTO relation (body) VALUES (${body})`,
  note: (body) => sql`INSERT INTO note (body) VALUES (${body})`,
} satisfies Record<Kind, (body: string) => Sql>;

const KINDS = Object.keys(INSERT) as Kind[];

const DELETE = {
  header: (last) => sql`DELETE FROM header WHERE id > ${last}`,
  entity: (last) => sql`DELETE FROM entity WHERE id > ${last}`,
  document: (last) => sql`DELETE FROM document WHERE id > ${last}`,
  relation: (last) => sql`DELETE FROM relation WHERE id > ${last}`,
  note: (last) => sql`DELETE FROM note WHERE id > ${last}`,
} satisfies Record<Kind, (last: number) => Sql>;

const DELETE_BETWEEN = {
  header: (after, last) => sql`DELETE FROM header WHERE id > ${after} AND id <= ${last}`,
  entity: (after, last) => sql`DELETE FROM entity WHERE id > ${after} AND id <= ${last}`,
  document: (after, last) => sql`DELETE FROM document WHERE id > ${after} AND id <= ${last}`,
  relation: (after, last) => sql`DELETE FROM relation WHERE id > ${after} AND id <= ${last}`,
  note: (after, last) => sql`DELETE FROM note WHERE id > ${after} AND id <= ${last}`,
} satisfies Record<Kind, (after: number, last: number) => Sql>;

const LAST = {
  header: sql`SELECT max(id) FROM header`,
  entity: sql`SELECT max(id) FROM entity`,
  document: sql`SELECT max(id) FROM document`,
  relation: sql`SELECT max(id) FROM relation`,
  note: sql`SELECT max(id) FROM note`,
} satisfies Record<Kind, Sql>;

/** The last id of each kind at some moment. */
export type StagingMark = readonly (readonly [kind: Kind, last: number])[];

type Row = { readonly id: number; readonly body: string };

/** The number of rows read at a time. Paging is needed because a connection cannot write while it iterates a statement. */
const PAGE = 64;
const SELECT = {
  header: (after) => sql`SELECT id, body FROM header WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`,
  entity: (after) => sql`SELECT id, body FROM entity WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`,
  document: (after) => sql`SELECT id, body FROM document WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`,
  relation: (after) => sql`SELECT id, body FROM relation WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`,
  note: (after) => sql`SELECT id, body FROM note WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`,
  waiting: (after) => sql`SELECT id, body FROM waiting WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`,
} satisfies Record<Kind | 'waiting', (after: number) => Sql>;

/**
 * Holds the records of an import until all of it has been read without error: a database in a temporary folder, so that
 * memory use stays constant. Other data that grows with the files is kept here too.
 */
export class Staging {
  readonly #db: Connection;
  /** The number of documents waiting. */
  documents = 0;
  /** Documents of the files that the project has under another id. */
  readonly known: KnownIds;
  /** Spans whose slots are written after all spans. */
  readonly waiting: WaitingSlots;

  /** @param folder an empty folder, which its creator deletes */
  constructor(folder: string) {
    const raw = new Database(join(folder, 'staged.sqlite'));
    raw.pragma('journal_mode = OFF'); // not needed after a crash
    raw.pragma('synchronous = OFF');
    for (const kind of KINDS)
      raw.exec(`CREATE TABLE ${kind} (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT`);
    raw.exec(`
      CREATE TABLE waiting (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
      CREATE TABLE known (uid BLOB PRIMARY KEY, here BLOB NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE seen (uid BLOB, file INTEGER, line INTEGER NOT NULL, PRIMARY KEY (uid, file)) STRICT, WITHOUT ROWID;
      BEGIN`);
    const db = new Connection(raw);
    this.#db = db;
    this.known = {
      get(uid) {
        const here = db.value<Buffer>(sql`SELECT here FROM known WHERE uid = ${toBytes(uid)}`);
        return here && toUid(here);
      },
      set: (uid, here) =>
        void db.run(sql`INSERT OR REPLACE INTO known (uid, here) VALUES (${toBytes(uid)}, ${toBytes(here)})`),
    };
    this.waiting = {
      add: (item) => void db.run(sql`INSERT INTO waiting (body) VALUES (${JSON.stringify(item)})`),
      [Symbol.iterator]: () => rows<WaitingSpan>(db, SELECT.waiting),
    };
  }

  add(item: Incoming): void {
    if (item.kind === 'document') this.documents++;
    this.#db.run(INSERT[item.kind](JSON.stringify(item)));
  }

  /** Yields the items of one kind, in the order in which they were added. */
  of<K extends Kind>(kind: K): Generator<Extract<Incoming, { kind: K }>> {
    return rows(this.#db, SELECT[kind]);
  }

  /** Returns the present position, for {@link backTo}. */
  mark(): StagingMark {
    return KINDS.map((kind) => [kind, this.#last(kind)] as const);
  }

  /** Removes the items added since a mark, because their file is left out. Returns whether there were any. */
  backTo(mark: StagingMark): boolean {
    let any = false;
    for (const [kind, last] of mark) {
      if (this.#last(kind) === last) continue;
      any = true;
      const { changes } = this.#db.run(DELETE[kind](last));
      if (kind === 'document') this.documents -= changes;
    }
    return any;
  }

  /** Removes the items added between two marks. */
  remove(from: StagingMark, to: StagingMark): void {
    for (const [i, [kind, after]] of from.entries()) {
      const [, last] = to[i]!;
      if (last === after) continue;
      const { changes } = this.#db.run(DELETE_BETWEEN[kind](after, last));
      if (kind === 'document') this.documents -= changes;
    }
  }

  /** Whether there is nothing to import. */
  get isEmpty(): boolean {
    return this.documents === 0 && this.#last('relation') === 0 && this.#last('entity') === 0;
  }

  /** Forgets which spans wait for their slots, because their write is rolled back and begins again. */
  forgetWaiting(): void {
    this.#db.run(sql`DELETE FROM waiting`);
  }

  #last(kind: Kind): number {
    return this.#db.value<number>(LAST[kind]) ?? 0;
  }

  /** Returns the set of ids of one file, in memory while they are few, otherwise on disk. */
  seenIds(file: number): SeenIds {
    return new SpillingIds(this.#db, file);
  }

  dispose(): void {
    this.#db.close();
  }
}

/** Runs `work` with a staging database in a temporary folder, which is deleted afterwards. */
export async function withStaging<Result>(work: (staging: Staging) => Promise<Result>): Promise<Result> {
  const folder = temporaryFolder('staging');
  const staging = new Staging(folder);
  try {
    return await work(staging);
  } finally {
    staging.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

function* rows<Item>(db: Connection, select: (after: number) => Sql): Generator<Item> {
  for (let page = db.all<Row>(select(0)); page.length > 0; page = db.all<Row>(select(page.at(-1)!.id)))
    for (const { body } of page) yield JSON.parse(body) as Item;
}

/** Up to this many ids are kept in memory (about 20 MB); using the disk would not be worth it. */
const IN_MEMORY = 200_000;

class SpillingIds implements SeenIds {
  readonly #db: Connection;
  readonly #file: number;
  #few: Map<string, number> | undefined = new Map();

  constructor(db: Connection, file: number) {
    this.#db = db;
    this.#file = file;
  }

  claim(id: string, line: number): number | undefined {
    const uid = toBytes(id as Uid);
    if (!this.#few) return this.#onDisk(uid, line);
    // A copy of the bytes as text: a substring would keep the whole line in memory.
    const key = uid.toString('latin1');
    const first = this.#few.get(key);
    if (first !== undefined) return first;
    this.#few.set(key, line);
    if (this.#few.size >= IN_MEMORY) {
      for (const [known, at] of this.#few) this.#onDisk(Buffer.from(known, 'latin1'), at);
      this.#few = undefined;
    }
    return undefined;
  }

  release(id: string): void {
    const uid = toBytes(id as Uid);
    if (this.#few) this.#few.delete(uid.toString('latin1'));
    else this.#db.run(sql`DELETE FROM seen WHERE uid = ${uid} AND file = ${this.#file}`);
  }

  #onDisk(uid: Buffer, line: number): number | undefined {
    const { changes } = this.#db.run(
      sql`INSERT OR IGNORE INTO seen (uid, file, line) VALUES (${uid}, ${this.#file}, ${line})`,
    );
    return changes > 0
      ? undefined
      : this.#db.value<number>(sql`SELECT line FROM seen WHERE uid = ${uid} AND file = ${this.#file}`);
  }
}
