import { PostilError } from '../../shared/contract/errors.ts';
import type { Block } from '../../shared/model/document.ts';
import { readableText, type Fragment } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { affectedSpans, type AffectedSpan } from '../../shared/text/corrected-ranges.ts';
import type { EditList } from '../../shared/text/edits.ts';
import { reduceEdits } from '../../shared/text/reduce-edits.ts';
import { wordsWithin } from '../../shared/text/words.ts';
import { removeSpan } from '../annotations/removal.ts';
import type { Store, ReadStore } from '../connection/store.ts';
import { assertNothingUnfinished } from '../journal/long-change.ts';
import type { Recorder } from '../journal/recorder.ts';
import { MESSAGES, NOT_FOUND } from '../messages.ts';
import { findId } from '../rows/ids.ts';
import type { ImageOf } from '../rows/index.ts';
import { presentText } from '../rows/text.ts';
import { moveText, renewKeys, spansIn, type PlacedSpan } from './move-text.ts';
import {
  addRevision,
  presentRevision,
  revisionsOf,
  textOfRevision,
  wayBetween,
  type TextOfRevision,
} from './revisions.ts';

/** What becomes of an annotation whose words are all gone: it moves to the nearest word, or is deleted. */
export type GoneChoice = 'keep' | 'delete';

/** The choices for annotations whose words are all gone; `otherwise` for those that are not named. */
export interface GoneChoices {
  readonly spans?: ReadonlyMap<Uid, GoneChoice>;
  readonly otherwise?: GoneChoice | undefined;
}

/** What a correction does, or would do. */
export interface CorrectionEffect {
  /** The edits after they were reduced to what differs. */
  readonly edits: EditList;
  /** All annotations whose words change, of every set. */
  readonly affected: readonly AffectedSpan<PlacedSpan>[];
  /** The number of annotations in the document. */
  readonly spans: number;
  readonly text: string;
}

/**
 * Returns what a correction would do. `edits` count in the present text (UTF-16 code units).
 * @throws PostilError `not-found`, and `refused` for edits outside of the text.
 */
export function previewCorrection(store: ReadStore, document: Uid, edits: EditList): CorrectionEffect {
  const { text } = requireText(store, document);
  if ((edits.edits.at(-1)?.end ?? 0) > text.length)
    throw new PostilError('refused', MESSAGES.editOutside(text.length), { field: 'edits' });
  const reduced = reduceEdits(text, edits);
  const after = reduced.apply(text);
  if (!after.isWellFormed()) throw new PostilError('refused', MESSAGES.editCutsCharacter, { field: 'edits' });
  const spans = spansIn(store, findId(store.db, 'document', document)!);
  return {
    edits: reduced,
    affected: affectedSpans({ before: text, after, way: [reduced] }, spans),
    spans: spans.length,
    text: after,
  };
}

/**
 * Corrects the text of a document within one change: adds a revision, and moves everything that has offsets in the text. `effect` is
 * what {@link previewCorrection} returned for the present text.
 * @throws PostilError `refused` if annotations would lose all of their words and nothing is said about them, or if no text is left.
 */
export function correctText(
  store: Store,
  recorder: Recorder,
  document: Uid,
  { edits, text, affected }: CorrectionEffect,
  gone: GoneChoices,
): void {
  if (edits.isEmpty) return;
  if (text.trim() === '') throw new PostilError('refused', MESSAGES.noTextLeft, { field: 'edits' });
  putRevision(store, recorder, document, { edits, gone, affected });
}

/** Adds a revision with these edits and makes it the present text. `blocks` are those of the text after them. */
export function putRevision(
  store: Store,
  recorder: Recorder,
  document: Uid,
  {
    edits,
    blocks,
    gone = {},
    affected = [],
  }: {
    readonly edits: EditList;
    readonly blocks?: readonly Block[];
    readonly gone?: GoneChoices;
    readonly affected?: readonly AffectedSpan<PlacedSpan>[];
  },
): { moved: number } {
  assertNothingUnfinished(store, MESSAGES.textNotCorrected);
  removeGone(store, recorder, affected, gone);
  const { uid } = addRevision(store.db, document, requireText(store, document), edits, blocks);
  return replaceText(store, recorder, document, { revision: uid });
}

/** What going to another revision does, or would do. */
export interface RevisionEffect extends CorrectionEffect {
  /** The row of the text afterwards. */
  readonly image: ImageOf<'text'>;
}

/**
 * Returns what going to another revision would do to the annotations.
 * @throws PostilError `not-found`, and `refused` for the present text.
 */
export function previewRevision(store: ReadStore, document: Uid, revision: Uid): RevisionEffect {
  const { db } = store;
  const present = requireText(store, document);
  const found = revisionsOf(db, document).find(({ uid }) => uid === revision);
  if (!found) throw new PostilError('not-found', NOT_FOUND.revision(revision), { field: 'revision' });
  const text = textOfRevision(db, found.id);
  const to = found.parent === null ? null : found.id;
  const from = presentRevision(db, document);
  if (from === to) throw new PostilError('refused', MESSAGES.revisionIsPresent, { field: 'revision' });
  const way = wayBetween(db, document, from, to);
  const spans = spansIn(store, findId(db, 'document', document)!);
  return {
    edits: way.reduce((one, next) => one.compose(next)),
    affected: affectedSpans({ before: present.text, after: text.text, way }, spans),
    spans: spans.length,
    text: text.text,
    image: found.parent === null ? { revision: 1, ...text } : { revision },
  };
}

/** Makes another revision of a document its present text; annotations are mapped. `effect` is from {@link previewRevision}. */
export function goToRevision(
  store: Store,
  recorder: Recorder,
  document: Uid,
  { affected, image }: RevisionEffect,
  gone: GoneChoices,
): void {
  assertNothingUnfinished(store, MESSAGES.textNotCorrected);
  removeGone(store, recorder, affected, gone);
  replaceText(store, recorder, document, image);
}

function replaceText(
  store: Store,
  recorder: Recorder,
  document: Uid,
  image: ImageOf<'text'>,
): { moved: number } {
  const follows = {
    rewrite: recorder.rewrite.bind(recorder),
    isExcept: () => false,
  };
  const moved = moveText(store, document, {
    ...follows,
    write: () => recorder.put('text', document, image),
    onGone: ({ at }) => nearestWord(requireText(store, document), at) ?? noWordNear(),
  });
  renewKeys(store, document, follows);
  return { moved };
}

function noWordNear(): never {
  throw new PostilError('refused', MESSAGES.noWordNear, { field: 'gone' });
}

/** Deletes the annotations that were chosen to go with their words. */
function removeGone(
  store: Store,
  recorder: Recorder,
  affected: readonly AffectedSpan<PlacedSpan>[],
  { spans, otherwise }: GoneChoices,
): void {
  const gone = affected.filter(({ after }) => after === null);
  const choice = ({ span }: (typeof gone)[number]) => spans?.get(span.uid) ?? otherwise;
  const open = gone.filter((each) => choice(each) === undefined);
  if (open.length > 0)
    throw new PostilError(
      'refused',
      MESSAGES.annotationsWouldGo(open.map(({ before }) => readableText(before))),
      { field: 'gone' },
    );
  for (const each of gone) if (choice(each) === 'delete') removeSpan(store, recorder, each.span.uid);
}

/** Returns the word nearest to an offset, in its block if there is one. */
function nearestWord({ text, blocks }: TextOfRevision, at: number): readonly Fragment[] | undefined {
  const distance = ([start, end]: Fragment) => Math.max(start - at, at - end, 0);
  const nearest = (ranges: readonly Fragment[]) =>
    ranges.reduce<Fragment | undefined>(
      (best, range) => (best && distance(best) <= distance(range) ? best : range),
      undefined,
    );
  const block = nearest(
    blocks
      .filter(([, start, end]) => text.slice(start, end).trim() !== '')
      .map(([, start, end]): Fragment => [start, end]),
  );
  const word = block && nearest(wordsWithin(text, { start: block[0], end: block[1] }));
  return word && [word];
}

function requireText(store: ReadStore, document: Uid): TextOfRevision {
  const text = presentText(store, document);
  if (!text) throw new PostilError('not-found', NOT_FOUND.document(document), { field: 'document' });
  return text;
}
