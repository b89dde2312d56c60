import type { Segmentation } from '../../shared/model/segmentation.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { compact, findId, idOf } from './ids.ts';

/** Tokens and sentences of a document as imported; its uid is the document's. */
export type SegmentationImage = Segmentation;

export const segmentationRow = rowKind<SegmentationImage>({
  name: 'segmentation',
  noun: 'tokens',
  table: { name: 'segmentation', key: 'document_id', imported: true, parts: {} },
  belongs: 'uid',
  identity: 'shared',
  topics: ['documents'],
  shown: null,
  cached: true,
  description: { subject: () => ({ what: 'Tokens', words: '', span: null }), fields: () => [] },
  references: {},
  merge: { tokens: 'case', sentences: 'case', columns: 'case', extra: 'later' },
  offsets: ({ tokens, sentences, columns, extra }, edits) => {
    const placed = edits.tracked(tokens);
    const isKept = (_: unknown, i: number) => placed[i] !== null;
    return compact({
      tokens: placed.filter((token) => token !== null).map(([start, end]): [number, number] => [start, end]),
      sentences: edits.fragments(sentences).map(([start, end]): [number, number] => [start, end]),
      columns: Object.fromEntries(
        Object.entries(columns).map(([name, values]) => [name, values.filter(isKept)]),
      ),
      extra,
    });
  },
  terms: null,
  freeText: redactFields('columns', 'extra'),
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
  inserter:
    ({ db }, change) =>
    (uid, { tokens, sentences, columns, extra }) => {
      const body = JSON.stringify({ tokens, sentences, columns, extra });
      const { changes } = db.run(sql`
        INSERT INTO main.segmentation (document_id, body, change_id)
        VALUES (${idOf(db, 'document', uid)}, ${body}, ${change})
        ON CONFLICT (document_id) DO NOTHING`);
      return changes > 0;
    },
  remove({ db }, uid) {
    const id = findId(db, 'document', uid);
    if (id !== undefined) db.run(sql`DELETE FROM main.segmentation WHERE document_id = ${id}`);
  },
});
