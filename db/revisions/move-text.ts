import { sameFragments, type Fragment } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fragmentsAlong } from '../../shared/text/corrected-ranges.ts';
import { quoteOf } from '../annotations/surfaces.ts';
import { sql } from '../connection/connection.ts';
import { toUid } from '../connection/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { proposalKey } from '../review/proposal-key.ts';
import { findId } from '../rows/ids.ts';
import { imageText, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import { fragmentsOf } from '../rows/span.ts';
import { presentText } from '../rows/text.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { carryAlong } from './carry.ts';
import { presentRevision, wayBetween, type Way } from './revisions.ts';

/** How rows of a document follow when its text becomes another revision. */
export interface Moving {
  /** Writes the text's row. */
  readonly write: () => void;
  /** Writes and journals a row whose words changed, or to which the way does not lead back. */
  readonly rewrite: Recorder['rewrite'];
  /** Whether the caller writes this row itself. */
  readonly isExcept: (kind: KindName, uid: Uid) => boolean;
  /** Returns where a span goes whose words are all gone, or throws. `at` is where they were, in the text after. */
  readonly onGone: (span: {
    readonly uid: Uid;
    readonly image: ImageOf<'span'>;
    readonly at: number;
  }) => readonly Fragment[];
}

/**
 * Replaces the text of a document by another revision, with all that has offsets in it: spans of every set, tokens, decisions. A span
 * that keeps its words is moved in place and keeps its change, without an entry in the journal; a correction at the beginning of
 * a long text would otherwise journal every span after it, and a merge would find as many conflicts. The others are journalled.
 * Returns the number of spans that lie elsewhere or have other words.
 */
export function moveText(store: Store, document: Uid, { write, rewrite, isExcept, onGone }: Moving): number {
  const { db } = store;
  const from = presentRevision(db, document);
  const before = presentText(store, document)!.text;
  write();
  const to = presentRevision(db, document);
  const after = presentText(store, document)!.text;
  const there = wayBetween(db, document, from, to);
  const back = wayBetween(db, document, to, from);
  const id = findId(db, 'document', document)!;

  const move = db.raw.prepare('UPDATE main.span SET start = ?, "end" = ?, fragments = ? WHERE id = ?');
  let moved = 0;
  for (const span of spansIn(store, id)) {
    if (isExcept('span', span.uid) || span.fragments.length === 0) continue;
    let fragments = fragmentsAlong(span.fragments, there);
    if (fragments.length === 0) {
      const at = there.reduce((offset, edits) => edits.position(offset, 'end'), span.fragments[0]![0]);
      fragments = [...onGone({ uid: span.uid, image: kindOf('span').read(store, span.uid)!.image, at })];
    }
    const keepsWords = quoteOf(before, span.fragments) === quoteOf(after, fragments);
    if (!keepsWords || !sameFragments(fragmentsAlong(fragments, back), span.fragments)) {
      const { image } = kindOf('span').read(store, span.uid)!;
      rewrite('span', span.uid, { ...image, fragments });
    } else if (sameFragments(fragments, span.fragments)) continue;
    else
      move.run(
        fragments[0]![0],
        fragments.at(-1)![1],
        fragments.length > 1 ? JSON.stringify(fragments) : null,
        span.id,
      );
    moved++;
  }

  const segmentation = kindOf('segmentation').read(store, document);
  if (segmentation && !isExcept('segmentation', document))
    follow(store, 'segmentation', document, there, back, rewrite);
  for (const uid of decisionsIn(store, id))
    if (!isExcept('decision', uid)) follow(store, 'decision', uid, there, back, rewrite);
  // Derived; opening the queue derives them again.
  db.run(sql`DELETE FROM review_case WHERE document_id = ${id}`);
  return moved;
}

/**
 * Gives a document the text of an entry in the journal, without writing to the journal: for walking it back, and for making its changes
 * once more. `journalled` are the rows of which the change holds images, each as its kind and uid; the caller writes them.
 * @throws Error if another row would have to be journalled, so that journal and rows disagree
 */
export function replayText(
  store: Store,
  document: Uid,
  image: ImageOf<'text'>,
  change: number,
  journalled: ReadonlySet<string>,
): void {
  const disagree = () => {
    throw new Error(`a row of the document ${document} does not follow its text`);
  };
  moveText(store, document, {
    write: () => kindOf('text').write(store, document, image, change),
    rewrite: disagree,
    isExcept: (kind, uid) => journalled.has(`${kind} ${uid}`),
    onGone: disagree,
  });
}

/**
 * Computes the keys of a document's decisions again, which depend on the words of their proposals and on the words before these. Call
 * it when all spans are where they belong.
 */
export function renewKeys(
  store: Store,
  document: Uid,
  { rewrite, isExcept }: Pick<Moving, 'rewrite' | 'isExcept'>,
): void {
  const { text } = presentText(store, document)!;
  for (const uid of decisionsIn(store, findId(store.db, 'document', document)!)) {
    if (isExcept('decision', uid)) continue;
    const { image } = kindOf('decision').read(store, uid)!;
    const key = proposalKey(store, document, text, image.proposal)?.toString('hex') ?? image.key;
    if (key !== image.key) rewrite('decision', uid, { ...image, key });
  }
}

function decisionsIn({ db }: ReadStore, document: number): Uid[] {
  return db
    .column<Buffer>(sql`SELECT uid FROM decision WHERE document_id = ${document} ORDER BY id`)
    .map((uid) => toUid(uid));
}

/** Lets a row that is not a span follow: in place if the way leads back. */
function follow<Kind extends 'segmentation' | 'decision'>(
  store: Store,
  kind: Kind,
  uid: Uid,
  there: Way,
  back: Way,
  rewrite: Recorder['rewrite'],
): void {
  const { image, change } = kindOf(kind).read(store, uid)!;
  const carried = carryAlong(store, kind, image, there)!;
  if (imageText(carryAlong(store, kind, carried, back)) === imageText(image))
    kindOf(kind).write(store, uid, carried, change);
  else rewrite(kind, uid, carried);
}

/** A span of a document, of any set. */
export interface PlacedSpan {
  readonly id: number;
  readonly uid: Uid;
  readonly fragments: readonly Fragment[];
}

/** Returns all spans of a document, of every set, from the beginning of the text. */
export function spansIn({ db }: ReadStore, document: number): PlacedSpan[] {
  return db
    .all<{
      id: number;
      uid: Buffer;
      start: number | null;
      end: number | null;
      fragments: string | null;
    }>(
      sql`
      SELECT id, uid, start, "end", fragments FROM span WHERE document_id = ${document} ORDER BY coalesce(start, 0), id`,
    )
    .map((row) => ({ id: row.id, uid: toUid(row.uid), fragments: fragmentsOf(row) }));
}
