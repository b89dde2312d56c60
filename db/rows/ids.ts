import type { Uid } from '../../shared/model/uid.ts';
import type { ReadDb } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { statementsBy } from './statement.ts';

/** A table whose rows have a local id and a uid, as a row kind states it. */
export type UidTable = string;

const byUid = statementsBy((table) => `SELECT id FROM ${table} WHERE uid = ?`);
const byId = statementsBy((table) => `SELECT uid FROM ${table} WHERE id = ?`);

/** Returns the local id of a row, or undefined if the project has no such row. */
export function findId(db: ReadDb, table: UidTable, uid: Uid): number | undefined {
  const read = () => db.value<number>(byUid(table)(toBytes(uid)));
  return REMEMBERED.has(table) ? db.fact(`${table} ${uid}`, read) : read();
}

/**
 * Tables whose rows outlive a command that writes annotations, so that their ids can be cached, see {@link
 * ReadDb.fact}.
 */
const REMEMBERED: ReadonlySet<UidTable> = new Set<UidTable>(['analyst', 'document', 'annotation_set']);

/** Returns the local id of a row that an image refers to. @throws DanglingReference if it does not exist. */
export function idOf(db: ReadDb, table: UidTable, uid: Uid): number {
  const id = findId(db, table, uid);
  if (id === undefined) throw new DanglingReference(table, uid);
  return id;
}

/** Like {@link idOf} for a reference that may be absent. */
export function idOrNull(db: ReadDb, table: UidTable, uid: Uid | undefined): number | null {
  return uid === undefined ? null : idOf(db, table, uid);
}

/** Returns the uid of a row by its local id; undefined for a NULL reference. */
export function uidOf(db: ReadDb, table: UidTable, id: number): Uid;
export function uidOf(db: ReadDb, table: UidTable, id: number | null): Uid | undefined;
export function uidOf(db: ReadDb, table: UidTable, id: number | null): Uid | undefined {
  if (id === null) return undefined;
  const read = () => {
    const bytes = db.value<Buffer>(byId(table)(id));
    return bytes && toUid(bytes);
  };
  return REMEMBERED.has(table) ? db.fact(`${table} of ${id}`, read) : read();
}

/** A row refers to another row that does not exist or no longer exists. */
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

/** Returns null for `undefined`, so that the value can be bound. */
export function orNull<Value>(value: Value | undefined): Value | null {
  return value === undefined ? null : value;
}

/** Returns `undefined` for NULL, for use in images. */
export function orUndefined<Value>(value: Value | null): Value | undefined {
  return value === null ? undefined : value;
}
