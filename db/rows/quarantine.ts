import type { QuarantineKind, QuarantineState } from '../../shared/model/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import type { Redaction } from './define.ts';
import { redactDeep, redactFields } from './free-text.ts';
import { toDocument, toOne, toSet } from './references.ts';
import { compact, idOf, idOrNull, uidOf } from './ids.ts';

/** A proposal that could not be located in its article, or that the scheme refuses. */
export interface QuarantineImage {
  readonly set: Uid;
  readonly document?: Uid | undefined;
  readonly kind: QuarantineKind;
  readonly state: QuarantineState;
  /** The reason, in words. */
  readonly reason: string;
  /** The proposal as it was in the file. */
  readonly body: Record<string, unknown>;
  /** The row that a person made of it. */
  readonly result?: Uid | undefined;
}

interface QuarantineRow {
  set_id: number;
  document_id: number | null;
  kind: QuarantineKind;
  state: QuarantineState;
  reason: string;
  body: string;
  result: Buffer | null;
  change_id: number;
}

export const quarantineRow = rowKind<QuarantineImage>({
  name: 'quarantine',
  noun: 'proposal in quarantine',
  table: { name: 'quarantine', key: 'uid', imported: true, parts: {} },
  belongs: 'field',
  identity: 'minted',
  topics: ['review'],
  shown: null,
  cached: false,
  description: {
    subject: ({ state, result }) => ({ what: 'Quarantined proposal', words: state, span: result ?? null }),
    fields: ({ state }) => [['state', state]],
  },
  references: {
    set: [toSet()],
    document: [toDocument()],
    result: [
      toOne('result', { to: 'span', column: null, onRemoval: 'keep', gone: null }),
      toOne('result', { to: 'relation', column: null, onRemoval: 'keep', gone: null }),
    ],
  },
  merge: {
    set: 'fixed',
    document: 'fixed',
    kind: 'fixed',
    state: 'case',
    reason: 'later',
    body: 'later',
    result: 'case',
  },
  // No offsets are stored: possible places are searched by the words each time, and the body keeps the offsets of the file.
  offsets: null,
  terms: null,
  freeText: redactQuarantined,
  read({ db }, uid) {
    const row = db.get<QuarantineRow>(sql`
      SELECT set_id, document_id, kind, state, reason, body, result, change_id FROM quarantine WHERE uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const image = compact({
      set: uidOf(db, 'annotation_set', row.set_id),
      document: uidOf(db, 'document', row.document_id),
      kind: row.kind,
      state: row.state,
      reason: row.reason,
      body: JSON.parse(row.body) as Record<string, unknown>,
      result: row.result ? toUid(row.result) : undefined,
    } satisfies QuarantineImage);
    return { image, change: row.change_id };
  },
  write({ db }, uid, { set, document, kind, state, reason, body, result }, change) {
    db.run(sql`
      INSERT INTO main.quarantine (id, uid, set_id, document_id, kind, state, reason, body, result, change_id)
      VALUES (${db.nextId('quarantine')}, ${toBytes(uid)}, ${idOf(db, 'annotation_set', set)}, ${idOrNull(db, 'document', document)}, ${kind}, ${state},
        ${reason}, ${JSON.stringify(body)}, ${result ? toBytes(result) : null}, ${change})
      ON CONFLICT (uid) DO UPDATE SET set_id = excluded.set_id, document_id = excluded.document_id, kind = excluded.kind,
        state = excluded.state, reason = excluded.reason, body = excluded.body, result = excluded.result, change_id = excluded.change_id`);
  },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.quarantine WHERE uid = ${toBytes(uid)}`);
  },
});

/** Redacts the body, except for the name of the type. */
function redactQuarantined(image: QuarantineImage, redaction: Redaction): QuarantineImage {
  const entries = Object.entries(image.body);
  const redacted = entries.map(
    ([key, value]) => [key, key === 'type' ? value : redactDeep(redaction.redact, value)] as const,
  );
  const changed = redacted.some(([, value], i) => value !== entries[i]![1]);
  return redactFields<QuarantineImage>('reason')(
    changed ? { ...image, body: Object.fromEntries(redacted) } : image,
    redaction,
  );
}
