import { labelByUid, noteByUid, relationByUid, spanByUid, spanOf } from '../db/annotations/annotations.ts';
import type { FinishedChange, TouchedRow } from '../db/journal/recorder.ts';
import { openCounts } from '../db/annotations/open-counts.ts';
import type { ReadStore } from '../db/connection/store.ts';
import { findId } from '../db/rows/ids.ts';
import { kindIn } from '../db/rows/index.ts';
import {
  Topic,
  type AnnotationPatch,
  type ChangeNotice,
  type CountedChange,
} from '../shared/contract/change.ts';
import type { Uid } from '../shared/model/uid.ts';

/** Changes of more rows than this are announced without a patch; clients read the open document again. */
const LARGEST_PATCH = 500;

/** Builds the notice of a change for all clients. */
export function noticeOf(store: ReadStore, change: FinishedChange): ChangeNotice {
  const stale = new Set<Topic>(['history']);
  for (const { kind } of change.rows) for (const topic of store.kinds.get(kind).topics) stale.add(topic);
  // The rows of an import are not listed one by one: it may hold anything, a new version of the scheme too.
  if (change.batch) for (const topic of Topic.options) stale.add(topic);
  const tooMuch =
    change.batch ||
    change.rows.length > LARGEST_PATCH ||
    change.rows.some(({ kind }) => store.kinds.get(kind).shown === 'all');
  return {
    change: change.uid,
    label: change.label,
    at: new Date(change.at).toISOString(),
    documents: [...change.documents],
    stale: [...stale],
    // Several rows are read at one moment: between two statements another program may write.
    patch: tooMuch
      ? null
      : change.rows.length > 1
        ? store.db.snapshot(() => patchOf(store, change))
        : patchOf(store, change),
    counted: tooMuch ? null : countedOf(store, change),
  };
}

/** Returns what the change did to spans, slots and statuses; null if it did anything else. */
function countedOf(store: ReadStore, { id, rows }: FinishedChange): CountedChange | null {
  const { terms } = store;
  const counted: CountedChange = { id, spans: [], frames: [], statuses: [], openItems: [] };
  const shown = ({ image }: NonNullable<TouchedRow['stored']>) => ({
    document: image.document,
    set: image.set,
    type: terms.byUid(image.type).name,
    owned: image.owner !== undefined,
    linked: image.entities.length > 0,
  });
  for (const { kind, uid, existed, exists, span, before, stored, statuses } of rows) {
    if (kind === 'span') {
      if (existed !== (before !== undefined) || exists !== (stored !== undefined)) return null;
      counted.spans.push({
        id: uid,
        before: before ? shown(before) : null,
        after: stored ? shown(stored) : null,
      });
    } else if (kind === 'slot' && span) counted.frames.push(span);
    else if (kind === 'status' && statuses) {
      const { document, set } = (statuses.after ?? statuses.before)!;
      const { status = 'new', reason = '' } = statuses.after ?? {};
      counted.statuses.push({ document, set, before: statuses.before?.status ?? 'new', status, reason });
    } else return null;
  }
  return { ...counted, openItems: openItemsAfter(store, counted) };
}

/** Returns the open items of the documents in whose spans or slots a change wrote. */
function openItemsAfter(store: ReadStore, { spans, frames }: CountedChange): CountedChange['openItems'] {
  const touched = new Map<Uid, Set<Uid>>();
  const touch = (set: Uid, document: Uid) =>
    touched.set(set, (touched.get(set) ?? new Set<Uid>()).add(document));
  for (const { before, after } of spans)
    for (const each of [before, after]) if (each) touch(each.set, each.document);
  // Most slots are of one span; one that is gone is among the spans.
  for (const frame of new Set(frames)) {
    const span = kindIn(store, 'span').read(store, frame)?.image;
    if (span) touch(span.set, span.document);
  }
  return [...touched].flatMap(([set, documents]) => {
    const found = [...documents].flatMap((document) => {
      const id = findId(store.db, 'document', document);
      return id === undefined ? [] : [{ document, id }];
    });
    const open = openCounts(
      store,
      set,
      found.map(({ id }) => id),
    );
    return found.map(({ document, id }) => ({ document, set, count: open.of(id) }));
  });
}

/** How the annotations of each list of a patch are read. */
const READ: {
  readonly [List in Exclude<keyof AnnotationPatch, 'removed' | 'spans'>]: (
    store: ReadStore,
    uid: Uid,
  ) => AnnotationPatch[List][number] | undefined;
} = { relations: relationByUid, labels: labelByUid, notes: noteByUid };

function patchOf(store: ReadStore, change: FinishedChange): AnnotationPatch {
  const spans = new Map<Uid, Pick<TouchedRow, 'exists' | 'stored'>>();
  const patch: AnnotationPatch = { spans: [], relations: [], labels: [], notes: [], removed: [] };
  for (const { kind, uid, exists, span, stored } of change.rows) {
    const { shown } = store.kinds.get(kind);
    if (span) {
      if (!spans.has(span)) spans.set(span, { exists: true });
    } else if (shown === 'spans') spans.set(uid, { exists, ...(stored && { stored }) });
    else if (typeof shown === 'string' && shown !== 'all')
      add<unknown>(patch[shown], patch, uid, READ[shown](store, uid));
    else if (!exists) patch.removed.push(uid);
  }
  for (const [uid, { exists, stored }] of spans)
    add(
      patch.spans,
      patch,
      uid,
      stored ? spanOf(store, uid, stored) : exists ? spanByUid(store, uid) : undefined,
    );
  return patch;
}

function add<Row>(rows: Row[], patch: AnnotationPatch, uid: Uid, row: Row | undefined): void {
  if (row === undefined) patch.removed.push(uid);
  else rows.push(row);
}
