import type { DeletedDocument } from '../../shared/contract/history.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql } from '../connection/connection.ts';
import { memo } from '../connection/memo.ts';
import type { Recorder } from '../journal/recorder.ts';
import { MESSAGES } from '../messages.ts';
import { NOT_FOUND } from '../messages.ts';
import { findId } from '../rows/ids.ts';
import { referencesOf } from '../rows/kinds.ts';
import { kindIn, type ImageOf, type KindName } from '../rows/index.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { derivedUid, timeOf, toBytes, toUid } from '../connection/uid.ts';
import { removeWithDependants, rowsReferringTo } from '../annotations/removal.ts';
import { rowsOfDocument } from './document-rows.ts';
import { keysOfRows } from './journalled.ts';
import { takeWayBack, wayBack, type LeftOut } from './go-back.ts';

/**
 * Pseudo-document in `change_document` under which deletions are entered, so that the trash can be listed without
 * reading the whole journal. The deleted rows are kept there as images.
 */
export const TRASH = derivedUid('trash');

/** Removes a document with everything in it and journals each row. Returns the number of spans removed. */
export function deleteDocument(store: Store, recorder: Recorder, document: Uid): number {
  if (findId(store.db, 'document', document) === undefined)
    throw new PostilError('not-found', NOT_FOUND.document(document), { field: 'documents' });
  recorder.touch(TRASH);
  const rows = rowsOfDocument(store, document);
  // Rows of other documents that refer to it, such as claims that were relayed by this one.
  const own = new Set(rows.map(({ kind, uid }) => `${kind} ${uid}`));
  const elsewhere = rowsReferringTo(store, 'document', document).filter(
    ({ kind, uid }) => !own.has(`${kind.name} ${uid}`),
  );
  for (const { kind, uid } of elsewhere.reverse())
    removeWithDependants(store, recorder, kind.name as KindName, uid);
  for (const { kind, uid } of rows.toReversed()) recorder.remove(kind, uid);
  return rows.filter(({ kind }) => kind === 'span').length;
}

/** Returns the deleted documents that have not been restored, the last deleted first. */
export function listTrash(
  { db }: ReadStore,
  { offset = 0, limit = 200 }: { offset?: number | undefined; limit?: number | undefined } = {},
): { total: number; rows: DeletedDocument[] } {
  const found = db.all<{ uid: Buffer; change_id: number }>(
    compose([
      sql`WITH touching (id) AS MATERIALIZED (SELECT change_id FROM change_document WHERE document = ${toBytes(TRASH)}),
      keys (change_id, ordinal) AS (`,
      keysOfRows(null, '["document"]'),
      sql`)
      SELECT r.uid, max(r.change_id) AS change_id
      FROM keys k CROSS JOIN change_row r ON r.change_id = k.change_id AND r.ordinal = k.ordinal
      WHERE r.after IS NULL AND NOT EXISTS (SELECT 1 FROM document d WHERE d.uid = r.uid)
      GROUP BY r.uid ORDER BY change_id DESC, max(r.ordinal)`,
    ]),
  );
  const rows = found.slice(offset, offset + limit).map(({ uid, change_id }): DeletedDocument => {
    const { before, change, analyst } = db.get<{
      before: string;
      change: Buffer;
      analyst: string | null;
    }>(sql`
      SELECT r.before, c.uid AS change, a.name AS analyst
      FROM change_row r JOIN change c ON c.id = r.change_id LEFT JOIN analyst a ON a.uid = c.analyst
      WHERE r.uid = ${uid} AND +r.change_id = ${change_id} AND r.kind = 'document'`)!;
    const { title, origin } = JSON.parse(before) as ImageOf<'document'>;
    return {
      id: toUid(uid),
      title: title || origin.name,
      at: new Date(timeOf(toUid(change))).toISOString(),
      analyst: analyst ?? '',
    };
  });
  return { total: found.length, rows };
}

/**
 * Restores deleted documents as they were when they were deleted. Returns what could not be restored.
 * Error: not-found, for one that is not in the trash.
 */
export function restoreDocuments(store: Store, recorder: Recorder, documents: readonly Uid[]): LeftOut[] {
  const removedBy = memo((deletion: number) => rowsElsewhere(store, deletion));
  const left = documents.flatMap((document) => {
    if (findId(store.db, 'document', document) !== undefined)
      throw new PostilError('refused', MESSAGES.notDeleted(document), { field: 'documents' });
    const deletion = store.db.value<number | null>(sql`
      SELECT max(change_id) FROM change_row WHERE uid = ${toBytes(document)} AND kind = 'document' AND after IS NULL`);
    if (!deletion) throw new PostilError('not-found', MESSAGES.notInTrash(document), { field: 'documents' });
    const way = wayBack(store, document, deletion - 1);
    takeWayBack(store, recorder, way);
    restoreElsewhere(store, recorder, removedBy(deletion).get(document) ?? []);
    return way.left;
  });
  // A relation to a document that was restored after this one exists by now.
  return left.filter(({ kind, uid }) => kindIn(store, kind).read(store, uid) === undefined);
}

interface RemovedRow {
  readonly kind: KindName;
  readonly uid: Uid;
  readonly image: string;
  readonly change: number;
}

/** The column by which a row refers to the document that it belongs to, see `Belonging`. */
const OWN_DOCUMENT = 'document_id';

/**
 * Returns the rows that a deletion removed because they refer to a document without belonging to it, such as slots that
 * it had filled: by that document, the last removed first.
 */
function rowsElsewhere({ db, kinds }: ReadStore, deletion: number): ReadonlyMap<Uid, RemovedRow[]> {
  const references = kinds
    .referencesTo('document')
    .filter(({ reference }) => reference.column !== null && reference.column !== OWN_DOCUMENT);
  const names = JSON.stringify(references.map(({ kind }) => kind.name));
  const rows = db.all<{ kind: KindName; uid: Buffer; before: string; before_change: number }>(sql`
    SELECT kind, uid, before, before_change FROM change_row
    WHERE change_id = ${deletion} AND after IS NULL AND kind IN (SELECT value FROM json_each(${names}))
    ORDER BY ordinal DESC`);
  const found = new Map<Uid, RemovedRow[]>();
  for (const { kind, uid, before, before_change: change } of rows) {
    const image = JSON.parse(before) as { readonly document?: Uid };
    for (const document of references.flatMap((each) =>
      each.kind.name === kind ? each.reference.of(image) : [],
    ))
      if (document !== image.document)
        found.set(document, [
          ...(found.get(document) ?? []),
          { kind, uid: toUid(uid), image: before, change },
        ]);
  }
  return found;
}

/** Restores rows of other documents that went with a document, if everything else that they refer to still exists. */
function restoreElsewhere(store: Store, recorder: Recorder, rows: readonly RemovedRow[]): void {
  for (const { kind, uid, image, change } of rows)
    if (!kindIn(store, kind).read(store, uid) && hasAll(store, kind, JSON.parse(image) as object))
      recorder.restore(kind, uid, image, change);
}

/** Whether everything exists without which a row cannot. */
function hasAll({ db, kinds }: ReadStore, kind: KindName, image: object): boolean {
  return referencesOf(kinds.get(kind)).every(({ to, column, of }) => {
    const { table } = kinds.get(to);
    return column === null || !table || of(image).every((uid) => findId(db, table.name, uid) !== undefined);
  });
}
