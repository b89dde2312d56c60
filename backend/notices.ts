import { labelByUid, noteByUid, relationByUid, spanByUid, spanOf } from '../db/annotations/annotations.ts';
import type { FinishedChange, TouchedRow } from '../db/journal/recorder.ts';
import type { ReadStore } from '../db/connection/store.ts';
import { Topic, type AnnotationPatch, type ChangeNotice } from '../shared/contract/change.ts';
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
    change.batch || change.rows.length > LARGEST_PATCH || change.rows.some((row) => row.kind === 'text');
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
  };
}

function patchOf(store: ReadStore, change: FinishedChange): AnnotationPatch {
  const spans = new Map<Uid, Pick<TouchedRow, 'exists' | 'stored'>>();
  const patch: AnnotationPatch = { spans: [], relations: [], labels: [], notes: [], removed: [] };
  for (const { kind, uid, exists, span, stored } of change.rows) {
    if (kind === 'slot') {
      if (span && !spans.has(span)) spans.set(span, { exists: true });
    } else if (kind === 'span') spans.set(uid, { exists, ...(stored && { stored }) });
    else if (kind === 'relation') add(patch.relations, patch, uid, relationByUid(store, uid));
    else if (kind === 'label') add(patch.labels, patch, uid, labelByUid(store, uid));
    else if (kind === 'note') add(patch.notes, patch, uid, noteByUid(store, uid));
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
