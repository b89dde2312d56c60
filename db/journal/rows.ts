import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import type { KindName } from '../rows/index.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import {
  countPacked,
  packedChange,
  packedChangesOf,
  packsOf,
  readPack,
  type PackHead,
  type PackedChange,
  type PackedRow,
} from './packs.ts';

/**
 * What a change did to one row. The journal stores it either in a row of `change_row` or, if there are very many, in a
 * pack (`packs.ts`). This file reads both, so callers need not know the difference.
 */
export interface JournalRow {
  readonly kind: KindName;
  readonly uid: Uid;
  /** Local id of the change that had written the earlier content; `null` if the row did not exist. */
  readonly beforeChange: number | null;
  /** Images as JSON. */
  readonly before: string | null;
  readonly after: string | null;
}

interface StoredRow {
  kind: KindName;
  uid: Buffer;
  before_change: number | null;
  before: string | null;
  after: string | null;
}

/** Yields the rows of a change, last first: the order in which they are reverted. Reads one pack at a time. */
export function* rowsOfChange(db: ReadDb, change: number): Generator<JournalRow> {
  const packed = packedChange(db, change);
  // Rows that are journalled one by one were written before the rows of packs were removed, and after they were restored.
  if (packed?.way === 'removed') yield* packedRows(db, packed);
  yield* plainRows(db, change);
  if (packed?.way === 'brought') yield* packedRows(db, packed);
}

/** Returns the rows that are journalled one by one, last first. */
export function plainRows(db: ReadDb, change: number): JournalRow[] {
  return db
    .all<StoredRow>(
      sql`SELECT kind, uid, before_change, before, after FROM change_row WHERE change_id = ${change} ORDER BY ordinal DESC`,
    )
    .map(asJournalRow);
}

function* packedRows(db: ReadDb, packed: PackedChange): Generator<JournalRow> {
  const packs = packsOf(db, packed.packs);
  // Rows that were removed last are restored first, and vice versa.
  for (const head of packed.way === 'removed' ? packs.reverse() : packs) {
    const rows = readPack(db, head);
    for (const row of packed.way === 'removed' ? rows.reverse() : rows) yield unpacked(packed, head, row);
  }
}

function unpacked({ way }: PackedChange, head: PackHead, { uid, image }: PackedRow): JournalRow {
  return way === 'removed'
    ? { kind: head.kind, uid, beforeChange: head.beforeChange, before: image, after: null }
    : { kind: head.kind, uid, beforeChange: null, before: null, after: image };
}

function asJournalRow({ kind, uid, before_change: beforeChange, before, after }: StoredRow): JournalRow {
  return { kind, uid: toUid(uid), beforeChange, before, after };
}

/** Yields the rows of a document that changes from `from` to `to` (local ids) keep in packs, oldest change first. */
export function packedRowsOf(
  db: ReadDb,
  document: Uid,
  from: number,
  to: number,
): (JournalRow & { readonly change: number })[] {
  return packedChangesOf(db, document, from, to).flatMap((packed) =>
    packsOf(db, packed.packs, document).flatMap((head) =>
      readPack(db, head)
        .filter(({ documents }) => documents.includes(document))
        .map((row) => ({ ...unpacked(packed, head, row), change: packed.change })),
    ),
  );
}

/** Returns the last change that touched a row of these documents, by local id; `undefined` if only an import touched it. */
export function lastChangeOf(
  db: ReadDb,
  kind: KindName,
  uid: Uid,
  documents: readonly Uid[],
): number | undefined {
  const plain = db.value<number>(sql`
    SELECT change_id FROM change_row WHERE uid = ${toBytes(uid)} AND kind = ${kind} ORDER BY change_id DESC LIMIT 1`);
  const packed = documents.flatMap((document) =>
    packedRowsOf(db, document, (plain ?? 0) + 1, Number.MAX_SAFE_INTEGER)
      .filter((row) => row.uid === uid && row.kind === kind)
      .map(({ change }) => change),
  );
  return packed.length > 0 ? Math.max(...packed) : plain;
}

/** Counts the rows that a change touched, in both forms. Needs only a few look-ups, however many rows there are. */
export function countRows(db: ReadDb, change: number): number {
  const batch = db.value<string | null>(sql`SELECT batch FROM change WHERE id = ${change}`) ?? null;
  const counts = batch === null ? {} : (JSON.parse(batch) as { counts: Record<string, number> }).counts;
  const plain = db.value<number | null>(
    sql`SELECT max(ordinal) + 1 FROM change_row WHERE change_id = ${change}`,
  );
  const packed = packedChange(db, change);
  return (
    (plain ?? 0) +
    Object.values(counts).reduce((sum, count) => sum + count, 0) +
    (packed ? countPacked(db, packed.packs) : 0)
  );
}
