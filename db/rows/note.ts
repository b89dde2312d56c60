import type { Note } from '../../shared/model/annotation.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { toDocument, toOne } from './references.ts';
import { compact, idOf, idOrNull, orNull, orUndefined, uidOf } from './ids.ts';

export type NoteImage = Omit<Note, 'id'>;

interface NoteRow {
  document_id: number;
  span_id: number | null;
  relation_id: number | null;
  reply_to: number | null;
  analyst_id: number | null;
  body: string;
  question: NoteImage['question'] | null;
  change_id: number;
}

export const noteRow = rowKind<NoteImage>({
  name: 'note',
  noun: 'note',
  table: { name: 'note', key: 'uid', imported: true, parts: {} },
  belongs: 'field',
  identity: 'minted',
  topics: ['notes'],
  shown: 'notes',
  cached: false,
  description: {
    subject: ({ body, question, span }) => ({
      what: question ? 'Question' : 'Note',
      words: body,
      span: span ?? null,
    }),
    fields: ({ body, question }) => [
      ['words', body],
      ['question', question ?? ''],
    ],
  },
  references: {
    document: [toDocument()],
    span: [
      toOne('span', { to: 'span', column: 'span_id', onRemoval: 'remove', gone: 'what it is about is gone' }),
    ],
    relation: [
      toOne('relation', {
        to: 'relation',
        column: 'relation_id',
        onRemoval: 'remove',
        gone: 'what it is about is gone',
      }),
    ],
    replyTo: [
      toOne('replyTo', {
        to: 'note',
        column: 'reply_to',
        onRemoval: 'remove',
        gone: 'what it replies to is gone',
      }),
    ],
    analyst: [
      toOne('analyst', {
        to: 'analyst',
        column: 'analyst_id',
        onRemoval: 'refuse',
        gone: 'its writer is gone',
      }),
    ],
  },
  merge: {
    document: 'fixed',
    span: 'fixed',
    relation: 'fixed',
    replyTo: 'fixed',
    analyst: 'fixed',
    body: 'case',
    question: 'later',
  },
  offsets: null,
  terms: null,
  freeText: redactFields('body'),
  read({ db }, uid) {
    const row = db.get<NoteRow>(sql`
      SELECT document_id, span_id, relation_id, reply_to, analyst_id, body, question, change_id
      FROM note WHERE uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const image = compact({
      document: uidOf(db, 'document', row.document_id),
      span: uidOf(db, 'span', row.span_id),
      relation: uidOf(db, 'relation', row.relation_id),
      replyTo: uidOf(db, 'note', row.reply_to),
      analyst: uidOf(db, 'analyst', row.analyst_id),
      body: row.body,
      question: orUndefined(row.question ?? null),
    });
    return { image, change: row.change_id };
  },
  write({ db }, uid, { document, span, relation, replyTo, analyst, body, question }, change) {
    db.run(sql`
      INSERT INTO main.note (id, uid, document_id, span_id, relation_id, reply_to, analyst_id, body, question, change_id)
      VALUES (${db.nextId('note')}, ${toBytes(uid)}, ${idOf(db, 'document', document)}, ${idOrNull(db, 'span', span)}, ${idOrNull(db, 'relation', relation)},
        ${idOrNull(db, 'note', replyTo)}, ${idOrNull(db, 'analyst', analyst)}, ${body}, ${orNull(question)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET document_id = excluded.document_id, span_id = excluded.span_id,
        relation_id = excluded.relation_id, reply_to = excluded.reply_to, analyst_id = excluded.analyst_id,
        body = excluded.body, question = excluded.question, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.note WHERE uid = ${toBytes(uid)}`);
  },
});
