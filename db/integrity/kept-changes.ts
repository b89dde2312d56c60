import type { Uid } from '../../shared/model/uid.ts';
import { sql, type SqlValue } from '../connection/connection.ts';
import { lastChange } from '../journal/since.ts';
import { projectUid } from '../scheme/scheme.ts';
import type { Store } from '../connection/store.ts';

type Row = Readonly<Record<string, SqlValue>>;

/** A change with its rows as the tables hold them. */
export interface KeptChange {
  readonly id: number;
  readonly uid: Buffer;
  readonly change: Row;
  readonly documents: readonly Row[];
  readonly rows: readonly Row[];
}

/** So much is kept (bytes); then the oldest go. */
const LIMIT = 32 * 1024 * 1024;

/**
 * The changes that were made, here or elsewhere, since a project was opened, in memory: what is acknowledged can be saved
 * from there when the file is destroyed under the program. Imports are not listed row by row, and so not kept whole.
 */
export class KeptChanges {
  readonly #store: Store;
  /** The project's uid: what may be built on is of the same. */
  readonly project: Uid;
  readonly #changes: KeptChange[] = [];
  /** What changes refer to and is not journalled itself, by table and id. */
  readonly #parents = {
    device: new Map<number, Row>(),
    scheme_version: new Map<number, Row>(),
    text_revision: new Map<number, Row>(),
  };
  #bytes = 0;
  /** The change before the oldest kept, and its uid; of a project that has any. */
  #before: { readonly id: number; readonly uid: Buffer | undefined };
  #last: number;

  constructor(store: Store) {
    this.#store = store;
    this.project = projectUid(store);
    this.#last = lastChange(store);
    const uid = store.db.value<Buffer>(sql`SELECT uid FROM change WHERE id = ${this.#last}`);
    this.#before = { id: this.#last, uid };
  }

  /** Whether the changes kept go on from a state that ends with this change: none between is missing. */
  goOnFrom(id: number, uid: Buffer): boolean {
    const known = [this.#before, ...this.#changes].find((each) => each.id === id);
    return known?.uid?.equals(uid) === true;
  }

  /** Rows of devices, versions of the scheme and texts that the changes refer to. */
  get parents(): readonly { readonly table: string; readonly row: Row }[] {
    return Object.entries(this.#parents).flatMap(([table, rows]) =>
      [...rows.values()].map((row) => ({ table, row })),
    );
  }

  /** The newest change that is known to be saved, by local id. */
  get last(): number {
    return this.#last;
  }

  /** Oldest first. */
  get changes(): readonly KeptChange[] {
    return this.#changes;
  }

  /** Reads the changes made since. */
  follow(): void {
    const { db } = this.#store;
    const changes = db.all<Row & { id: number; uid: Buffer }>(
      sql`SELECT * FROM change WHERE id > ${this.#last} ORDER BY id`,
    );
    for (const change of changes) {
      const { id, uid } = change;
      const documents = db.all<Row>(sql`SELECT * FROM change_document WHERE change_id = ${id}`);
      const rows = db.all<Row>(sql`SELECT * FROM change_row WHERE change_id = ${id} ORDER BY ordinal`);
      const kept = { id, uid, change, documents, rows };
      this.#changes.push(kept);
      this.#bytes += sizeOf(kept);
      this.#last = id;
      this.#keepParents(change);
      this.#keepTexts(rows);
    }
    while (this.#bytes > LIMIT && this.#changes.length > 0) {
      this.#before = this.#changes[0]!;
      this.#bytes -= sizeOf(this.#changes.shift()!);
    }
  }

  /** Keeps the texts of documents whose text a change replaced, in the order in which they were made. */
  #keepTexts(rows: readonly Row[]): void {
    for (const { kind, uid } of rows) {
      if (kind !== 'text') continue;
      const texts = this.#store.db.all<Row & { id: number }>(
        sql`SELECT * FROM text_revision WHERE document = ${uid!} ORDER BY id`,
      );
      for (const text of texts) this.#parents.text_revision.set(text.id, text);
    }
  }

  #keepParents({ device_id: device, scheme_version_id: version }: Row): void {
    const { db } = this.#store;
    const keep = (rows: Map<number, Row>, id: number, read: () => Row | undefined) => {
      if (rows.has(id)) return;
      const row = read();
      if (row) rows.set(id, row);
    };
    keep(this.#parents.device, device as number, () =>
      db.get(sql`SELECT * FROM device WHERE id = ${device!}`),
    );
    keep(this.#parents.scheme_version, version as number, () =>
      db.get(sql`SELECT * FROM scheme_version WHERE id = ${version!}`),
    );
  }
}

function sizeOf({ rows, documents }: KeptChange): number {
  let size = 500 + 100 * documents.length;
  for (const row of rows)
    for (const value of Object.values(row))
      size += typeof value === 'string' ? 2 * value.length : Buffer.isBuffer(value) ? value.length : 8;
  return size;
}
