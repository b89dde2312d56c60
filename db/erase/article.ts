import type { ExampleLink } from '../../shared/guideline/blocks.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { rowsOfDocument } from '../history/document-rows.ts';
import type { ImageOf, KindName } from '../rows/index.ts';
import {
  dependantsOfAny,
  ownReferences,
  referencesOf,
  removesOnErasing,
  type AnyKind,
  type RowKinds,
} from '../rows/kinds.ts';
import type { Reference } from '../rows/references.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { journalImages } from './journal-images.ts';
import { withoutWords } from './examples.ts';
import type { Rewriting, RowName } from './rewriting.ts';

/**
 * The rows that exist, or ever existed, only because of a document, by the name of their kind: of the kinds that others
 * refer to. Whether any other row goes follows from its references to these.
 */
type Ties = ReadonlyMap<string, ReadonlySet<Uid>>;

/**
 * Rewrites a project as if a document had never existed: removes its own rows, the annotations in it, and rows of other
 * documents that refer to it (slots that it or its spans fill, relations with an end in it). Slots that only have
 * evidence in it lose that evidence.
 */
export function withoutDocument(store: ReadStore, document: Uid): Rewriting {
  const ties = tiesOf(store, document);
  const words = wordsOf(store, document);
  const isOf = ({ kind, annotation, document: of }: ExampleLink) =>
    of === document || (ties.get(kind)?.has(annotation) ?? false);
  return {
    document,
    image: (kind, uid, image) => imageWithout(store.kinds, ties, document, kind, uid, image),
    rows: () => rowsTouching(store, document, ties),
    example: (each) => (isOf(each) ? withoutWords(each) : each),
    label(label, rows) {
      if (rows === 'unchanged') return label;
      if (rows === 'all removed') return 'Deleted for good';
      // Labels quote titles and words of the text.
      let redacted = label.replace(/“[^”]*”/g, '“…”');
      for (const word of words) redacted = redacted.replaceAll(word, '…');
      return redacted;
    },
  };
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
  if (ties.get(name)?.has(uid)) return null;
  if (goesWith(kind, ties, image)) return null;
  let left: object = image;
  for (const reference of referencesOf(kind)) {
    const gone = ties.get(reference.to);
    if (reference.onRemoval === 'cut' && gone && reference.of(left).some((each) => gone.has(each)))
      left = reference.replaced(left, (each) => (gone.has(each) ? null : each));
  }
  return left as ImageOf<Kind>;
}

/** Whether a row refers to one of these rows in a way that removes it too. */
function goesWith(kind: AnyKind, ties: Ties, image: object): boolean {
  return referencesOf(kind).some((reference) => {
    const gone = ties.get(reference.to);
    return gone && removesOnErasing(reference) && reference.of(image).some((each) => gone.has(each));
  });
}

function tiesOf(store: ReadStore, document: Uid): Ties {
  const { kinds } = store;
  const ties = new Map<string, Set<Uid>>([['document', new Set([document])]]);
  // A kind comes after those that it depends on.
  for (const kind of kinds.all) {
    const isReferredTo = kinds
      .referencesTo(kind.name)
      .some(({ reference }) => removesOnErasing(reference) || reference.onRemoval === 'cut');
    const mayGo = referencesOf(kind).some(({ to }) => (ties.get(to)?.size ?? 0) > 0);
    if (kind.name === 'document' || !isReferredTo || !mayGo) continue;
    const gone = new Set<Uid>();
    ties.set(kind.name, gone);
    // A row may come before the one of the same kind with which it goes, such as a reply before its note.
    const waiting = new Map<Uid, Uid[]>();
    const add = (uid: Uid) => {
      if (gone.has(uid)) return;
      gone.add(uid);
      for (const each of waiting.get(uid) ?? []) add(each);
    };
    const own = ownReferences(kind).filter(removesOnErasing);
    for (const { uid, image } of journalImages(store, kind.name as KindName)) {
      if (gone.has(uid)) continue;
      if (goesWith(kind, ties, image)) add(uid);
      else
        for (const target of own.flatMap(({ of }) => of(image)))
          waiting.set(target, [...(waiting.get(target) ?? []), uid]);
    }
    for (let known = -1; known < gone.size;) {
      known = gone.size;
      for (const uid of rowsReferringTo(store, kind, ties, removesOnErasing)) add(uid);
      if (own.length === 0) break;
    }
  }
  return ties;
}

/** Returns the stored rows of a kind with one of these references to one of these rows. */
function rowsReferringTo(
  { db, kinds }: ReadStore,
  kind: AnyKind,
  ties: Ties,
  counts: (reference: Reference<object>) => boolean = () => true,
): Uid[] {
  return referencesOf(kind).flatMap((reference) => {
    const gone = ties.get(reference.to);
    const { table } = kinds.get(reference.to);
    if (!gone || gone.size === 0 || !table || !counts(reference)) return [];
    const select = dependantsOfAny({ kind, reference }, table);
    return select ? db.column<Buffer>(select(JSON.stringify([...gone]))).map((uid) => toUid(uid)) : [];
  });
}

/** Returns the stored rows to remove or change: those of the document, and those elsewhere that refer to it. */
function rowsTouching(store: ReadStore, document: Uid, ties: Ties): RowName[] {
  const elsewhere = store.kinds.all.flatMap((kind) =>
    [...(ties.get(kind.name) ?? []), ...rowsReferringTo(store, kind, ties)].map((uid): RowName => ({
      kind: kind.name as KindName,
      uid,
    })),
  );
  const rows = [...rowsOfDocument(store, document), ...elsewhere];
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
