import type { ChangeKind } from '../../shared/model/change.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { tick } from '../connection/clock.ts';
import { sql } from '../connection/connection.ts';
import type { Inserter, RowKind, Stored } from '../rows/define.ts';
import { idOf } from '../rows/ids.ts';
import { documentsOf, imageText, kindIn, type ImageOf, type KindName } from '../rows/index.ts';
import type { Store } from '../connection/store.ts';
import { currentVersion } from '../scheme/terms.ts';
import { assertNotHidden } from '../imports/unfinished.ts';
import { timeOf, toBytes, toUid } from '../connection/uid.ts';
import type { Actor } from './actor.ts';
import { rememberAuthor } from './author.ts';
import { BatchSum } from './batch.ts';
import type { PackedChange } from './packs.ts';

/** The name of a change: the contract's name of the command, and a label for undo menus and history. */
export interface ChangeTitle {
  readonly command: string;
  readonly label: string;
  /** How undo treats the change. An undo has the kind of the change that it undoes. */
  readonly kind: ChangeKind;
  /** The change this one undoes, by local id. */
  readonly undoes?: number;
}

/** A row touched by a change. */
export interface TouchedRow {
  readonly kind: KindName;
  readonly uid: Uid;
  readonly existed: boolean;
  readonly exists: boolean;
  /**
   * For a row that is shown as a part of a span, such as a slot: that span. Kept here because it can no longer be read
   * after the row is removed.
   */
  readonly span?: Uid;
  /**
   * For a span that this program has just written: its content, so that it need not be read again. Absent for large
   * changes.
   */
  readonly stored?: Stored<ImageOf<'span'>>;
  /** For a span that existed: its content before. Absent under the same conditions. */
  readonly before?: Stored<ImageOf<'span'>>;
  /** For a status: before and after the change. Absent if it was read back from the journal. */
  readonly statuses?: { readonly before?: ImageOf<'status'>; readonly after?: ImageOf<'status'> };
}

/** A finished change as the backend announces it. */
export interface FinishedChange {
  readonly id: number;
  readonly uid: Uid;
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Empty for a batch, which is too large to list. */
  readonly documents: readonly Uid[];
  readonly rows: readonly TouchedRow[];
  /** True for an import, its undo or its redo: their rows are not listed one by one. */
  readonly batch: boolean;
}

/**
 * Writes rows on behalf of one change and journals each with its images before and after. Every write of a command must
 * go through it. There is one per transaction.
 */
export class Recorder {
  readonly id: number;
  readonly #store: Store;
  readonly #title: ChangeTitle;
  #unfinished: boolean;
  readonly #deviceId: number;
  #uid: Uid;
  readonly #rows: TouchedRow[] = [];
  readonly #documents = new Set<Uid>();
  readonly #batch: BatchSum | null;
  #last: Uid | undefined;
  #packed = false;
  readonly #onRow: (() => void) | undefined;

  /**
   * With `batch`, new rows are summed up instead of journalled one by one: for imports. With `unfinished`, the change
   * lasts for several transactions, see `long-change.ts`: until {@link settle}, only new rows may be written, and the
   * change is invisible to undo and does not advance the device's counter. `onRow` is called for each row that is
   * journalled, and may throw to abort the change.
   */
  constructor(
    store: Store,
    actor: Actor,
    title: ChangeTitle,
    {
      batch = false,
      unfinished = false,
      onRow,
    }: { readonly batch?: boolean; readonly unfinished?: boolean; readonly onRow?: () => void } = {},
  ) {
    const { db } = store;
    this.#store = store;
    this.#title = title;
    this.#batch = batch ? new BatchSum() : null;
    this.#unfinished = unfinished;
    this.#onRow = onRow;
    const id = db.nextId('change');
    const device = unfinished ? undefined : nextOf(db, actor.device.id);
    this.#deviceId = device?.id ?? ensureDevice(store, actor.device);
    // An unfinished change gets its number among the changes of the device at the end, and until then a negative one
    // that no other change has.
    const { seq, last } = unfinished ? { seq: -id!, last: null } : (device ?? nextOf(db, actor.device.id)!);
    this.#uid = unfinished ? newUid() : tick(last === null ? undefined : toUid(last));
    this.id = db.run(sql`
      INSERT INTO main.change (id, uid, device_id, seq, analyst, session, kind, command, label, scheme_version_id, undoes_id)
      VALUES (${id}, ${toBytes(this.#uid)}, ${this.#deviceId}, ${seq}, ${toBytes(actor.analyst.id)},
        ${toBytes(actor.session)}, ${unfinished ? UNFINISHED : title.kind}, ${title.command}, ${title.label},
        (SELECT coalesce(max(id), (SELECT max(id) FROM scheme_version)) FROM scheme_version WHERE uid = ${versionInForce(db)}),
        ${title.undoes ?? null})`).id;
    if (!unfinished) rememberAuthor(db, this.id, actor.analyst.id);
  }

  /** Writes a new or changed row; does nothing if the stored row has this content already. Returns whether the row is new. */
  put<Kind extends KindName>(kind: Kind, uid: Uid, image: ImageOf<Kind>): boolean {
    return this.#write(kind, uid, image, this.id);
  }

  /**
   * Returns a function that writes new rows of an import in the form in which they are read back: faster than {@link
   * put}. It returns false if the row already exists. It caches look-ups, so use it only for consecutive inserts of one
   * import.
   */
  inserter<Kind extends KindName>(kind: Kind): Inserter<ImageOf<Kind>> {
    const batch = this.#batch;
    const insert = kindIn(this.#store, kind).inserter?.(this.#store, this.id);
    if (!batch || !insert) throw new Error(`only an import inserts, and not rows of kind ${kind}`);
    return (uid, image) => {
      assertNotHidden(this.#store, kind, uid, false, false);
      if (!insert(uid, image)) return false;
      batch.add(kind, uid, image);
      this.#note(kind, uid, image);
      return true;
    };
  }

  /**
   * Makes this a change whose rows are in packs: either rows that it removes, which are packed as they are removed, or
   * the rows of its own undo, which it restores. Other rows that it changes are journalled as usual.
   */
  usePacks(packs: number, way: PackedChange['way']): void {
    this.#packed = true;
    this.#store.db.run(
      sql`INSERT INTO main.packed_change (change_id, packs_id, way) VALUES (${this.id}, ${packs}, ${way})`,
    );
  }

  /**
   * Returns a function that restores rows from packs, with change `change` as the one that wrote their content. The
   * rows are new and are not journalled again. It returns false if the row already exists.
   */
  bringer<Kind extends KindName>(kind: Kind, change: number): Inserter<ImageOf<Kind>> {
    const row = kindIn(this.#store, kind);
    const insert =
      row.inserter?.(this.#store, change) ??
      ((uid: Uid, image: ImageOf<Kind>) => {
        if (row.read(this.#store, uid)) return false;
        row.write(this.#store, uid, image, change);
        return true;
      });
    return (uid, image) => {
      assertNotHidden(this.#store, kind, uid, false, false);
      return insert(uid, image);
    };
  }

  /**
   * Writes a row of which something else changed than its image, such as the words at its offsets. It is journalled even if the
   * image stays the same. With `change`, as an undo restores it: as if nobody had touched it since that change.
   */
  rewrite<Kind extends KindName>(kind: Kind, uid: Uid, image: ImageOf<Kind>, change: number = this.id): void {
    const row = kindIn(this.#store, kind);
    const before = row.read(this.#store, uid);
    row.write(this.#store, uid, image, change);
    this.#journal(kind, uid, before, row.read(this.#store, uid));
  }

  /** Removes a row; rows that depend on it must be removed before. Removing a row that does not exist is not recorded. */
  remove(kind: KindName, uid: Uid): void {
    const before = kindIn(this.#store, kind).read(this.#store, uid);
    if (!before) return;
    kindIn(this.#store, kind).remove(this.#store, uid);
    if (kindIn(this.#store, kind).cached) this.#store.db.forgetFacts();
    this.#journal(kind, uid, before, undefined);
  }

  /**
   * Restores an earlier image together with the change that had written it, so that the row looks as if nobody had
   * touched it since.
   */
  restore(kind: KindName, uid: Uid, imageJson: string, change: number): void {
    this.#write(kind, uid, JSON.parse(imageJson) as ImageOf<KindName>, change);
  }

  /**
   * Runs `work` as part of the change. If it throws, everything it wrote and journalled is rolled back, and the change
   * goes on without it.
   */
  attempt(work: () => void): void {
    const { terms, texts, db } = this.#store;
    const rows = this.#rows.length;
    const documents = this.#batch ? null : new Set(this.#documents);
    const batch = this.#batch?.state();
    const last = this.#last;
    try {
      // Within a transaction this is a savepoint.
      db.raw.transaction(work)();
    } catch (error) {
      this.#rows.length = rows;
      this.#last = last;
      if (batch) this.#batch?.reset(batch);
      if (documents) {
        this.#documents.clear();
        for (const document of documents) this.#documents.add(document);
      }
      db.forgetFacts();
      terms.reload();
      texts.clear();
      throw error;
    }
  }

  /** Returns the content of a span that this change wrote, or undefined. Later writes of its slots are not included. */
  written(span: Uid): Stored<ImageOf<'span'>> | undefined {
    return this.#rows.findLast(({ kind, uid }) => kind === 'span' && uid === span)?.stored;
  }

  /** Adds the change to a document's undo history although none of its rows was written, because it was made from there. */
  touch(document: Uid): void {
    this.#documents.add(document);
  }

  /**
   * States that the change was made under another version of the scheme than the one in force: that of the file which it
   * imports.
   */
  setSchemeVersion(version: Uid): void {
    const { db } = this.#store;
    db.run(
      sql`UPDATE main.change SET scheme_version_id = ${idOf(db, 'scheme_version', version)} WHERE id = ${this.id}`,
    );
  }

  /** Ends the change. Returns `null`, and leaves no entry, if nothing was changed. */
  finish(): FinishedChange | null {
    const { db } = this.#store;
    const batch = this.#batch && !this.#batch.empty ? this.#batch.result() : null;
    if (this.#rows.length === 0 && !batch && !this.#packed) {
      db.run(sql`DELETE FROM main.change WHERE id = ${this.id}`);
      db.run(sql`UPDATE device SET seq = seq - 1 WHERE id = ${this.#deviceId}`);
      return null;
    }
    if (batch) db.run(sql`UPDATE main.change SET batch = ${JSON.stringify(batch)} WHERE id = ${this.id}`);
    for (const document of this.#documents) this.#enter(document);
    const uid = this.#uid;
    if (!this.#batch && !this.#packed && this.#rows.every(({ kind }) => !kindIn(this.#store, kind).cached))
      db.keepFacts();
    return {
      id: this.id,
      uid,
      label: this.#title.label,
      at: timeOf(uid),
      documents: this.#packed ? [] : [...this.#documents],
      rows: this.#rows,
      batch: batch !== null || this.#packed,
    };
  }

  /** Begins the last of several transactions: gives the change its number, after all changes made meanwhile. */
  settle(): void {
    this.#unfinished = false;
    this.#uid = this.#tick();
    this.#store.db.run(sql`
      UPDATE main.change SET uid = ${toBytes(this.#uid)}, seq = ${this.#nextSeq()},
        scheme_version_id = (
          SELECT coalesce(max(id), (SELECT max(id) FROM scheme_version)) FROM scheme_version
          WHERE uid = ${versionInForce(this.#store.db)}), kind = ${this.#title.kind}
      WHERE id = ${this.id}`);
  }

  #tick(): Uid {
    const last = this.#store.db.value<Buffer>(sql`SELECT uid FROM change ORDER BY uid DESC LIMIT 1`);
    return tick(last && toUid(last));
  }

  #nextSeq(): number {
    return this.#store.db.value<number>(
      sql`UPDATE device SET seq = seq + 1 WHERE id = ${this.#deviceId} RETURNING seq`,
    )!;
  }

  #write<Kind extends KindName>(kind: Kind, uid: Uid, image: ImageOf<Kind>, change: number): boolean {
    const row = kindIn(this.#store, kind);
    const before = row.read(this.#store, uid);
    const mergedAway = kind === 'entity' && (image as ImageOf<'entity'>).mergedInto !== undefined;
    assertNotHidden(this.#store, kind, uid, before !== undefined, mergedAway);
    // A new row needs none of the look-ups of one that is replaced.
    if (before || row.inserter?.(this.#store, change)(uid, image) !== true)
      row.write(this.#store, uid, image, change);
    if (row.cached) this.#store.db.forgetFacts();
    // Read back, because the journal holds what is stored, in the kind's own order of keys.
    const after = row.read(this.#store, uid)!;
    if (before && imageText(before.image) === imageText(after.image)) {
      if (before.change !== change) row.write(this.#store, uid, image, before.change);
      return false;
    }
    if (this.#batch && before?.change === this.id) throw new Error(`an import wrote ${kind} ${uid} twice`);
    if (!before && this.#batch) {
      this.#batch.add(kind, uid, after.image);
      this.#note(kind, uid, after.image);
    } else this.#journal(kind, uid, before, after);
    return before === undefined;
  }

  #journal<Kind extends KindName>(
    kind: Kind,
    uid: Uid,
    before: { image: ImageOf<Kind>; change: number } | undefined,
    after: Stored<ImageOf<Kind>> | undefined,
  ): void {
    // Sweeping removes only its own rows, so a changed row would stay changed.
    if (this.#unfinished) throw new Error(`an unfinished import changed ${kind} ${uid}, which was there`);
    this.#store.db.run(sql`
      INSERT INTO main.change_row (change_id, ordinal, kind, uid, before_change, before, after)
      VALUES (${this.id}, ${this.#rows.length}, ${kind}, ${toBytes(uid)}, ${before?.change ?? null},
        ${before ? imageText(before.image) : null}, ${after ? imageText(after.image) : null})`);
    this.#onRow?.();
    const { image } = (after ?? before)!;
    this.#rows.push({
      kind,
      uid,
      existed: before !== undefined,
      exists: after !== undefined,
      ...(kind === 'span' &&
        this.#rows.length < LISTED && {
          ...(after && { stored: after as Stored<ImageOf<'span'>> }),
          ...(before && { before: before as Stored<ImageOf<'span'>> }),
        }),
      ...(kind === 'status' && {
        statuses: {
          ...(before && { before: before.image as ImageOf<'status'> }),
          ...(after && { after: after.image as ImageOf<'status'> }),
        },
      }),
      ...spanShowing(kindIn(this.#store, kind), () => image),
    });
    this.#note(kind, uid, image);
  }

  #note<Kind extends KindName>(kind: Kind, uid: Uid, image: ImageOf<Kind>): void {
    for (const document of documentsOf(this.#store, kind, uid, image)) {
      if (!this.#batch) this.#documents.add(document);
      // The rows of an import come document by document and there may be millions, so only the last document is remembered.
      else if (document !== this.#last) {
        this.#last = document;
        this.#enter(document);
      }
    }
  }

  #enter(document: Uid): void {
    this.#store.db.run(
      sql`
        INSERT OR IGNORE INTO main.change_document (document, change_id, revision_id)
        VALUES (${toBytes(document)}, ${this.id}, (SELECT t.revision_id FROM main.document d
          JOIN main.document_text t ON t.document_id = d.id WHERE d.uid = ${toBytes(document)}))`,
    );
  }
}

/** Returns the uid of the version of the scheme in force, which may be an earlier one after an undo; null while there is none. */
function versionInForce(db: Store['db']): Buffer | null {
  const version = currentVersion(db);
  return version === undefined ? null : toBytes(version);
}

/** Returns the span that shows a row as a part of it, in the form in which a touched row holds it. */
export function spanShowing<Kind extends KindName>(
  { shown }: RowKind<ImageOf<Kind>>,
  image: () => ImageOf<Kind>,
): Pick<TouchedRow, 'span'> {
  return shown !== null && typeof shown === 'object' ? { span: shown.span(image()) } : {};
}

/** The number of first rows whose content a change keeps. */
const LISTED = 500;

/** The kind of an import until its last transaction; undo skips changes of this kind. */
const UNFINISHED: ChangeKind = 'setup';

/**
 * Takes the next number of a device's changes. Returns it with the device's local id and the uid of the last change of
 * all devices.
 */
function nextOf(db: Store['db'], device: Uid): { id: number; seq: number; last: Buffer | null } | undefined {
  return db.get(sql`
    UPDATE device SET seq = seq + 1 WHERE uid = ${toBytes(device)}
    RETURNING id, seq, (SELECT uid FROM change ORDER BY uid DESC LIMIT 1) AS last`);
}

function ensureDevice({ db }: Store, { id, name }: Actor['device']): number {
  const known = db.value<number>(sql`SELECT id FROM device WHERE uid = ${toBytes(id)}`);
  return known ?? db.run(sql`INSERT INTO device (uid, name) VALUES (${toBytes(id)}, ${name})`).id;
}
