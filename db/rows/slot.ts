import type { EmptyReason, Filler } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import type { Words } from './define.ts';
import { redactFields } from './free-text.ts';
import { toMany, toOne, type Reference } from './references.ts';
import { compact, findId, idOf, orNull, orUndefined, uidOf } from './ids.ts';
import { upsert } from './span.ts';

/** One filler of a slot of a span. `document` is the document of the span, so that undo in that document finds it. */
export interface SlotImage {
  readonly document: Uid;
  readonly span: Uid;
  readonly slot: Uid;
  readonly rank: string;
  readonly filler: Filler;
  /** Sorted. */
  readonly evidence: readonly Uid[];
  readonly score?: number | undefined;
}

interface SlotRow {
  id: number;
  span_id: number;
  document_id: number;
  slot_id: number;
  rank: string;
  filler_span: number | null;
  filler_entity: number | null;
  filler_document: number | null;
  filler_text: string | null;
  empty_reason: EmptyReason | null;
  score: number | null;
  change_id: number;
}

/** Makes the reference of a filler that is another row. */
function filledBy(kind: 'span' | 'entity' | 'document', gone: string): Reference<SlotImage> {
  const filledWith = ({ filler }: SlotImage) => (filler as Partial<Record<typeof kind, Uid>>)[kind];
  return {
    to: kind,
    column: `filler_${kind}`,
    onRemoval: 'remove',
    gone,
    of: (image) => {
      const uid = filledWith(image);
      return uid === undefined ? [] : [uid];
    },
    replaced(image, replace) {
      const uid = filledWith(image);
      const now = uid === undefined ? undefined : replace(uid);
      return now === undefined || now === null || now === uid
        ? image
        : { ...image, filler: { [kind]: now } as Filler };
    },
  };
}

function fillerText(filler: Filler, words: Words): string {
  if ('span' in filler) return words.span(filler.span);
  if ('entity' in filler) return words.entity(filler.entity);
  if ('document' in filler) return words.document(filler.document);
  return 'text' in filler ? `“${filler.text}”` : `empty: ${filler.empty}`;
}

export const slotRow = rowKind<SlotImage>({
  name: 'slot',
  noun: 'filled slot',
  table: { name: 'slot', key: 'uid', imported: true, parts: { slot_evidence: 'slot_id' } },
  belongs: { columns: ['span_id'], spans: ({ span }) => [span] },
  identity: 'minted',
  topics: ['annotations'],
  shown: { span: ({ span }) => span },
  cached: false,
  description: {
    subject: ({ slot, span, filler }, words) => ({
      what: words.term(slot),
      words: fillerText(filler, words),
      span,
    }),
    fields: ({ filler }, words) => [['filler', fillerText(filler, words)]],
  },
  references: {
    document: [
      toOne('document', { to: 'document', column: null, onRemoval: 'remove', gone: 'its document is gone' }),
    ],
    span: [toOne('span', { to: 'span', column: 'span_id', onRemoval: 'remove', gone: 'its claim is gone' })],
    slot: 'term',
    filler: [
      filledBy('span', 'what filled it is gone'),
      filledBy('entity', 'the entity that filled it is gone'),
      filledBy('document', 'the document that filled it is gone'),
    ],
    evidence: [
      toMany('evidence', {
        to: 'span',
        column: 'slot_evidence.span_id',
        onRemoval: 'cut',
        gone: 'its evidence is gone',
      }),
    ],
  },
  merge: {
    document: 'fixed',
    span: 'fixed',
    slot: 'case',
    rank: 'later',
    filler: 'case',
    evidence: 'union',
    score: 'later',
  },
  offsets: null,
  terms: (image, replace) => ({ ...image, slot: replace(image.slot, 'slot') }),
  freeText: redactFields('filler'),
  freeTextRows: 'SELECT uid FROM slot WHERE filler_text IS NOT NULL',
  read({ db, terms }, uid) {
    const row = db.get<SlotRow>(sql`
      SELECT f.id, f.span_id, s.document_id, f.slot_id, f.rank, f.filler_span, f.filler_entity, f.filler_document,
        f.filler_text, f.empty_reason, f.score, f.change_id
      FROM slot f JOIN span s ON s.id = f.span_id WHERE f.uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const image = compact({
      document: uidOf(db, 'document', row.document_id),
      span: uidOf(db, 'span', row.span_id),
      slot: terms.storedById(row.slot_id).uid,
      rank: row.rank,
      filler: fillerOf(db, row),
      evidence: evidenceOf(db, row.id),
      score: orUndefined(row.score),
    });
    return { image, change: row.change_id };
  },
  write({ db, terms }, uid, image, change) {
    const { filler } = image;
    const id = upsert(
      db,
      findId(db, 'slot', uid),
      sql`
      INSERT INTO main.slot (id, uid, span_id, slot_id, rank, filler_span, filler_entity, filler_document, filler_text, empty_reason, score, change_id)
      VALUES (${db.nextId('slot')}, ${toBytes(uid)}, ${idOf(db, 'span', image.span)}, ${terms.stored(image.slot).id}, ${image.rank},
        ${'span' in filler ? idOf(db, 'span', filler.span) : null},
        ${'entity' in filler ? idOf(db, 'entity', filler.entity) : null},
        ${'document' in filler ? idOf(db, 'document', filler.document) : null},
        ${'text' in filler ? filler.text : null}, ${'empty' in filler ? filler.empty : null}, ${orNull(image.score)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET span_id = excluded.span_id, slot_id = excluded.slot_id, rank = excluded.rank,
        filler_span = excluded.filler_span, filler_entity = excluded.filler_entity, filler_document = excluded.filler_document,
        filler_text = excluded.filler_text, empty_reason = excluded.empty_reason, score = excluded.score, change_id = excluded.change_id`,
    );
    db.run(sql`DELETE FROM main.slot_evidence WHERE slot_id = ${id}`);
    for (const span of image.evidence) {
      db.run(
        sql`INSERT INTO main.slot_evidence (slot_id, span_id) VALUES (${id}, ${idOf(db, 'span', span)})`,
      );
    }
  },
  remove({ db }, uid) {
    const id = findId(db, 'slot', uid);
    if (id === undefined) return;
    db.run(sql`DELETE FROM main.slot_evidence WHERE slot_id = ${id}`);
    db.run(sql`DELETE FROM main.slot WHERE id = ${id}`);
  },
});

type FillerColumns = Pick<
  SlotRow,
  'filler_span' | 'filler_entity' | 'filler_document' | 'filler_text' | 'empty_reason'
>;

/** Returns the filler of a slot row; a CHECK of the table ensures that there is exactly one. */
export function fillerOf(db: ReadDb, row: FillerColumns): Filler {
  if (row.filler_span !== null) return { span: uidOf(db, 'span', row.filler_span) };
  if (row.filler_entity !== null) return { entity: uidOf(db, 'entity', row.filler_entity) };
  if (row.filler_document !== null) return { document: uidOf(db, 'document', row.filler_document) };
  return row.filler_text !== null ? { text: row.filler_text } : { empty: row.empty_reason! };
}

/** Returns the uids of the spans that support a filler, sorted. */
export function evidenceOf(db: ReadDb, slot: number): Uid[] {
  return db
    .all<{ uid: Buffer }>(
      sql`
      SELECT s.uid FROM slot_evidence e JOIN span s ON s.id = e.span_id WHERE e.slot_id = ${slot} ORDER BY s.uid`,
    )
    .map((row) => toUid(row.uid));
}
