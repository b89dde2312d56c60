import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { rowsOfDocument } from '../history/document-rows.ts';
import { findId } from '../rows/ids.ts';
import type { ImageOf, KindName } from '../rows/index.ts';
import { referencesOf, type RowKinds } from '../rows/kinds.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { journalImages } from './journal-images.ts';
import type { Rewriting, RowName } from './rewriting.ts';

/** The rows outside of a document that exist, or ever existed, only because of it. */
interface Ties {
  readonly spans: ReadonlySet<Uid>;
  /** Relations with an end in the document. */
  readonly relations: ReadonlySet<Uid>;
  /** Notes on those relations and the replies to them, in any document. */
  readonly notes: ReadonlySet<Uid>;
}

/**
 * Rewrites a project as if a document had never existed: removes its own rows, the annotations in it, and rows of other
 * documents that refer to it (slots that it or its spans fill, relations with an end in it). Slots that only have
 * evidence in it lose that evidence.
 */
export function withoutDocument(store: ReadStore, document: Uid): Rewriting {
  const ties = tiesOf(store, document);
  const words = wordsOf(store, document);
  return {
    document,
    image: (kind, uid, image) => imageWithout(store.kinds, ties, document, kind, uid, image),
    rows: () => rowsTouching(store, document, ties),
    label(label, rows) {
      if (rows === 'unchanged') return label;
      if (rows === 'all removed') return 'Deleted for good';
      // Labels quote titles and words of the text.
      let told = label.replace(/“[^”]*”/g, '“…”');
      for (const word of words) told = told.replaceAll(word, '…');
      return told;
    },
  };
}

/**
 * Returns the uids of the rows of a kind that must be removed with the document; null if no rows of that kind are
 * identified by uid.
 */
function tied({ spans, relations, notes }: Ties, document: Uid, kind: string): ReadonlySet<Uid> | null {
  if (kind === 'document') return new Set([document]);
  return kind === 'span' ? spans : kind === 'relation' ? relations : kind === 'note' ? notes : null;
}

/** Returns an image without the document: null if the row is removed with it, otherwise without the references that are cut. */
function imageWithout<Kind extends KindName>(
  kinds: RowKinds,
  ties: Ties,
  document: Uid,
  name: Kind,
  uid: Uid,
  image: ImageOf<Kind>,
): ImageOf<Kind> | null {
  const kind = kinds.get(name);
  if (kind.belongs === 'uid') return uid === document ? null : image;
  if (tied(ties, document, name)?.has(uid)) return null;
  let left: object = image;
  for (const reference of referencesOf(kind)) {
    const gone = tied(ties, document, reference.to);
    if (!gone || !reference.of(left).some((each) => gone.has(each))) continue;
    if (reference.onRemoval === 'remove' || reference.onErasing === 'remove') return null;
    if (reference.onRemoval === 'cut')
      left = reference.replaced(left, (each) => (gone.has(each) ? null : each));
  }
  return left as ImageOf<Kind>;
}

function tiesOf(store: ReadStore, document: Uid): Ties {
  const { db } = store;
  const id = findId(db, 'document', document) ?? -1;
  const spans = new Set(
    db.column<Buffer>(sql`SELECT uid FROM span WHERE document_id = ${id}`).map((uid) => toUid(uid)),
  );
  for (const { uid, image } of journalImages(store, 'span')) if (image.document === document) spans.add(uid);

  const relations = new Set(
    db
      .column<Buffer>(
        sql`
        SELECT r.uid FROM span s JOIN relation r ON r.from_span = s.id WHERE s.document_id = ${id}
        UNION SELECT r.uid FROM span s JOIN relation r ON r.to_span = s.id WHERE s.document_id = ${id}`,
      )
      .map((uid) => toUid(uid)),
  );
  for (const { uid, image } of journalImages(store, 'relation'))
    if (image.ends === 'span' && (spans.has(image.from) || spans.has(image.to))) relations.add(uid);

  const notes = new Set<Uid>();
  const consider = (uid: Uid, image: ImageOf<'note'>) => {
    const goes =
      image.document === document ||
      (image.relation !== undefined && relations.has(image.relation)) ||
      (image.replyTo !== undefined && notes.has(image.replyTo));
    if (goes) notes.add(uid);
  };
  // A reply may be read before the note that it answers, so repeat until no more notes are found.
  for (let known = -1; known < notes.size;) {
    known = notes.size;
    for (const { uid, image } of journalImages(store, 'note')) consider(uid, image);
    for (const { uid, image } of currentNotes(store)) consider(uid, image);
  }
  return { spans, relations, notes };
}

function* currentNotes({ db }: ReadStore): Generator<{ uid: Uid; image: ImageOf<'note'> }> {
  for (const row of db.all<{
    uid: Buffer;
    document: Buffer;
    relation: Buffer | null;
    reply: Buffer | null;
  }>(sql`
    SELECT n.uid, d.uid AS document, r.uid AS relation, p.uid AS reply
    FROM note n JOIN document d ON d.id = n.document_id LEFT JOIN relation r ON r.id = n.relation_id
      LEFT JOIN note p ON p.id = n.reply_to ORDER BY n.id`))
    yield {
      uid: toUid(row.uid),
      image: {
        document: toUid(row.document),
        body: '',
        ...(row.relation && { relation: toUid(row.relation) }),
        ...(row.reply && { replyTo: toUid(row.reply) }),
      },
    };
}

/** Returns the stored rows to remove or change: those of the document, and those elsewhere that refer to it. */
function rowsTouching(store: ReadStore, document: Uid, ties: Ties): RowName[] {
  const { db } = store;
  const id = findId(db, 'document', document) ?? -1;
  const elsewhere = db
    .column<Buffer>(
      sql`
      SELECT uid FROM slot WHERE filler_document = ${id}
      UNION SELECT f.uid FROM span s JOIN slot f ON f.filler_span = s.id WHERE s.document_id = ${id}
      UNION SELECT f.uid FROM span s JOIN slot_evidence e ON e.span_id = s.id JOIN slot f ON f.id = e.slot_id
        WHERE s.document_id = ${id}`,
    )
    .map((uid): RowName => ({ kind: 'slot', uid: toUid(uid) }));
  const onRelations = [...ties.relations].flatMap((relation) =>
    db
      .column<Buffer>(sql`SELECT uid FROM decision WHERE proposal = ${toBytes(relation)}`)
      .map((uid): RowName => ({ kind: 'decision', uid: toUid(uid) })),
  );
  const notes = [...ties.notes].map((uid): RowName => ({ kind: 'note', uid }));
  const rows = [...rowsOfDocument(store, document), ...elsewhere, ...onRelations, ...notes];
  return [...new Map(rows.map((row) => [`${row.kind} ${row.uid}`, row])).values()];
}

/** Returns the names by which labels of changes may quote the document: all its titles and file names, past and present. */
function wordsOf(store: ReadStore, document: Uid): string[] {
  const words = new Set<string>();
  const add = ({ title, origin }: Pick<ImageOf<'document'>, 'title' | 'origin'>) => {
    for (const word of [title, origin.name]) if (word !== '') words.add(word);
  };
  const row = store.db.get<{ title: string; name: string }>(
    sql`SELECT title, name FROM document WHERE uid = ${toBytes(document)}`,
  );
  if (row) add({ title: row.title, origin: { name: row.name } });
  for (const { uid, image } of journalImages(store, 'document')) if (uid === document) add(image);
  return [...words].sort((a, b) => b.length - a.length);
}
