import type { EmptyReason, Label, Note, Relation, Slot, Span } from '../../shared/model/annotation.ts';
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
import { currentScheme } from '../scheme/scheme.ts';
import type { Term } from '../scheme/terms.ts';
import { addAttribute, type NamedAttributes } from './named-attributes.ts';
import { authorOf, authorsOf } from '../journal/author.ts';
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
  document_id: number;
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
  return db.snapshot(() => annotationsOfMany(store, [{ id, uid: document }], setId)[0]!);
}

/** A document by both its ids. */
export interface DocumentIds {
  readonly id: number;
  readonly uid: Uid;
}

/**
 * Reads the annotations of several documents in the same few statements as those of one, in the order of the documents; of all sets, or of
 * one by its local id.
 */
export function annotationsOfMany(
  store: ReadStore,
  documents: readonly DocumentIds[],
  setId: number | null = null,
): DocumentAnnotations[] {
  const { db } = store;
  const list = JSON.stringify(documents.map(({ id }) => id));
  const found = new Map<number, Found>(
    documents.map(({ id }) => [id, { spans: [], relations: [], labels: [], notes: [] }]),
  );
  readSpans(store, documents, list, setId, found);
  const relations = relationsIn(db, list, setId);
  const byUid = new Map(
    relationsByIds(
      store,
      relations.map(({ id }) => id),
    ).map((relation) => [relation.id, relation]),
  );
  for (const { document, uid } of relations) found.get(document)!.relations.push(byUid.get(uidFromHex(uid))!);
  for (const { document, uid } of db.all<{ document: number; uid: string }>(sql`
    SELECT document_id AS document, lower(hex(uid)) AS uid FROM json_each(${list}) j CROSS JOIN label l ON l.document_id = j.value
    WHERE ${setId} IS NULL OR set_id = ${setId} ORDER BY l.id`))
    addLabel(store, found.get(document)!.labels, uidFromHex(uid));
  for (const { document, uid } of db.all<{ document: number; uid: string }>(sql`
    SELECT document_id AS document, lower(hex(uid)) AS uid FROM json_each(${list}) j CROSS JOIN note n ON n.document_id = j.value
    ORDER BY n.id`))
    found.get(document)!.notes.push(noteByUid(store, uidFromHex(uid))!);
  return documents.map(({ id }) => found.get(id)!);
}

type Found = { -readonly [Part in keyof DocumentAnnotations]: DocumentAnnotations[Part] };

/** The relations within documents, and after them those across documents with one end in them. */
function relationsIn(
  db: ReadDb,
  documents: string,
  set: number | null,
): { document: number; id: number; uid: string }[] {
  return db.all(sql`
    SELECT r.document_id AS document, r.id AS id, lower(hex(r.uid)) AS uid, 0 AS across
    FROM json_each(${documents}) j CROSS JOIN relation r ON r.document_id = j.value
    WHERE ${set} IS NULL OR r.set_id = ${set}
    UNION SELECT s.document_id, r.id, lower(hex(r.uid)), 1
    FROM json_each(${documents}) j CROSS JOIN span s ON s.document_id = j.value CROSS JOIN relation r ON r.from_span = s.id
    WHERE +r.document_id IS NULL AND (${set} IS NULL OR r.set_id = ${set})
    UNION SELECT s.document_id, r.id, lower(hex(r.uid)), 1
    FROM json_each(${documents}) j CROSS JOIN span s ON s.document_id = j.value CROSS JOIN relation r ON r.to_span = s.id
    WHERE +r.document_id IS NULL AND (${set} IS NULL OR r.set_id = ${set})
    ORDER BY across, id`);
}

/** Reads the spans of documents in a handful of statements, however many there are. */
function readSpans(
  store: ReadStore,
  documents: readonly DocumentIds[],
  list: string,
  setId: number | null,
  found: ReadonlyMap<number, Found>,
): void {
  const { db, terms } = store;
  const rows = db.all<SpanRow>(sql`
    SELECT s.id, s.document_id, lower(hex(s.uid)) AS uid, s.set_id, s.type_id, s.start, s."end", s.fragments, s.score, s.owner_id,
      s.derived_from, s.extra, s.change_id
    FROM json_each(${list}) j CROSS JOIN span s ON s.document_id = j.value WHERE ${setId} IS NULL OR s.set_id = ${setId}
    ORDER BY j.key, s.start IS NULL, s.start, s."end" DESC, s.id`);
  if (rows.length === 0) return;
  const uids = new Map(documents.map(({ id, uid }) => [id, uid]));
  // Each is asked once, where a join would read it for every span.
  const sets = memo((id: number) => uidOf(db, 'annotation_set', id));
  const authors = authorsOf(db, new Set(rows.map(({ change_id }) => change_id)));
  const spans = new Map<number, Span>();
  const types = new Map<number, Term>();
  for (const row of rows) {
    const type = terms.byId(row.type_id);
    types.set(row.id, type);
    const author = authors.get(row.change_id);
    const span: Span = {
      id: uidFromHex(row.uid),
      document: uids.get(row.document_id)!,
      set: sets(row.set_id),
      type: type.name,
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
    };
    spans.set(row.id, span);
    found.get(row.document_id)!.spans.push(span);
  }
  for (const row of db.all<{ owner: number; attribute_id: number; value: string; touched: number }>(sql`
    SELECT a.owner, a.attribute_id, a.value, a.touched
    FROM json_each(${list}) j CROSS JOIN span s ON s.document_id = j.value CROSS JOIN attribute a ON a.owner = s.id AND a.of = 's'
    WHERE ${setId} IS NULL OR s.set_id = ${setId}`)) {
    addAttribute(store, types.get(row.owner)!, row, spans.get(row.owner)!);
  }
  for (const row of db.all<SlotRow>(sql`
    SELECT f.id, lower(hex(f.uid)) AS uid, f.span_id, f.slot_id, f.rank, f.filler_span, f.filler_entity, f.filler_document, f.filler_text,
      f.empty_reason, f.score
    FROM json_each(${list}) j CROSS JOIN span s ON s.document_id = j.value CROSS JOIN slot f ON f.span_id = s.id
    WHERE ${setId} IS NULL OR s.set_id = ${setId} ORDER BY f.slot_id, f.rank, f.id`)) {
    const slot = slotOf(store, row, types.get(row.span_id)!);
    if (slot) spans.get(row.span_id)!.slots.push(slot);
  }
  for (const row of db.all<{ span_id: number; uid: string }>(sql`
    SELECT m.span_id, lower(hex(e.uid)) AS uid
    FROM json_each(${list}) j CROSS JOIN span s ON s.document_id = j.value CROSS JOIN mention m ON m.span_id = s.id
      JOIN entity e ON e.id = m.entity_id
    WHERE ${setId} IS NULL OR s.set_id = ${setId} ORDER BY e.uid`)) {
    spans.get(row.span_id)!.entities.push(uidFromHex(row.uid));
  }
}

/** Returns a slot of a span; `undefined` if the type as which the span is read has no such slot. */
function slotOf({ db, terms }: ReadStore, row: SlotRow, type: Term): Slot | undefined {
  const slot = terms.partOf(row.slot_id, type);
  if (!slot) return undefined;
  return {
    id: uidFromHex(row.uid),
    name: slot.name,
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
  const type = terms.byUid(image.type);
  const hasSlots = terms.haveSlots(image.type);
  const slots = hasSlots
    ? db.all<SlotRow>(sql`
        SELECT id, lower(hex(uid)) AS uid, span_id, slot_id, rank, filler_span, filler_entity, filler_document, filler_text, empty_reason, score
        FROM slot WHERE span_id = (SELECT id FROM span WHERE uid = ${toBytes(uid)}) ORDER BY slot_id, rank, id`)
    : [];
  const span: Span = {
    id: uid,
    ...image,
    type: type.name,
    fragments: [...image.fragments] as Span['fragments'],
    entities: [...image.entities],
    ...attributeNames(store, image),
    slots: slots.flatMap((row) => slotOf(store, row, type) ?? []),
    ...(author !== undefined && { author }),
  };
  if (!hasSlots) spans.set(stored, span);
  return span;
}

/** The positions of all spans of a document, in one statement: enough to read their words when all are compared. */
export function spanPlaces({ db }: ReadStore, document: number): Map<Uid, Fragments> {
  const rows = db.all<Pick<SpanRow, 'uid' | 'start' | 'end' | 'fragments'>>(
    sql`SELECT lower(hex(uid)) AS uid, start, "end", fragments FROM span WHERE document_id = ${document}`,
  );
  return new Map(rows.map((row) => [uidFromHex(row.uid), fragmentsOf(row)]));
}

/** The local id of the document that a span is in. */
export function documentIdOfSpan({ db }: ReadStore, span: Uid): number | undefined {
  return db.value<number>(sql`SELECT document_id FROM span WHERE uid = ${toBytes(span)}`);
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
  const { label, value, ...rest } = stored.image;
  const term = store.terms.byUid(label);
  return { id: uid, ...rest, value: store.terms.readValue(term.id, value), name: term.name };
}

/**
 * Adds a label of a document. Of two labels that were merged, the one that stays counts where both have a value, unless an
 * article can have several.
 */
function addLabel(store: ReadStore, labels: Label[], uid: Uid): void {
  const label = labelByUid(store, uid)!;
  const isOwn = ({ id }: Label) => {
    const stored = kindOf('label').read(store, id)!.image.label;
    return store.terms.byUid(stored).uid === stored;
  };
  const same = labels.filter(({ set, name }) => set === label.set && name === label.name);
  if (same.length > 0 && store.terms.hasRedirects && !takesSeveral(store, label.name)) {
    const own = isOwn(label);
    if (!own && same.some(isOwn)) return;
    if (own) for (const each of same) if (!isOwn(each)) labels.splice(labels.indexOf(each), 1);
  }
  labels.push(label);
}

function takesSeveral(store: ReadStore, name: string): boolean {
  return currentScheme(store).scheme.labels.some((label) => label.name === name && label.many);
}

export function noteByUid(store: ReadStore, uid: Uid): Note | undefined {
  const stored = kindOf('note').read(store, uid);
  return stored && { id: uid, ...stored.image };
}

/** Attributes by name instead of by the uid of their term. */
function attributeNames(
  store: ReadStore,
  image: Pick<ImageOf<'span'>, 'type' | 'attributes' | 'untouched'>,
): NamedAttributes {
  const { terms } = store;
  const named: NamedAttributes = { attributes: {}, untouched: [] };
  const type = terms.byUid(image.type);
  for (const [uid, value] of Object.entries(image.attributes)) {
    const touched = image.untouched.includes(uid as Uid) ? 0 : 1;
    addAttribute(
      store,
      type,
      { attribute_id: terms.stored(uid as Uid).id, value: JSON.stringify(value), touched },
      named,
    );
  }
  return named;
}
