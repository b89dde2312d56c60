import type { Uid } from '../../shared/model/uid.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import { decodePack, encodePack, type PackedRow } from '../journal/packs.ts';
import { findId } from '../rows/ids.ts';
import { imageText, kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import type { Store } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { BatchEdit } from './batch-edit.ts';
import type { RevisionId } from '../revisions/revisions.ts';
import { redactRevisions } from '../revisions/redact.ts';
import { correctedUid } from '../rows/text.ts';
import { rewriteExamples } from './examples.ts';
import type { Rewriting } from './rewriting.ts';

/** What a rewriting did, in numbers of rows. */
export interface Rewritten {
  readonly removed: number;
  readonly changed: number;
  /** Images in the journal that were changed or removed. */
  readonly images: number;
}

/** The number of journal entries that are read at once. */
const PAGE = 1000;

/**
 * Applies a rewriting to the rows and to the whole journal. Call it within a write transaction, on a connection that
 * does not hide an unfinished import. `change` is the change that records the deletion; it is not rewritten.
 */
export function rewrite(store: Store, rewriting: Rewriting, change: number): Rewritten {
  const { db } = store;
  // Rows that depend on each other are removed together; the commit checks that no reference is left dangling.
  db.raw.pragma('defer_foreign_keys = ON');
  const batches = new BatchEdit(store, textsBefore(db));
  if (rewriting.redact) redactTexts(store, rewriting.redact);
  const rows = rewriteRows(store, rewriting, batches);
  const journal = rewriteJournal(store, rewriting, batches, change);
  const packs = rewritePacks(store, rewriting, batches);
  batches.finish();
  rewriteExamples(db, (example) => rewriting.example(example));
  if (rewriting.document !== undefined) forgetDocument(db, rewriting.document);
  relabel(store, rewriting, new Set([...rows.changes, ...journal.changes, ...packs.changes]), change);
  forgetDerived(store);
  return { removed: rows.removed, changed: rows.changed, images: journal.images + packs.images };
}

interface PlannedRow {
  readonly kind: KindName;
  readonly uid: Uid;
  readonly change: number;
  readonly after: ImageOf<KindName> | null;
}

function rewriteRows(store: Store, rewriting: Rewriting, batches: BatchEdit) {
  const plan: PlannedRow[] = [];
  for (const { kind, uid } of rewriting.rows()) {
    const stored = kindIn(store, kind).read(store, uid);
    if (!stored) continue;
    const after = rewriting.image(kind, uid, stored.image);
    if (after !== null && imageText(after) === imageText(stored.image)) continue;
    batches.replace(stored.change, kind, uid, stored.image, after);
    plan.push({ kind, uid, change: stored.change, after });
  }
  const order = (row: PlannedRow) => store.kinds.order(row.kind);
  // Write first: the rewritten rows no longer refer to those that are then removed.
  const written = plan.filter(({ after }) => after !== null).sort((a, b) => order(a) - order(b));
  for (const { kind, uid, change, after } of written) kindIn(store, kind).write(store, uid, after!, change);
  for (const { uid } of written.filter(({ kind }) => kind === 'text')) quoteAnew(store, uid);
  const removed = plan.filter(({ after }) => after === null).sort((a, b) => order(b) - order(a));
  for (const { kind, uid } of removed) kindIn(store, kind).remove(store, uid);
  return {
    removed: removed.length,
    changed: written.length,
    changes: new Set(plan.map(({ change }) => change)),
  };
}

/** Recomputes the stored quotes of a document's spans from its new text: writing a span computes its quote. */
function quoteAnew(store: Store, document: Uid): void {
  const { db } = store;
  const id = findId(db, 'document', document)!;
  db.run(sql`DELETE FROM review_case WHERE document_id = ${id}`); // derived from quotes; opening the queue derives them again
  const spans = db.column<Buffer>(sql`SELECT uid FROM main.span WHERE document_id = ${id} ORDER BY id`);
  for (const uid of spans.map((bytes) => toUid(bytes))) {
    const { image, change } = kindOf('span').read(store, uid)!;
    kindOf('span').write(store, uid, image, change);
  }
}

/** Redacts all revisions of corrected texts; the images of their rows only name them. */
function redactTexts(store: Store, redact: (text: string) => string): void {
  const { db } = store;
  for (const document of redactRevisions(db, redact)) {
    const stored = kindOf('text').read(store, document);
    if (!stored || correctedUid(stored.image) === null) continue;
    kindOf('text').write(store, document, stored.image, stored.change);
    quoteAnew(store, document);
  }
}

/** The revisions before the changes that wrote a text, which a rewriting may remove from the journal: by document and change. */
function textsBefore(db: WriteDb): ReadonlyMap<string, RevisionId> {
  const rows = db.all<{ uid: Buffer; change_id: number; id: number | null }>(sql`
    SELECT r.uid, r.change_id, (SELECT id FROM main.text_revision WHERE uid = unhex(r.before ->> 'revision', '-')) AS id
    FROM main.text_revision t JOIN main.change_row r ON r.uid = t.document AND r.kind = 'text' AND r.before IS NOT NULL
    GROUP BY r.change_id, r.ordinal`);
  return new Map(rows.map(({ uid, change_id, id }) => [`${toUid(uid)} ${change_id}`, id]));
}

interface ImageRow {
  change_id: number;
  ordinal: number;
  kind: KindName;
  uid: Buffer;
  before_change: number | null;
  before: string | null;
  after: string | null;
}

function rewriteJournal({ db }: Store, rewriting: Rewriting, batches: BatchEdit, last: number) {
  let images = 0;
  const changes = new Set<number>();
  const rewritten = (row: ImageRow, text: string | null): string | null => {
    if (text === null) return null;
    const image = JSON.parse(text) as ImageOf<KindName>;
    const after = rewriting.image(row.kind, toUid(row.uid), image);
    if (after === image) return text;
    return after === null ? null : imageText(after);
  };
  let [change, ordinal] = [0, -1];
  for (;;) {
    // Page by page, because SQLite cannot write while it is iterating.
    const page = db.all<ImageRow>(sql`
      SELECT change_id, ordinal, kind, uid, before_change, before, after FROM main.change_row
      WHERE (change_id, ordinal) > (${change}, ${ordinal}) AND change_id < ${last} ORDER BY change_id, ordinal LIMIT ${PAGE}`);
    for (const row of page) {
      const [before, after] = [rewritten(row, row.before), rewritten(row, row.after)];
      if (before === row.before && after === row.after) continue;
      images++;
      changes.add(row.change_id);
      if (before !== row.before)
        batches.replace(
          row.before_change!,
          row.kind,
          toUid(row.uid),
          JSON.parse(row.before!) as object,
          before === null ? null : (JSON.parse(before) as object),
          row.change_id,
        );
      if (before === null && after === null)
        db.run(
          sql`DELETE FROM main.change_row WHERE change_id = ${row.change_id} AND ordinal = ${row.ordinal}`,
        );
      else
        db.run(sql`
          UPDATE main.change_row SET before = ${before}, after = ${after},
            before_change = ${before === null ? null : row.before_change}
          WHERE change_id = ${row.change_id} AND ordinal = ${row.ordinal}`);
    }
    const end = page.at(-1);
    if (!end) return { images, changes };
    [change, ordinal] = [end.change_id, end.ordinal];
  }
}

interface PackRow {
  change_id: number;
  ordinal: number;
  kind: KindName;
  before_change: number;
  body: Buffer;
}

/** Does the same for rows that are journalled in packs. A pack is only written again if one of its rows changes. */
function rewritePacks({ db }: Store, rewriting: Rewriting, batches: BatchEdit) {
  let images = 0;
  const packs = new Set<number>();
  const heads = db.all<Pick<PackRow, 'change_id' | 'ordinal'>>(
    sql`SELECT change_id, ordinal FROM main.change_pack ORDER BY change_id, ordinal`,
  );
  for (const { change_id, ordinal } of heads) {
    const pack = db.get<PackRow>(sql`
      SELECT change_id, ordinal, kind, before_change, body FROM main.change_pack
      WHERE change_id = ${change_id} AND ordinal = ${ordinal}`)!;
    const kept: PackedRow[] = [];
    let changed = 0;
    for (const row of decodePack(pack.body)) {
      const before = JSON.parse(row.image) as ImageOf<KindName>;
      const after = rewriting.image(pack.kind, row.uid, before);
      if (after === before) kept.push(row);
      else {
        changed++;
        batches.replace(pack.before_change, pack.kind, row.uid, before, after, change_id);
        if (after !== null) kept.push({ ...row, image: imageText(after) });
      }
    }
    if (changed === 0) continue;
    images += changed;
    packs.add(change_id);
    if (kept.length === 0) {
      db.run(
        sql`DELETE FROM main.change_pack_document WHERE change_id = ${change_id} AND ordinal = ${ordinal}`,
      );
      db.run(sql`DELETE FROM main.change_pack WHERE change_id = ${change_id} AND ordinal = ${ordinal}`);
    } else
      db.run(sql`
        UPDATE main.change_pack SET count = ${kept.length}, body = ${encodePack(kept)}
        WHERE change_id = ${change_id} AND ordinal = ${ordinal}`);
  }
  // An undo and its redo share their packs.
  const changes = [...packs].flatMap((id) =>
    db.column<number>(sql`SELECT change_id FROM main.packed_change WHERE packs_id = ${id}`),
  );
  return { images, changes };
}

function forgetDocument(db: WriteDb, document: Uid): void {
  db.run(sql`DELETE FROM main.change_document WHERE document = ${toBytes(document)}`);
  db.run(sql`DELETE FROM main.text_revision WHERE document = ${toBytes(document)}`);
  db.run(sql`DELETE FROM main.change_pack_document WHERE document = ${toBytes(document)}`);
}

/** Changes the labels of changes. The changes themselves stay, so that the numbers of each device have no gaps. */
function relabel({ db }: Store, rewriting: Rewriting, touched: ReadonlySet<number>, last: number): void {
  const all = db.all<{ id: number; label: string; batch: string | null; has_rows: number }>(sql`
    SELECT id, label, batch, EXISTS (SELECT 1 FROM main.change_row WHERE change_id = c.id)
      OR EXISTS (SELECT 1 FROM main.packed_change p JOIN main.change_pack k ON k.change_id = p.packs_id
        WHERE p.change_id = c.id) AS has_rows
    FROM main.change c WHERE id < ${last}`);
  for (const { id, label, batch, has_rows: hasRows } of all) {
    const holdsBatch =
      batch !== null && Object.keys((JSON.parse(batch) as { counts: object }).counts).length > 0;
    const emptied = touched.has(id) && hasRows === 0 && !holdsBatch;
    const told = rewriting.label(label, emptied ? 'all removed' : touched.has(id) ? 'changed' : 'unchanged');
    if (told !== label) db.run(sql`UPDATE main.change SET label = ${told} WHERE id = ${id}`);
    if (!emptied) continue;
    // There is nothing left to undo or redo, and nothing to list.
    db.run(sql`UPDATE main.change SET kind = 'setup', undone = 1 WHERE id = ${id}`);
    db.run(sql`DELETE FROM main.change_document WHERE change_id = ${id}`);
    db.run(sql`DELETE FROM main.packed_change WHERE change_id = ${id}`);
  }
}

/** Clears derived data that would still hold deleted words: interned quotes, and deleted entries of the full-text index. */
function forgetDerived({ db }: Store): void {
  db.run(sql`
    DELETE FROM main.surface WHERE NOT EXISTS (SELECT 1 FROM main.span s WHERE s.surface_id = surface.id)
      AND NOT EXISTS (SELECT 1 FROM review_case c WHERE c.surface_id = surface.id)`);
  db.run(sql`INSERT INTO document_fts (document_fts) VALUES ('optimize')`);
}
