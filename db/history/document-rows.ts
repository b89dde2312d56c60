import type { Uid } from '../../shared/model/uid.ts';
import type { KindName } from '../rows/index.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** A row of a document. */
export interface DocumentRow {
  readonly kind: KindName;
  readonly uid: Uid;
}

/**
 * Lists the rows that make up a document in its present state: its own, and all annotations of all sets, including
 * relations to other documents. Rows come after those that they depend on. With `since`, lists only rows whose content
 * a later change wrote.
 */
export function rowsOfDocument({ db, kinds }: ReadStore, document: Uid, since = 0): DocumentRow[] {
  const id = findId(db, 'document', document);
  if (id === undefined) return [];
  return kinds.ofDocuments.flatMap(({ name }) =>
    db
      .column<Buffer>(kinds.rowsOfDocument(name, id, since))
      .map((uid): DocumentRow => ({ kind: name as KindName, uid: toUid(uid) })),
  );
}
