import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { imageText, kindIn, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import { ownReferences } from '../rows/kinds.ts';
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
 * no later entry names did not exist yet.
 */
export function pastOf(store: ReadStore, document: Uid, change: number): PastRow[] {
  const found = new Map<string, PastRow>();
  const order = ({ kind }: PastRow) => store.kinds.order(kind);
  for (const { kind, uid, before, beforeChange } of journalledRows(store, document, change + 1)) {
    const key = `${kind} ${uid}`;
    if (found.has(key)) continue;
    const was = before !== null && beforeChange! <= change;
    found.set(key, pastRow(store, kind, uid, was ? before : undefined, beforeChange ?? 0));
  }
  for (const { kind, uid } of rowsOfDocument(store, document, change)) {
    const key = `${kind} ${uid}`;
    if (!found.has(key)) found.set(key, pastRow(store, kind, uid, undefined, 0));
  }
  return [...found.values()]
    .filter(({ now, then }) => (now && imageText(now)) !== (then && imageText(then)))
    .sort((a, b) => order(a) - order(b) || within(store, a) - within(store, b));
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
  /** By the change that replaced the text; 0 for the present one. */
  readonly #texts = new Map<number, string>();

  constructor(store: ReadStore, document: Uid) {
    this.#store = store;
    this.#document = document;
  }

  /**
   * Returns the text just after `change`, or an empty string if it is not on record. Packs need not be searched: a text
   * in a pack was restored unchanged, or its document no longer exists.
   */
  after(change: number): string {
    const replaced =
      this.#store.db.value<number | null>(sql`
        SELECT min(change_id) FROM change_row
        WHERE uid = ${toBytes(this.#document)} AND kind = 'text' AND change_id > ${change} AND before IS NOT NULL`) ??
      0;
    let text = this.#texts.get(replaced);
    if (text === undefined) this.#texts.set(replaced, (text = this.#read(replaced)));
    return text;
  }

  #read(replaced: number): string {
    if (replaced === 0) return kindOf('text').read(this.#store, this.#document)?.image.text ?? '';
    const before = this.#store.db.value<string>(sql`
      SELECT before FROM change_row WHERE uid = ${toBytes(this.#document)} AND kind = 'text' AND +change_id = ${replaced}`)!;
    return (JSON.parse(before) as ImageOf<'text'>).text;
  }
}
