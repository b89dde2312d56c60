import type { Scheme } from '../../shared/model/scheme.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/**
 * What is wrong with the slots of a project, in words, at most `listed` of each kind. A slot over its cardinality is
 * none of it: a file from elsewhere may hold one, and only a person can say which filler is right.
 */
export function problemsOfSlots({ db, terms }: ReadStore, scheme: Scheme, listed: number): string[] {
  const spans = (rows: { uid: Buffer }[], reason: string) =>
    rows.map(({ uid }) => `span ${toUid(uid)}: ${reason}`);
  const claims = terms.listOf(
    scheme.types.filter(({ family }) => family === 'claim').map(({ name }) => terms.find('span', name)?.id),
  );
  return [
    ...spans(
      db
        .all<{ uid: Buffer; kind: string; slot_id: number; type_id: number }>(
          sql`
          SELECT DISTINCT s.uid, t.kind, f.slot_id, s.type_id FROM slot f JOIN span s ON s.id = f.span_id JOIN term t ON t.id = f.slot_id
          WHERE t.kind <> 'slot' OR t.owner_id IS NOT s.type_id`,
        )
        // A slot of a merged type may stand at a span that was written under either type.
        .filter((row) => row.kind !== 'slot' || !terms.partOf(row.slot_id, terms.byId(row.type_id)))
        .slice(0, listed),
      'it has a slot that its type does not declare',
    ),
    ...spans(
      db.all(sql`
        SELECT c.uid FROM span c LEFT JOIN span o ON o.id = c.owner_id
        WHERE c.owner_id IS NOT NULL AND (o.document_id <> c.document_id
          OR NOT EXISTS (SELECT 1 FROM slot f WHERE f.filler_span = c.id AND f.span_id = c.owner_id)) LIMIT ${listed}`),
      'it is the cue of a claim that does not hold it in a slot',
    ),
    ...spans(
      db.all(sql`
        SELECT DISTINCT s.uid FROM slot f JOIN span s ON s.id = f.span_id JOIN span x ON x.id = f.filler_span
        WHERE x.document_id <> s.document_id AND x.type_id NOT IN (SELECT value FROM json_each(${claims})) LIMIT ${listed}`),
      'a slot is filled by a span of another document',
    ),
    ...spans(
      db.all(sql`
        SELECT DISTINCT s.uid FROM slot f JOIN span s ON s.id = f.span_id WHERE f.empty_reason IS NOT NULL
          AND EXISTS (SELECT 1 FROM slot g WHERE g.span_id = f.span_id AND g.slot_id = f.slot_id AND g.id <> f.id) LIMIT ${listed}`),
      'a slot states why it is empty beside what fills it',
    ),
    ...spans(
      db.all(sql`
        SELECT DISTINCT s.uid FROM slot_evidence e JOIN slot f ON f.id = e.slot_id JOIN span s ON s.id = f.span_id
          JOIN span x ON x.id = e.span_id WHERE x.document_id <> s.document_id LIMIT ${listed}`),
      'evidence for a slot is in another document',
    ),
  ];
}
