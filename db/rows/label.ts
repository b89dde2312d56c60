import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { toDocument, toSet } from './references.ts';
import { compact, idOf, orNull, orUndefined, uidOf } from './ids.ts';

/** A value of a document in one set. The label is the uid of its term. */
export interface LabelImage {
  readonly set: Uid;
  readonly document: Uid;
  readonly label: Uid;
  readonly value: AttributeValue;
  readonly score?: number | undefined;
}

export const labelRow = rowKind<LabelImage>({
  name: 'label',
  noun: 'label',
  table: { name: 'label', key: 'uid', imported: true, parts: {} },
  belongs: 'field',
  identity: 'minted',
  topics: ['annotations'],
  shown: 'labels',
  cached: false,
  description: {
    subject: ({ label, value }, words) => ({ what: words.term(label), words: String(value), span: null }),
    fields: ({ value }) => [['value', String(value)]],
  },
  references: {
    set: [toSet()],
    document: [toDocument()],
    label: 'term',
  },
  merge: { set: 'fixed', document: 'fixed', label: 'fixed', value: 'case', score: 'later' },
  offsets: null,
  terms: (image, replace) => ({ ...image, label: replace(image.label, 'label') }),
  freeText: (image, redaction) =>
    redaction.isClosed(image.label) ? image : redactFields<LabelImage>('value')(image, redaction),
  read({ db, terms }, uid) {
    const row = db.get<{
      set_id: number;
      document_id: number;
      type_id: number;
      value: string;
      score: number | null;
      change_id: number;
    }>(
      sql`SELECT set_id, document_id, type_id, value, score, change_id FROM label WHERE uid = ${toBytes(uid)}`,
    );
    if (!row) return undefined;
    const image = compact({
      set: uidOf(db, 'annotation_set', row.set_id),
      document: uidOf(db, 'document', row.document_id),
      label: terms.storedById(row.type_id).uid,
      value: JSON.parse(row.value) as AttributeValue,
      score: orUndefined(row.score),
    });
    return { image, change: row.change_id };
  },
  write({ db, terms }, uid, { set, document, label, value, score }, change) {
    db.run(sql`
      INSERT INTO main.label (id, uid, set_id, document_id, type_id, value, score, change_id)
      VALUES (${db.nextId('label')}, ${toBytes(uid)}, ${idOf(db, 'annotation_set', set)}, ${idOf(db, 'document', document)}, ${terms.stored(label).id},
        ${JSON.stringify(value)}, ${orNull(score)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET value = excluded.value, score = excluded.score, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.label WHERE uid = ${toBytes(uid)}`);
  },
});
