import type { EmptyReason, Label, Note, Relation, Slot, Span } from '../../shared/model/annotation.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Fragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { memo } from '../connection/memo.ts';
import { idOf, uidOf } from '../rows/ids.ts';
import { relationsByIds } from '../relations/relation-reader.ts';
import { kindOf, type ImageOf } from '../rows/index.ts';
import type { Stored } from '../rows/define.ts';
import { fragmentsOf } from '../rows/span.ts';
import { evidenceOf, fillerOf } from '../rows/slot.ts';
import type { ReadStore } from '../connection/store.ts';
import { authorOf } from '../journal/author.ts';
import { toBytes, toUid, uidFromHex } from '../connection/uid.ts';

/** Everything annotated in one document, with the relations that lead out of it into another. */
export interface DocumentAnnotations {
  readonly spans: Span[];
  readonly relations: Relation[];
  readonly labels: Label[];
  readonly notes: Note[];
}

interface SpanRow {
  id: number;
  uid: string;
  set_id: number;
  type_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
  score: number | null;
  owner_id: number | null;
  derived_from: Buffer | null;
  extra: string | null;
  change_id: number;
}

interface SlotRow {
  id: number;
  uid: string;
  span_id: number;
  slot_id: number;
  rank: string;
  filler_span: number | null;
  filler_entity: number | null;
  filler_document: number | null;
  filler_text: string | null;
  empty_reason: EmptyReason | null;
  score: number | null;
}

/** Reads the annotations of a document, of all sets or of one; spans in reading order, implicit ones last. */
export function annotationsOf(store: ReadStore, document: Uid, set?: Uid): DocumentAnnotations {
  const { db } = store;
  const id = idOf(db, 'document', document);
  const setId = set === undefined ? null : idOf(db, 'annotation_set', set);
  return db.snapshot(() => ({
    spans: spansOf(store, document, id, setId),
    relations: relationsByIds(
      store,
      [...relationsIn(db, id, setId), ...relationsAcross(db, id, setId)].map((row) => row.id),
    ),
    labels: db
      .all<{ uid: Buffer }>(
        sql`SELECT uid FROM label WHERE document_id = ${id} AND (${setId} IS NULL OR set_id = ${setId}) ORDER BY id`,
      )
      .map((row) => labelByUid(store, toUid(row.uid))!),
    notes: db
      .all<{ uid: Buffer }>(sql`SELECT uid FROM note WHERE document_id = ${id} ORDER BY id`)
      .map((row) => noteByUid(store, toUid(row.uid))!),
  }));
}

function relationsIn(db: ReadDb, document: number, set: number | null): { id: number }[] {
  return db.all(
    sql`SELECT id FROM relation WHERE document_id = ${document} AND (${set} IS NULL OR set_id = ${set}) ORDER BY id`,
  );
}

/** Relations across documents with one end in this one. */
function relationsAcross(db: ReadDb, document: number, set: number | null): { id: number }[] {
  return db.all(sql`
    SELECT id FROM relation WHERE document_id IS NULL AND (${set} IS NULL OR set_id = ${set}) AND id IN (
      SELECT r.id FROM span s JOIN relation r ON r.from_span = s.id WHERE s.document_id = ${document}
      UNION SELECT r.id FROM span s JOIN relation r ON r.to_span = s.id WHERE s.document_id = ${document})
    ORDER BY id`);
}

/** The spans of a document in a handful of statements, however many there are. */
function spansOf(store: ReadStore, document: Uid, documentId: number, setId: number | null): Span[] {
  const { db, terms } = store;
  const rows = db.all<SpanRow>(sql`
    SELECT id, lower(hex(uid)) AS uid, set_id, type_id, start, "end", fragments, score, owner_id, derived_from, extra, change_id
    FROM span WHERE document_id = ${documentId} AND (${setId} IS NULL OR set_id = ${setId})
    ORDER BY start IS NULL, start, "end" DESC, id`);
  // Each is asked once, where a join would read it for every span.
  const sets = memo((id: number) => uidOf(db, 'annotation_set', id));
  const authors = memo((change: number) => authorOf(db, change));
  const spans = new Map<number, Span>();
  for (const row of rows) {
    const author = authors(row.change_id);
    spans.set(row.id, {
      id: uidFromHex(row.uid),
      document,
      set: sets(row.set_id),
      type: terms.byId(row.type_id).name,
      fragments: fragmentsOf(row) as Span['fragments'],
      attributes: {},
      untouched: [],
      slots: [],
      entities: [],
      ...(row.score !== null && { score: row.score }),
      ...(row.owner_id !== null && { owner: uidOf(db, 'span', row.owner_id) }),
      ...(row.derived_from && { derivedFrom: toUid(row.derived_from) }),
      ...(row.extra !== null && { extra: JSON.parse(row.extra) as Record<string, unknown> }),
      ...(author !== undefined && { author }),
    });
  }
  for (const row of db.all<{ owner: number; attribute_id: number; value: string; touched: number }>(sql`
    SELECT a.owner, a.attribute_id, a.value, a.touched FROM span s JOIN attribute a ON a.owner = s.id AND a.of = 's'
    WHERE s.document_id = ${documentId} AND (${setId} IS NULL OR s.set_id = ${setId})`)) {
    const span = spans.get(row.owner)!;
    const { name } = terms.byId(row.attribute_id);
    span.attributes[name] = JSON.parse(row.value) as AttributeValue;
    if (row.touched === 0) span.untouched.push(name);
  }
  for (const row of db.all<SlotRow>(sql`
    SELECT f.id, lower(hex(f.uid)) AS uid, f.span_id, f.slot_id, f.rank, f.filler_span, f.filler_entity, f.filler_document, f.filler_text,
      f.empty_reason, f.score
    FROM span s JOIN slot f ON f.span_id = s.id
    WHERE s.document_id = ${documentId} AND (${setId} IS NULL OR s.set_id = ${setId}) ORDER BY f.slot_id, f.rank, f.id`)) {
    spans.get(row.span_id)!.slots.push(slotOf(store, row));
  }
  for (const row of db.all<{ span_id: number; uid: string }>(sql`
    SELECT m.span_id, lower(hex(e.uid)) AS uid FROM span s JOIN mention m ON m.span_id = s.id JOIN entity e ON e.id = m.entity_id
    WHERE s.document_id = ${documentId} AND (${setId} IS NULL OR s.set_id = ${setId}) ORDER BY e.uid`)) {
    spans.get(row.span_id)!.entities.push(uidFromHex(row.uid));
  }
  return [...spans.values()];
}

function slotOf({ db, terms }: ReadStore, row: SlotRow): Slot {
  return {
    id: uidFromHex(row.uid),
    name: terms.byId(row.slot_id).name,
    rank: row.rank,
    filler: fillerOf(db, row),
    evidence: evidenceOf(db, row.id),
    ...(row.score !== null && { score: row.score }),
  };
}

/** One span with its slots and links, or `undefined` when the project has none of that uid. */
export function spanByUid(store: ReadStore, uid: Uid): Span | undefined {
  const stored = kindOf('span').read(store, uid);
  return stored && spanOf(store, uid, stored);
}

/** Spans without slots by what is stored of them: a tag is both returned and announced. */
const spans = new WeakMap<Stored<ImageOf<'span'>>, Span>();

/** A span with its slots; all else is known from what is stored in its row. */
export function spanOf(store: ReadStore, uid: Uid, stored: Stored<ImageOf<'span'>>): Span {
  const known = spans.get(stored);
  if (known) return known;
  const { image, change } = stored;
  const { db, terms } = store;
  const author = authorOf(db, change);
  const hasSlots = terms.haveSlots(image.type);
  const slots = hasSlots
    ? db.all<SlotRow>(sql`
        SELECT id, lower(hex(uid)) AS uid, span_id, slot_id, rank, filler_span, filler_entity, filler_document, filler_text, empty_reason, score
        FROM slot WHERE span_id = (SELECT id FROM span WHERE uid = ${toBytes(uid)}) ORDER BY slot_id, rank, id`)
    : [];
  const span: Span = {
    id: uid,
    ...image,
    type: terms.byUid(image.type).name,
    fragments: [...image.fragments] as Span['fragments'],
    entities: [...image.entities],
    ...attributeNames(store, image),
    slots: slots.map((row) => slotOf(store, row)),
    ...(author !== undefined && { author }),
  };
  if (!hasSlots) spans.set(stored, span);
  return span;
}

/** The position of a span, in one statement: enough to read its words when all spans are compared. */
export function spanPlace(
  { db }: ReadStore,
  uid: Uid,
): { readonly documentId: number; readonly fragments: Fragments } | undefined {
  const row = db.get<Pick<SpanRow, 'start' | 'end' | 'fragments'> & { document_id: number }>(
    sql`SELECT document_id, start, "end", fragments FROM span WHERE uid = ${toBytes(uid)}`,
  );
  return row && { documentId: row.document_id, fragments: fragmentsOf(row) };
}

export function relationByUid(store: ReadStore, uid: Uid): Relation | undefined {
  const stored = kindOf('relation').read(store, uid);
  if (!stored) return undefined;
  const { image } = stored;
  return { id: uid, ...image, type: store.terms.byUid(image.type).name, ...attributeNames(store, image) };
}

export function labelByUid(store: ReadStore, uid: Uid): Label | undefined {
  const stored = kindOf('label').read(store, uid);
  if (!stored) return undefined;
  const { label, ...rest } = stored.image;
  return { id: uid, ...rest, name: store.terms.byUid(label).name };
}

export function noteByUid(store: ReadStore, uid: Uid): Note | undefined {
  const stored = kindOf('note').read(store, uid);
  return stored && { id: uid, ...stored.image };
}

/** Attributes by name instead of by the uid of their term. */
function attributeNames(
  { terms }: ReadStore,
  image: Pick<ImageOf<'span'>, 'attributes' | 'untouched'>,
): { attributes: Record<string, AttributeValue>; untouched: string[] } {
  const name = (uid: string) => terms.byUid(uid as Uid).name;
  return {
    attributes: Object.fromEntries(
      Object.entries(image.attributes).map(([uid, value]) => [name(uid), value]),
    ),
    untouched: image.untouched.map(name),
  };
}
