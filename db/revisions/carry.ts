import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { memo } from '../connection/memo.ts';
import { toBytes } from '../connection/uid.ts';
import { imageText, kindIn, type KindName } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import { presentRevision, revisionId, wayBetween, type RevisionId, type Way } from './revisions.ts';

/*
 * The journal keeps images with the offsets of the text as it was at the time. `change_document` names that text, so an image can be
 * carried to any other revision of it. A correction moves all annotations whose words stay, without an entry for each, so an image
 * counts as unchanged if it equals the row after it was carried to the present text.
 */

/** Returns the text after a change, in which the images after it count. */
export function revisionAfter(db: ReadDb, document: Uid, change: number): RevisionId {
  return (
    db.value<number | null>(
      sql`SELECT revision_id FROM change_document WHERE document = ${toBytes(document)} AND change_id = ${change}`,
    ) ?? null
  );
}

/** Returns the text before a change, in which the images before it count: another one only if the change corrected the text. */
export function revisionBefore(db: ReadDb, document: Uid, change: number): RevisionId {
  const before = db.value<string | number | null>(sql`
    SELECT before ->> 'revision' FROM change_row
    WHERE uid = ${toBytes(document)} AND kind = 'text' AND +change_id = ${change} AND before IS NOT NULL`);
  if (before === undefined) return revisionAfter(db, document, change);
  // A text as it came in has a number instead of a uid.
  return typeof before === 'string' ? (revisionId(db, before as Uid) ?? null) : null;
}

/** Returns the document in whose offsets an image counts; undefined if its kind has no offsets. */
export function documentOfOffsets(
  { kinds }: Pick<ReadStore, 'kinds'>,
  kind: KindName,
  uid: Uid,
  image: object,
): Uid | undefined {
  const { offsets, belongs } = kinds.get(kind);
  if (offsets === null) return undefined;
  return belongs === 'uid' ? uid : (image as { readonly document?: Uid }).document;
}

/** Carries an image along a way. Returns null if it covers words, and none of them are left. */
export function carryAlong<Image extends object>(
  store: Pick<ReadStore, 'kinds'>,
  kind: KindName,
  image: Image,
  way: Way,
): Image | null {
  const { offsets } = kindIn(store, kind);
  if (offsets === null || way.length === 0) return image;
  const carried = way.reduce<Image>((each, edits) => offsets(each as never, edits) as Image, image);
  const covered = (each: Image) => (each as { fragments?: readonly unknown[] }).fragments?.length ?? 0;
  return covered(image) > 0 && covered(carried) === 0 ? null : carried;
}

/** Carries images of the journal to the present texts, and back. Use one for consecutive images; corrections end its use. */
export class Carrier {
  readonly #store: ReadStore;
  /** Whether no text was ever corrected, so that every image counts in the present text. */
  readonly isIdle: boolean;
  readonly #after: (key: string) => RevisionId;
  readonly #present: (document: Uid) => RevisionId;
  readonly #ways: (key: string) => Way;

  constructor(store: ReadStore) {
    this.#store = store;
    this.isIdle = store.db.value(sql`SELECT 1 FROM text_revision LIMIT 1`) === undefined;
    this.#after = memo((key: string) => {
      const [document, change] = JSON.parse(key) as [Uid, number];
      return revisionAfter(store.db, document, change);
    });
    this.#present = memo((document: Uid) => presentRevision(store.db, document));
    this.#ways = memo((key: string) => {
      const [document, from, to] = JSON.parse(key) as [Uid, RevisionId, RevisionId];
      return wayBetween(store.db, document, from, to);
    });
  }

  /** Carries an image, as JSON, from the text after a change to the present one. Returns null if the way does not lead back. */
  toPresent(kind: KindName, uid: Uid, image: string, change: number): string | null {
    return this.between(kind, uid, image, (document) => [
      this.after(document, change),
      this.#present(document),
    ]);
  }

  /** Carries a present image, as JSON, to the text after a change. Returns null if the way does not lead back. */
  toChange(kind: KindName, uid: Uid, image: string, change: number): string | null {
    return this.between(kind, uid, image, (document) => [
      this.#present(document),
      this.after(document, change),
    ]);
  }

  /** Returns the text after a change. */
  after(document: Uid, change: number): RevisionId {
    return this.#after(JSON.stringify([document, change]));
  }

  /**
   * Carries an image, as JSON, between two texts of its document. Returns null if the way does not lead back to the same image,
   * because the edits touched its ends.
   */
  between(
    kind: KindName,
    uid: Uid,
    json: string,
    ends: (document: Uid) => readonly [RevisionId, RevisionId],
  ): string | null {
    if (this.isIdle || this.#store.kinds.get(kind).offsets === null) return json;
    const image = JSON.parse(json) as object;
    const document = documentOfOffsets(this.#store, kind, uid, image);
    if (document === undefined) return json;
    const [from, to] = ends(document);
    if (from === to) return json;
    const way = (ends: readonly [RevisionId, RevisionId]) => this.#ways(JSON.stringify([document, ...ends]));
    const carried = carryAlong(this.#store, kind, image, way([from, to]));
    if (!carried) return null;
    const back = carryAlong(this.#store, kind, carried, way([to, from]));
    return back && imageText(back) === json ? imageText(carried) : null;
  }
}
