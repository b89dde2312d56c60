import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { MESSAGES } from '../messages.ts';
import { findId, type DanglingReference } from '../rows/ids.ts';
import { documentsOf, kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { placeOf } from '../rows/kinds.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { timeOf, toBytes, toUid } from '../connection/uid.ts';
import { rootOf } from './choose.ts';
import { lastChangeOf, type JournalRow } from './rows.ts';

/*
 * An undo or redo that is impossible is reported as an error that names the change to undo or redo first. No message
 * holds an id: the change is in `where`, so that the window can show it and the command line can name it.
 */

/** The row has changed since, or does not exist. */
export function changedSince(
  store: ReadStore,
  { kind, uid, before, after }: JournalRow,
  doing: string,
): PostilError {
  const image = JSON.parse((after ?? before)!) as ImageOf<KindName>;
  const last = lastChangeOf(store.db, kind, uid, documentsOf(store, kind, uid, image));
  const { noun } = store.kinds.get(kind);
  const isThere = kindIn(store, kind).read(store, uid) !== undefined;
  return inTheWay(store, last, doing, {
    undo: isThere ? `has changed the same ${noun} since` : `has taken the same ${noun} away since`,
    redo: `had made the ${noun} what this change was made on`,
    unknown: `the ${noun} ${isThere ? 'has changed since' : 'is not there any more'}`,
  });
}

/** The text was corrected since, so that the row has no place in it, or not the same one. */
export function textCorrected(
  store: ReadStore,
  kind: KindName,
  uid: Uid,
  image: string,
  doing: string,
): PostilError {
  const [document] = documentsOf(store, kind, uid, JSON.parse(image) as ImageOf<KindName>);
  const last =
    document &&
    store.db.value<number>(sql`
      SELECT change_id FROM change_row WHERE uid = ${toBytes(document)} AND kind = 'text' ORDER BY change_id DESC LIMIT 1`);
  return inTheWay(store, last, doing, {
    undo: 'has corrected the words that are needed for it',
    redo: 'had corrected the words that are needed for it',
    unknown: 'the words that are needed for it were corrected',
  });
}

/** A span was made since on words that would not be there any more. */
export function textNeeded(store: ReadStore, uid: Uid, image: ImageOf<'span'>, doing: string): PostilError {
  const last =
    lastChangeOf(store.db, 'span', uid, [image.document]) ?? kindIn(store, 'span').read(store, uid)?.change;
  return inTheWay(store, last, doing, {
    undo: 'has annotated words since that would not be there any more',
    redo: 'had taken away an annotation of words that would not be there any more',
    unknown: 'words that would not be there any more are annotated',
  });
}

/** Something that the row refers to does not exist. */
export function missing(store: ReadStore, { table, uid }: DanglingReference, doing: string): PostilError {
  const kind = store.kinds.all.find((each) => each.table?.name === table)!.name as KindName;
  const last = store.db.value<number>(sql`
    SELECT change_id FROM change_row WHERE uid = ${toBytes(uid)} AND kind = ${kind} AND after IS NULL ORDER BY change_id DESC LIMIT 1`);
  return inTheWay(store, last, doing, {
    undo: `has taken away ${withArticle(store.kinds.get(kind).noun)} that is needed for it`,
    redo: `had brought ${withArticle(store.kinds.get(kind).noun)} that is needed for it`,
    unknown: `${withArticle(store.kinds.get(kind).noun)} that is needed for it is not there any more`,
  });
}

/** Something else refers to the row that would be removed. */
export function dependedOn(store: Store, kind: KindName, uid: Uid, doing: string): PostilError {
  return inTheWay(store, dependant(store, kind, uid), doing, {
    undo: `has made something since that depends on the ${store.kinds.get(kind).noun}`,
    redo: `had taken away something that depends on the ${store.kinds.get(kind).noun}`,
    unknown: `something made later depends on the ${store.kinds.get(kind).noun}`,
  });
}

/** Something refers to a row of an import; `change` is the local id of the change that made the reference, if known. */
export function importDependedOn(
  store: ReadStore,
  kind: KindName,
  change: number | null,
  doing: string,
): PostilError {
  return inTheWay(store, change ?? undefined, doing, {
    undo: `has made something since that depends on ${withArticle(store.kinds.get(kind).noun)} of it`,
    redo: `had taken away something that depends on ${withArticle(store.kinds.get(kind).noun)} of it`,
    unknown: `something made later depends on ${withArticle(store.kinds.get(kind).noun)} of it`,
  });
}

/** Throws if the entity was merged into another and something still refers to it, such as a restored row or a newer one. */
export function assertNothingMerged(store: Store, uid: Uid, doing: string): void {
  const { db } = store;
  if (kindOf('entity').read(store, uid)?.image.mergedInto === undefined) return;
  const refers = dependant(store, 'entity', uid);
  if (refers === undefined) return;
  const merge = db.value<number>(sql`
    SELECT change_id FROM change_row WHERE uid = ${toBytes(uid)} AND kind = 'entity' ORDER BY change_id DESC LIMIT 1`);
  const current = db.value<number>(sql`SELECT max(id) FROM change`);
  // When a merge is redone, the merge itself is what was just written; then the newer rows must be undone first.
  throw merge === current
    ? inTheWay(store, refers, doing, {
        undo: 'has made something since that belongs to a merged entity',
        redo: 'had taken away something that belongs to a merged entity',
        unknown: 'something made later belongs to a merged entity',
      })
    : inTheWay(store, merge, doing, {
        undo: 'has merged an entity that is needed for it',
        redo: 'had split an entity that is needed for it',
        unknown: 'an entity that is needed for it was merged',
      });
}

/** The change with this local id uses what the scheme would no longer have; `what` is the difference in words. */
export function findSchemeNeeded(
  store: ReadStore,
  change: number,
  what: string,
  doing: string,
): PostilError | null {
  return findInTheWay(store, change, doing, {
    undo: `needs the scheme as it is now (${what})`,
    redo: `had needed the scheme as it was (${what})`,
  });
}

/** Some rows of the import with local id `id` have changed; `difference` describes how. */
export function importChanged(store: ReadStore, id: number, difference: string, doing: string): PostilError {
  const last = store.db.value<number>(sql`
    SELECT r.change_id FROM change_row r JOIN change c ON c.id = r.change_id
    WHERE r.change_id > ${id} AND r.before_change = ${id} AND c.undone = 0 AND c.undoes_id IS NULL
    ORDER BY r.change_id DESC LIMIT 1`);
  return inTheWay(store, last, doing, {
    undo: `has changed what it brought (${difference})`,
    redo: `had changed what it brought (${difference})`,
    unknown: difference,
  });
}

interface Why {
  /** What the change did, if it must be undone first. */
  readonly undo: string;
  /** What it had done before it was undone, if it must be redone first. */
  readonly redo: string;
  /** What is wrong, if no change is known to have caused it. */
  readonly unknown: string;
}

function inTheWay(store: ReadStore, last: number | undefined, doing: string, why: Why): PostilError {
  return (
    findInTheWay(store, last, doing, why) ??
    new PostilError('conflict', MESSAGES.undoLaterChangesFirst(doing, why.unknown))
  );
}

/** Returns the error that names a change; null if none is known that can be undone or redone. */
function findInTheWay(
  store: ReadStore,
  last: number | undefined,
  doing: string,
  why: Omit<Why, 'unknown'>,
): PostilError | null {
  const { db } = store;
  const entry = last && db.value<Buffer>(sql`SELECT uid FROM change WHERE id = ${last}`);
  const root = entry && rootOf(db, toUid(entry));
  if (!root || root.kind === 'setup') return null;
  const { document, title } = documentOf(store, root.id);
  const name = `“${root.label}”${title && ` in “${title}”`} (${momentOf(root.uid)})`;
  const first = root.undone ? 'redo' : 'undo';
  return new PostilError(
    'conflict',
    first === 'undo' ? MESSAGES.undoFirst(doing, name, why.undo) : MESSAGES.redoFirst(doing, name, why.redo),
    { change: root.uid, first, ...(document && { document }) },
  );
}

/** Formats the time of a change, such as `2026-11-29 23:12 UTC`. */
function momentOf(change: Uid): string {
  return `${new Date(timeOf(change)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Returns a document that a change touched, preferably one that still exists, with its title. */
function documentOf(store: ReadStore, change: number): { document: Uid | undefined; title: string } {
  const there = store.db.value<Buffer>(sql`
    SELECT d.uid FROM change_document cd JOIN document d ON d.uid = cd.document WHERE cd.change_id = ${change} ORDER BY d.id LIMIT 1`);
  if (there) {
    const { title, origin } = kindOf('document').read(store, toUid(there))!.image;
    return { document: toUid(there), title: title || origin.name };
  }
  return { document: undefined, title: '' };
}

/** Returns the newest change that made a row which refers to this one, by local id. */
function dependant({ db, kinds }: Store, kind: KindName, uid: Uid): number | undefined {
  const { table } = kinds.get(kind);
  const id = table && table.key === 'uid' ? findId(db, table.name, uid) : undefined;
  if (id === undefined) return undefined;
  const changes = kinds.referencesTo(kind).flatMap(({ kind: { table: of }, reference }) => {
    const place = of && placeOf(of, reference);
    if (!place) return [];
    const found = db.raw
      .prepare(
        place.owner === 'id'
          ? `SELECT max(change_id) FROM ${of.name} WHERE ${place.column} = ?`
          : `SELECT max(w.change_id) FROM ${place.table} p JOIN ${of.name} w ON w.id = p.${place.owner} WHERE p.${place.column} = ?`,
      )
      .pluck()
      .get(id) as number | null;
    return found === null ? [] : [found];
  });
  // Rows that share its uid depend on it too, such as the text of a document.
  const sharing = kinds.all.flatMap(({ table: of }) => {
    if (!of || of.key !== 'document_id' || table?.name !== 'document') return [];
    const found = db.raw.prepare(`SELECT change_id FROM ${of.name} WHERE document_id = ?`).pluck().get(id) as
      number | undefined;
    return found === undefined ? [] : [found];
  });
  const all = [...changes, ...sharing];
  return all.length > 0 ? Math.max(...all) : undefined;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
