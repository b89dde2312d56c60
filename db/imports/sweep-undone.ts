import type { Uid } from '../../shared/model/uid.ts';
import type { Connection } from '../connection/connection.ts';
import { addPacks, type PackedRow } from '../journal/packs.ts';
import { documentsOf, imageText, kindIn, type KindName } from '../rows/index.ts';
import type { Store } from '../connection/store.ts';
import { type UnfinishedRemoval } from '../connection/mark.ts';
import { tableRemovals, type TableRemoval } from './removals.ts';
import { clearMark, renewMark } from './unfinished.ts';
import { toUid } from '../connection/uid.ts';

/** Rows of a table that are removed in one transaction, so that others need not wait long; fewer where a text goes with each. */
const CHUNK = 1000;
const CHUNK_OF_TEXTS = 200;

/**
 * Packs and removes the rows of an undone import, on a connection that sees them. Each step is one transaction; those that are made
 * last go first, since what was made later may depend on what was made before, and never the other way round.
 */
export function* removeUndone(
  store: Store,
  unfinished: UnfinishedRemoval,
): Generator<{ done: number; of: number }> {
  const { db } = store;
  const { undone, rows: of, packs, change } = unfinished;
  let done = 0;
  for (const removal of tableRemovals(store.kinds)) {
    for (const rows of chunksOf(db, unfinished, removal)) {
      const { kinds, isShared, remove } = removal;
      const uids = rows.map(({ uid }) => toUid(uid));
      db.immediate(() => {
        renewMark(db, unfinished);
        if (packs)
          for (const { name } of kinds)
            addPacks(db, change, name as KindName, undone, packed(store, name as KindName, uids));
        remove(db, 'id IN (SELECT value FROM json_each(?))', JSON.stringify(rows.map(({ id }) => id)));
      });
      done += rows.length * (isShared ? 2 : 1); // with its text
      yield { done: Math.min(done, of), of };
    }
  }
  db.immediate(() => clearMark(db));
  store.terms.reload();
  store.texts.clear();
}

interface Leaving {
  readonly id: number;
  readonly uid: Buffer;
}

/** The rows of a table in the order in which they go. Each chunk must be gone before the next is asked for. */
function* chunksOf(
  { raw }: Connection,
  { undone, ranges }: UnfinishedRemoval,
  { table, isShared, first }: TableRemoval,
): Generator<Leaving[]> {
  const range = ranges[table];
  if (!range) return;
  for (const condition of first ? [first, 'TRUE'] : ['TRUE']) {
    const next = raw.prepare(
      `SELECT id, uid FROM main.${table}
       WHERE id BETWEEN ? AND ? AND (${condition}) ${range.mixed ? `AND change_id = ${undone}` : ''} ORDER BY id DESC LIMIT ${isShared ? CHUNK_OF_TEXTS : CHUNK}`,
    );
    for (let to = range.to; ;) {
      const rows = next.all(range.from, to) as Leaving[];
      const last = rows.at(-1);
      if (!last) break;
      yield rows;
      to = last.id - 1;
    }
  }
}

/** The images of rows that are about to go; a document may have no tokens. */
function packed(store: Store, kind: KindName, uids: readonly Uid[]): PackedRow[] {
  return uids.flatMap((uid): PackedRow[] => {
    const image = kindIn(store, kind).read(store, uid)?.image;
    if (!image) return [];
    return [{ uid, documents: documentsOf(store, kind, uid, image), image: imageText(image) }];
  });
}
