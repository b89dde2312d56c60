import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { derivedUid, toBytes, toUid } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { compact, idOf, idOrNull, uidOf } from './ids.ts';
import { toDocument, toOne } from './references.ts';

/** That a person looked at an annotation under a version of the scheme and left it as it is. It has one of `span`, `relation` and `label`. */
export interface ConfirmationImage {
  /** Absent for a relation across documents or between entities. */
  readonly document?: Uid | undefined;
  readonly span?: Uid | undefined;
  readonly relation?: Uid | undefined;
  readonly label?: Uid | undefined;
  /** The version of the scheme. */
  readonly version: Uid;
  readonly analyst: Uid;
  /** ISO 8601, UTC. */
  readonly at: string;
}

interface ConfirmationRow {
  document_id: number | null;
  span_id: number | null;
  relation_id: number | null;
  label_id: number | null;
  version: Buffer;
  analyst: Buffer;
  at: string;
  change_id: number;
}

/** Returns the uid of the confirmation of an annotation. */
export function confirmationUid(annotation: Uid): Uid {
  return derivedUid('confirmation', annotation);
}

function toAnnotation(field: 'span' | 'relation' | 'label') {
  return toOne<ConfirmationImage>(field, {
    to: field,
    column: `${field}_id`,
    onRemoval: 'remove',
    gone: 'what it confirms is gone',
  });
}

export const confirmationRow = rowKind<ConfirmationImage>({
  name: 'confirmation',
  noun: 'confirmation',
  table: { name: 'confirmation', key: 'uid', imported: false, parts: {} },
  belongs: 'field',
  identity: {
    fields: ['span', 'relation', 'label'],
    uid: ({ span, relation, label }) => confirmationUid((span ?? relation ?? label)!),
  },
  topics: ['review'],
  shown: null,
  cached: false,
  description: {
    subject: ({ span }, words) => ({
      what: 'Confirmed after a change of the guideline',
      words: span === undefined ? '' : words.span(span),
      span: span ?? null,
    }),
    fields: ({ at }) => [['at', at]],
  },
  references: {
    document: [toDocument()],
    span: [toAnnotation('span')],
    relation: [toAnnotation('relation')],
    label: [toAnnotation('label')],
    version: 'elsewhere',
    analyst: [toOne('analyst', { to: 'analyst', column: null, onRemoval: 'keep', gone: null })],
  },
  merge: {
    document: 'fixed',
    span: 'fixed',
    relation: 'fixed',
    label: 'fixed',
    version: 'later',
    analyst: 'later',
    at: 'later',
  },
  offsets: null,
  terms: null,
  freeText: null,
  read({ db }, uid) {
    const row = db.get<ConfirmationRow>(sql`
      SELECT document_id, span_id, relation_id, label_id, v.uid AS version, analyst, at, change_id
      FROM confirmation k JOIN scheme_version v ON v.id = k.version_id WHERE k.uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const image = compact({
      document: uidOf(db, 'document', row.document_id),
      span: uidOf(db, 'span', row.span_id),
      relation: uidOf(db, 'relation', row.relation_id),
      label: uidOf(db, 'label', row.label_id),
      version: toUid(row.version),
      analyst: toUid(row.analyst),
      at: row.at,
    });
    return { image, change: row.change_id };
  },
  write({ db }, uid, { document, span, relation, label, version, analyst, at }, change) {
    db.run(sql`
      INSERT INTO main.confirmation
        (id, uid, document_id, span_id, relation_id, label_id, version_id, analyst, at, change_id)
      VALUES (${db.nextId('confirmation')}, ${toBytes(uid)}, ${idOrNull(db, 'document', document)},
        ${idOrNull(db, 'span', span)}, ${idOrNull(db, 'relation', relation)}, ${idOrNull(db, 'label', label)},
        ${idOf(db, 'scheme_version', version)}, ${toBytes(analyst)}, ${at}, ${change})
      ON CONFLICT (uid) DO UPDATE SET version_id = excluded.version_id, analyst = excluded.analyst, at = excluded.at,
        change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.confirmation WHERE uid = ${toBytes(uid)}`);
  },
});
