import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';
import type { KindName } from '../rows/index.ts';
import { toBytes } from '../connection/uid.ts';

/**
 * The images of very many removed rows, about a thousand to a pack. A pack holds rows of one kind in the order of their
 * removal, as lines of text that are compressed together: `uid documents image`. Each row can be read and rewritten on
 * its own.
 */
export interface PackedRow {
  readonly uid: Uid;
  /** The documents that the row belongs to, which can no longer be queried after the rows it refers to are removed. */
  readonly documents: readonly Uid[];
  /** The row's image as JSON. */
  readonly image: string;
}

/** Identifies a pack and describes its contents. */
export interface PackHead {
  /** Local id of the change that removed the rows. */
  readonly change: number;
  /** Position of its first row among the rows of that change. */
  readonly ordinal: number;
  readonly kind: KindName;
  readonly count: number;
  /** Local id of the change that had written the content of the rows. */
  readonly beforeChange: number;
}

/** A pack is full with this many rows … */
export const PACK_ROWS = 1000;
/** … or with images of this many UTF-16 code units, whichever comes first. */
export const PACK_LENGTH = 2 ** 20;

/** Encodes rows as the body of a pack. */
export function encodePack(rows: readonly PackedRow[]): Buffer {
  const lines = rows.map(({ uid, documents, image }) => `${uid} ${documents.join(',')} ${image}`);
  return deflateRawSync(lines.join('\n'), { level: 4 });
}

/** Decodes the body of a pack; rows are in the order of their removal. */
export function decodePack(body: Buffer): PackedRow[] {
  const text = inflateRawSync(body).toString('utf8');
  // JSON as stored contains no line breaks.
  return text.split('\n').map((line): PackedRow => {
    const first = line.indexOf(' ');
    const second = line.indexOf(' ', first + 1);
    const documents = line.slice(first + 1, second);
    return {
      uid: line.slice(0, first) as Uid,
      documents: documents === '' ? [] : (documents.split(',') as Uid[]),
      image: line.slice(second + 1),
    };
  });
}

/** Adds rows of one kind to the packs of a change, after the existing ones. */
export function addPacks(
  db: WriteDb,
  change: number,
  kind: KindName,
  beforeChange: number,
  rows: readonly PackedRow[],
): void {
  let ordinal = nextOrdinal(db, change);
  for (const pack of inPacks(rows)) {
    db.run(sql`
      INSERT INTO main.change_pack (change_id, ordinal, kind, count, before_change, body)
      VALUES (${change}, ${ordinal}, ${kind}, ${pack.length}, ${beforeChange}, ${encodePack(pack)})`);
    for (const document of new Set(pack.flatMap(({ documents }) => documents))) {
      db.run(sql`
        INSERT INTO main.change_pack_document (document, change_id, ordinal) VALUES (${toBytes(document)}, ${change}, ${ordinal})`);
    }
    ordinal += pack.length;
  }
}

/** Returns the ordinal after those of all rows of the change, both journalled one by one and in packs. */
function nextOrdinal(db: ReadDb, change: number): number {
  const packed = db.value<number>(
    sql`SELECT ordinal + count FROM change_pack WHERE change_id = ${change} ORDER BY ordinal DESC LIMIT 1`,
  );
  return (
    packed ??
    db.value<number>(sql`SELECT coalesce(max(ordinal), -1) + 1 FROM change_row WHERE change_id = ${change}`)!
  );
}

function* inPacks(rows: readonly PackedRow[]): Generator<PackedRow[]> {
  let pack: PackedRow[] = [];
  let length = 0;
  for (const row of rows) {
    if (pack.length > 0 && (pack.length >= PACK_ROWS || length + row.image.length > PACK_LENGTH)) {
      yield pack;
      pack = [];
      length = 0;
    }
    pack.push(row);
    length += row.image.length;
  }
  if (pack.length > 0) yield pack;
}

interface HeadRow {
  ordinal: number;
  kind: KindName;
  count: number;
  before_change: number;
}

/** Returns the packs of a change in the order of removal; with `document`, only those that hold rows of it. */
export function packsOf(db: ReadDb, change: number, document?: Uid): PackHead[] {
  const rows = document
    ? db.all<HeadRow>(sql`
        SELECT p.ordinal, p.kind, p.count, p.before_change
        FROM change_pack_document d JOIN change_pack p ON p.change_id = d.change_id AND p.ordinal = d.ordinal
        WHERE d.document = ${toBytes(document)} AND d.change_id = ${change} ORDER BY p.ordinal`)
    : db.all<HeadRow>(
        sql`SELECT ordinal, kind, count, before_change FROM change_pack WHERE change_id = ${change} ORDER BY ordinal`,
      );
  return rows.map(({ ordinal, kind, count, before_change: beforeChange }) => ({
    change,
    ordinal,
    kind,
    count,
    beforeChange,
  }));
}

/** Reads the rows of a pack, in the order of their removal. */
export function readPack(db: ReadDb, { change, ordinal }: PackHead): PackedRow[] {
  return decodePack(
    db.value<Buffer>(sql`SELECT body FROM change_pack WHERE change_id = ${change} AND ordinal = ${ordinal}`)!,
  );
}

/** How a change uses packs. */
export interface PackedChange {
  readonly change: number;
  /** The change under which the packs are stored. */
  readonly packs: number;
  /** Whether the change removed the rows of the packs or restored them. */
  readonly way: 'removed' | 'brought';
}

interface PackedChangeRow {
  change_id: number;
  packs_id: number;
  way: PackedChange['way'];
}

/** Returns how a change uses packs, or `undefined` if its rows are journalled one by one. */
export function packedChange(db: ReadDb, change: number): PackedChange | undefined {
  const row = db.get<PackedChangeRow>(
    sql`SELECT change_id, packs_id, way FROM packed_change WHERE change_id = ${change}`,
  );
  return row && asPacked(row);
}

/** Returns the changes from `from` to `to` (local ids) that touched rows of a document and keep them in packs, oldest first. */
export function packedChangesOf(
  db: ReadDb,
  document: Uid,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): PackedChange[] {
  return db
    .all<PackedChangeRow>(
      sql`
      SELECT p.change_id, p.packs_id, p.way FROM change_document cd JOIN packed_change p ON p.change_id = cd.change_id
      WHERE cd.document = ${toBytes(document)} AND p.change_id BETWEEN ${from} AND ${to} ORDER BY p.change_id`,
    )
    .map(asPacked);
}

function asPacked({ change_id: change, packs_id: packs, way }: PackedChangeRow): PackedChange {
  return { change, packs, way };
}

/** Returns the number of rows in the packs of a change. */
export function countPacked(db: ReadDb, packs: number): number {
  return db.value<number>(sql`SELECT coalesce(sum(count), 0) FROM change_pack WHERE change_id = ${packs}`)!;
}
