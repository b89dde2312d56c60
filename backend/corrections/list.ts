import { sql } from '../../db/connection/connection.ts';
import { timeOf, toBytes, toUid } from '../../db/connection/uid.ts';
import { lengthsOf, presentRevision, revisionsOf } from '../../db/revisions/revisions.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { TextRevision } from '../../shared/contract/texts.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** Returns every text that a document has had, in the order in which they were made; none if it was never corrected. */
export function listRevisions(store: ReadStore, document: Uid): TextRevision[] {
  const { db } = store;
  const revisions = revisionsOf(db, document);
  const present = presentRevision(db, document);
  const uids = new Map(revisions.map(({ id, uid }) => [id, uid]));
  const lengths = lengthsOf(db, revisions);
  return revisions.map(({ id, uid, parent, edits, sha256 }): TextRevision => {
    const made = db.get<{ change: Buffer; analyst: string | null }>(sql`
      SELECT c.uid AS change, a.name AS analyst FROM change_row r JOIN change c ON c.id = r.change_id
        LEFT JOIN analyst a ON a.uid = c.analyst
      WHERE r.uid = ${toBytes(document)} AND r.kind = 'text' AND r.after ->> 'revision' = ${uid} ORDER BY r.change_id LIMIT 1`);
    return {
      id: uid,
      parent: parent === null ? null : uids.get(parent)!,
      present: present === null ? parent === null : present === id,
      at: made ? new Date(timeOf(toUid(made.change))).toISOString() : '',
      analyst: made?.analyst ?? '',
      edits: edits.edits.length,
      length: lengths.get(id)!,
      sha256: sha256.toString('hex'),
    };
  });
}
