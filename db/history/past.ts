import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { memo } from '../connection/memo.ts';
import { carryAlong, documentOfOffsets, revisionAfter, revisionBefore } from '../revisions/carry.ts';
import { presentRevision, textOfRevision, wayBetween, type RevisionId } from '../revisions/revisions.ts';
import { imageText, kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import { ownReferences } from '../rows/kinds.ts';
import { presentText } from '../rows/text.ts';
import { rowsOfDocument } from './document-rows.ts';
import { journalledRows } from './journalled.ts';

/** A row of a document that differs now from what it was at an earlier point. */
export interface PastRow<Kind extends KindName = KindName> {
  readonly kind: Kind;
  readonly uid: Uid;
  /** The present image; absent if the row no longer exists. */
  readonly now: ImageOf<Kind> | undefined;
  /** The earlier image; absent if the row did not exist yet. */
  readonly then: ImageOf<Kind> | undefined;
  /** The change that had written the earlier image. */
  readonly change: number;
}

/**
 * Returns the rows of a document that differ from how they were just after the change with local id `change` (0: before
 * all changes). Rows come after those that they depend on. The earlier image of a row is the *before* of its first
 * journal entry since then. Imports write no entries for their rows: a row whose content a later import wrote and that
 * no later entry names did not exist yet. Earlier images count in the text of that time.
 */
export function pastOf(store: ReadStore, document: Uid, change: number): PastRow[] {
  const found = new Map<string, PastRow>();
  const order = ({ kind }: PastRow) => store.kinds.order(kind);
  const was = revisionAt(store, document, change);
  const ways = memo((from: RevisionId) => wayBetween(store.db, document, from, was));
  /** Carries an image, as JSON, into the text of that time; undefined if none of its words were in it. */
  const carried = (kind: KindName, uid: Uid, json: string, from: RevisionId): string | undefined => {
    if (from === was) return json;
    const image = JSON.parse(json) as object;
    if (documentOfOffsets(store, kind, uid, image) !== document) return json;
    const there = carryAlong(store, kind, image, ways(from));
    return there ? imageText(there) : undefined;
  };
  for (const { change: at, kind, uid, before, beforeChange } of journalledRows(store, document, change + 1)) {
    const key = `${kind} ${uid}`;
    if (found.has(key)) continue;
    const existed = before !== null && beforeChange! <= change;
    const image = existed ? carried(kind, uid, before, revisionBefore(store.db, document, at)) : undefined;
    found.set(key, pastRow(store, kind, uid, image, beforeChange ?? 0));
  }
  for (const { kind, uid } of rowsOfDocument(store, document, change)) {
    const key = `${kind} ${uid}`;
    if (!found.has(key)) found.set(key, pastRow(store, kind, uid, undefined, 0));
  }
  const present = presentRevision(store.db, document);
  return [...found.values()]
    .filter(({ kind, uid, now, then }) => {
      const text = then && imageText(then);
      return (now && (carried(kind, uid, imageText(now), present) ?? '')) !== text;
    })
    .sort((a, b) => order(a) - order(b) || within(store, a) - within(store, b));
}

/** Returns the text that counted just after a change, whether or not the change touched the document. */
export function revisionAt({ db }: ReadStore, document: Uid, change: number): RevisionId {
  return (
    db.value<number | null>(sql`
      SELECT revision_id FROM change_document WHERE document = ${toBytes(document)} AND change_id <= ${change}
      ORDER BY change_id DESC LIMIT 1`) ?? null
  );
}

function pastRow(
  store: ReadStore,
  kind: KindName,
  uid: Uid,
  before: string | undefined,
  change: number,
): PastRow {
  const then = before === undefined ? undefined : (JSON.parse(before) as ImageOf<KindName>);
  return { kind, uid, now: kindIn(store, kind).read(store, uid)?.image, then, change };
}

/**
 * Orders rows within a kind: a row that refers to another of the kind (a cue to its claim, a reply to its note) comes
 * after it.
 */
function within({ kinds }: ReadStore, { kind, then, now }: PastRow): number {
  const image = (then ?? now)!;
  return ownReferences(kinds.get(kind)).some(({ of }) => of(image).length > 0) ? 1 : 0;
}

/** Whether the document existed at the point to which `past` leads. */
export function wasThere(store: ReadStore, document: Uid, past: readonly PastRow[]): boolean {
  const row = past.find(({ kind }) => kind === 'document');
  if (row) return row.then !== undefined;
  return kindOf('document').read(store, document) !== undefined;
}

/** The texts that a document has had. Each is read only once, however many changes are asked for. */
export class PastTexts {
  readonly #store: ReadStore;
  readonly #document: Uid;
  /** Texts as they came in, by the change that replaced the text; 0 for the present one. */
  readonly #texts = new Map<number, string>();
  readonly #corrected = memo((revision: number) => textOfRevision(this.#store.db, revision).text);

  constructor(store: ReadStore, document: Uid) {
    this.#store = store;
    this.#document = document;
  }

  /** Returns the text just before `change`: another one than after it only if the change corrected it. */
  before(change: number): string {
    return this.#textAt(revisionBefore(this.#store.db, this.#document, change), change - 1);
  }

  /**
   * Returns the text just after `change`, or an empty string if it is not on record. Packs need not be searched: a text
   * in a pack was restored unchanged, or its document no longer exists.
   */
  after(change: number): string {
    return this.#textAt(revisionAfter(this.#store.db, this.#document, change), change);
  }

  #textAt(revision: RevisionId, change: number): string {
    if (revision !== null) return this.#corrected(revision);
    // A text as it came in is whole in the entry of its first correction.
    const replaced =
      this.#store.db.value<number | null>(sql`
        SELECT min(change_id) FROM change_row
        WHERE uid = ${toBytes(this.#document)} AND kind = 'text' AND change_id > ${change} AND before ->> 'text' IS NOT NULL`) ??
      0;
    let text = this.#texts.get(replaced);
    if (text === undefined) this.#texts.set(replaced, (text = this.#read(replaced)));
    return text;
  }

  #read(replaced: number): string {
    if (replaced === 0) return presentText(this.#store, this.#document)?.text ?? '';
    const before = this.#store.db.value<string>(sql`
      SELECT before FROM change_row WHERE uid = ${toBytes(this.#document)} AND kind = 'text' AND +change_id = ${replaced}`)!;
    return (JSON.parse(before) as ImageOf<'text'>).text!;
  }
}
