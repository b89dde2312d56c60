import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/** Looks up local ids by uid and back, one prepared statement per table. */
const byUid = {
  analyst: (uid: Buffer) => sql`SELECT id FROM analyst WHERE uid = ${uid}`,
  document: (uid: Buffer) => sql`SELECT id FROM document WHERE uid = ${uid}`,
  annotation_set: (uid: Buffer) => sql`SELECT id FROM annotation_set WHERE uid = ${uid}`,
  span: (uid: Buffer) => sql`SELECT id FROM span WHERE uid = ${uid}`,
  entity: (uid: Buffer) => sql`SELECT id FROM entity WHERE uid = ${uid}`,
  relation: (uid: Buffer) => sql`SELECT id FROM relation WHERE uid = ${uid}`,
  slot: (uid: Buffer) => sql`SELECT id FROM slot WHERE uid = ${uid}`,
  note: (uid: Buffer) => sql`SELECT id FROM note WHERE uid = ${uid}`,
  review: (uid: Buffer) => sql`SELECT id FROM review WHERE uid = ${uid}`,
} satisfies Record<string, (uid: Buffer) => Sql>;

const byId = {
  analyst: (id: number) => sql`SELECT uid FROM analyst WHERE id = ${id}`,
  document: (id: number) => sql`SELECT uid FROM document WHERE id = ${id}`,
  annotation_set: (id: number) => sql`SELECT uid FROM annotation_set WHERE id = ${id}`,
  span: (id: number) => sql`SELECT uid FROM span WHERE id = ${id}`,
  entity: (id: number) => sql`SELECT uid FROM entity WHERE id = ${id}`,
  relation: (id: number) => sql`SELECT uid FROM relation WHERE id = ${id}`,
  note: (id: number) => sql`SELECT uid FROM note WHERE id = ${id}`,
  review: (id: number) => sql`SELECT uid FROM review WHERE id = ${id}`,
} satisfies Record<string, (id: number) => Sql>;

export type UidTable = keyof typeof byUid;

/** The local id of a row, or `undefined` when the project has no such row. */
export function findId(db: ReadDb, table: UidTable, uid: Uid): number | undefined {
  return db.value<number>(byUid[table](toBytes(uid)));
}

/** The local id of a row that a valid image refers to; its absence is a dangling reference. */
export function idOf(db: ReadDb, table: UidTable, uid: Uid): number {
  const id = findId(db, table, uid);
  if (id === undefined) throw new DanglingReference(table, uid);
  return id;
}

/** Like {@link idOf} for a reference that may be absent. */
export function idOrNull(db: ReadDb, table: UidTable, uid: Uid | undefined): number | null {
  return uid === undefined ? null : idOf(db, table, uid);
}

/** The uid of a row by its local id; `undefined` for a NULL reference. */
export function uidOf(db: ReadDb, table: keyof typeof byId, id: number): Uid;
export function uidOf(db: ReadDb, table: keyof typeof byId, id: number | null): Uid | undefined;
export function uidOf(db: ReadDb, table: keyof typeof byId, id: number | null): Uid | undefined {
  if (id === null) return undefined;
  const bytes = db.value<Buffer>(byId[table](id));
  return bytes && toUid(bytes);
}

/** A row refers to another one that is not there (any more). */
export class DanglingReference extends Error {
  override readonly name = 'DanglingReference';

  readonly table: UidTable;
  readonly uid: Uid;

  constructor(table: UidTable, uid: Uid) {
    super(`${table.replace('annotation_', '')} ${uid} is not in the project`);
    this.table = table;
    this.uid = uid;
  }
}

/** Drops keys whose value is `undefined`, so that equal images are equal as JSON. Key order is kept. */
export function compact<Image extends object>(image: Image): Image {
  const kept: Partial<Image> = {};
  for (const key in image) if (image[key] !== undefined) kept[key] = image[key];
  return kept as Image;
}

/** NULL for `undefined`, for binding. */
export function orNull<Value>(value: Value | undefined): Value | null {
  return value === undefined ? null : value;
}

/** `undefined` for NULL, for images. */
export function orUndefined<Value>(value: Value | null): Value | undefined {
  return value === null ? undefined : value;
}
