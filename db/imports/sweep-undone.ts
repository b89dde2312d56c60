import type { Uid } from '../../shared/model/uid.ts';
import { sql, type Connection, type LinedTable } from '../connection/connection.ts';
import { addPacks, type PackedRow } from '../journal/packs.ts';
import { documentsOf, imageText, kindOf, type KindName } from '../rows/index.ts';
import type { Store } from '../connection/store.ts';
import { type UnfinishedRemoval } from '../connection/mark.ts';
import { clearMark, renewMark } from './unfinished.ts';
import { toUid } from '../connection/uid.ts';

/** What goes with the rows of a table, by their ids as a JSON list. What depends on others comes first. */
interface Removal {
  readonly table: LinedTable;
  /** Kinds of rows that are packed, in the order in which they go. */
  readonly kinds: readonly KindName[];
  /** Which rows go before the others of the table: those that refer to another of them, which may have been made later. */
  readonly first?: string;
  /** So many rows of the table go in one transaction, so that others need not wait long. */
  readonly chunk: number;
  readonly remove: (db: Connection, ids: string) => void;
}

const REMOVALS: readonly Removal[] = [
  {
    table: 'quarantine',
    kinds: ['quarantine'],
    chunk: 1000,
    remove: (db, ids) =>
      db.run(sql`DELETE FROM main.quarantine WHERE id IN (SELECT value FROM json_each(${ids}))`),
  },
  {
    table: 'note',
    kinds: ['note'],
    first: 'reply_to IS NOT NULL',
    chunk: 1000,
    remove: (db, ids) => db.run(sql`DELETE FROM main.note WHERE id IN (SELECT value FROM json_each(${ids}))`),
  },
  {
    table: 'label',
    kinds: ['label'],
    chunk: 1000,
    remove: (db, ids) =>
      db.run(sql`DELETE FROM main.label WHERE id IN (SELECT value FROM json_each(${ids}))`),
  },
  {
    table: 'relation',
    kinds: ['relation'],
    chunk: 1000,
    remove(db, ids) {
      db.run(
        sql`DELETE FROM main.attribute WHERE owner IN (SELECT value FROM json_each(${ids})) AND of = 'r'`,
      );
      db.run(sql`DELETE FROM main.relation WHERE id IN (SELECT value FROM json_each(${ids}))`);
    },
  },
  {
    table: 'slot',
    kinds: ['slot'],
    chunk: 1000,
    remove(db, ids) {
      db.run(sql`DELETE FROM main.slot_evidence WHERE slot_id IN (SELECT value FROM json_each(${ids}))`);
      db.run(sql`DELETE FROM main.slot WHERE id IN (SELECT value FROM json_each(${ids}))`);
    },
  },
  {
    table: 'span',
    kinds: ['span'],
    first: 'owner_id IS NOT NULL',
    chunk: 1000,
    remove(db, ids) {
      db.run(sql`DELETE FROM main.mention WHERE span_id IN (SELECT value FROM json_each(${ids}))`);
      db.run(
        sql`DELETE FROM main.attribute WHERE owner IN (SELECT value FROM json_each(${ids})) AND of = 's'`,
      );
      db.run(sql`DELETE FROM main.span WHERE id IN (SELECT value FROM json_each(${ids}))`);
    },
  },
  {
    table: 'document_status',
    kinds: ['status'],
    chunk: 1000,
    remove: (db, ids) =>
      db.run(sql`DELETE FROM main.document_status WHERE id IN (SELECT value FROM json_each(${ids}))`),
  },
  {
    table: 'document',
    kinds: ['segmentation', 'text', 'document'],
    chunk: 200,
    remove(db, ids) {
      db.run(sql`DELETE FROM document_fts WHERE rowid IN (
        SELECT document_id FROM main.document_text WHERE document_id IN (SELECT value FROM json_each(${ids})))`);
      db.run(sql`DELETE FROM main.document_text WHERE document_id IN (SELECT value FROM json_each(${ids}))`);
      db.run(sql`DELETE FROM main.segmentation WHERE document_id IN (SELECT value FROM json_each(${ids}))`);
      db.run(sql`DELETE FROM main.document WHERE id IN (SELECT value FROM json_each(${ids}))`);
    },
  },
  {
    table: 'annotation_set',
    kinds: ['set'],
    chunk: 1000,
    remove: (db, ids) =>
      db.run(sql`DELETE FROM main.annotation_set WHERE id IN (SELECT value FROM json_each(${ids}))`),
  },
  {
    table: 'entity',
    kinds: ['entity'],
    first: 'merged_into IS NOT NULL',
    chunk: 1000,
    remove(db, ids) {
      db.run(sql`DELETE FROM main.alias WHERE entity_id IN (SELECT value FROM json_each(${ids}))`);
      db.run(sql`DELETE FROM main.external_id WHERE entity_id IN (SELECT value FROM json_each(${ids}))`);
      db.run(sql`DELETE FROM main.entity WHERE id IN (SELECT value FROM json_each(${ids}))`);
    },
  },
  {
    table: 'analyst',
    kinds: ['analyst'],
    chunk: 1000,
    remove: (db, ids) =>
      db.run(sql`DELETE FROM main.analyst WHERE id IN (SELECT value FROM json_each(${ids}))`),
  },
];

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
  for (const removal of REMOVALS) {
    for (const rows of chunksOf(db, unfinished, removal)) {
      const { table, kinds, remove } = removal;
      const uids = rows.map(({ uid }) => toUid(uid));
      db.immediate(() => {
        renewMark(db, unfinished);
        if (packs) for (const kind of kinds) addPacks(db, change, kind, undone, packed(store, kind, uids));
        remove(db, JSON.stringify(rows.map(({ id }) => id)));
      });
      done += rows.length * (table === 'document' ? 2 : 1); // with its text
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
  { table, chunk, first }: Removal,
): Generator<Leaving[]> {
  const range = ranges[table];
  if (!range) return;
  for (const condition of first ? [first, 'TRUE'] : ['TRUE']) {
    const next = raw.prepare(
      `SELECT id, uid FROM main.${table}
       WHERE id BETWEEN ? AND ? AND ${condition} ${range.mixed ? `AND change_id = ${undone}` : ''} ORDER BY id DESC LIMIT ${chunk}`,
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
    const image = kindOf(kind).read(store, uid)?.image;
    if (!image) return [];
    return [{ uid, documents: documentsOf(store, kind, uid, image), image: imageText(image) }];
  });
}
