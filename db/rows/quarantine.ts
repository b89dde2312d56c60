import type { QuarantineKind, QuarantineState } from '../../shared/model/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { compact, idOf, idOrNull, uidOf } from './ids.ts';
import { selectUids } from './select.ts';

/** A proposal for which no place in its article could be found. */
export interface QuarantineImage {
  readonly set: Uid;
  readonly document?: Uid | undefined;
  readonly kind: QuarantineKind;
  readonly state: QuarantineState;
  /** Why, in words. */
  readonly reason: string;
  /** The proposal as the file had it. */
  readonly body: Record<string, unknown>;
  /** What was made of it by hand. */
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
  uids: ({ db }, change) =>
    selectUids(db, change, {
      all: sql`SELECT uid FROM quarantine ORDER BY id`,
      of: (id) => sql`SELECT uid FROM quarantine WHERE change_id = ${id} ORDER BY id`,
    }),
  documents: ({ document }) => (document ? [document] : []),
});
