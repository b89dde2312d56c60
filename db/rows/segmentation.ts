import type { Segmentation } from '../../shared/model/segmentation.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { findId, idOf } from './ids.ts';
import { selectUids } from './select.ts';

/** Tokens and sentences of a document as imported; its uid is the document's. */
export type SegmentationImage = Segmentation;

export const segmentationRow = rowKind<SegmentationImage>({
  name: 'segmentation',
  read({ db }, uid) {
    const row = db.get<{ body: string; change_id: number }>(sql`
      SELECT s.body, s.change_id FROM document d JOIN segmentation s ON s.document_id = d.id
      WHERE d.uid = ${toBytes(uid)}`);
    return row && { image: JSON.parse(row.body) as SegmentationImage, change: row.change_id };
  },
  write({ db }, uid, { tokens, sentences, columns, extra }, change) {
    const body = JSON.stringify({ tokens, sentences, columns, extra });
    db.run(sql`
      INSERT INTO main.segmentation (document_id, body, change_id) VALUES (${idOf(db, 'document', uid)}, ${body}, ${change})
      ON CONFLICT (document_id) DO UPDATE SET body = excluded.body, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    const id = findId(db, 'document', uid);
    if (id !== undefined) db.run(sql`DELETE FROM main.segmentation WHERE document_id = ${id}`);
  },
  uids: ({ db }, change) =>
    selectUids(db, change, {
      all: sql`SELECT d.uid FROM segmentation s JOIN document d ON d.id = s.document_id ORDER BY d.id`,
      of: (id) => sql`
        SELECT d.uid FROM segmentation s JOIN document d ON d.id = s.document_id WHERE s.change_id = ${id} ORDER BY d.id`,
    }),
  documents: () => [],
});
