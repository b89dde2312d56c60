import type { QuarantineFilter, QuarantineItem } from '../../shared/contract/quarantine.ts';
import type { ProposedBody, ProposedEnd } from '../../shared/model/quarantine.ts';
import type { QuarantineState } from '../../shared/model/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { describeEnd } from '../relations/relations.ts';
import { findId } from '../rows/ids.ts';
import { kindOf, type ImageOf } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { presentBody } from './present-body.ts';

type Image = Omit<ImageOf<'quarantine'>, 'body'> & { readonly body: ProposedBody };

/** Returns a quarantined proposal, or `undefined`. */
export function quarantined(store: ReadStore, uid: Uid): Image | undefined {
  const image = kindOf('quarantine').read(store, uid)?.image;
  return image && { ...image, body: presentBody(store, image) };
}

/** Returns one page, sorted by document and then as in the file; all without a limit. */
export function listQuarantine(
  store: ReadStore,
  filter: QuarantineFilter,
  {
    offset = 0,
    limit = -1,
  }: { readonly offset?: number | undefined; readonly limit?: number | undefined } = {},
): { total: number; rows: QuarantineItem[]; counts: Record<QuarantineState, number> } {
  const counts = { open: 0, placed: 0, dismissed: 0 };
  const { set, document, kind } = localIds(store, filter);
  for (const { state, n } of store.db.all<{ state: QuarantineState; n: number }>(
    sql`
    SELECT state, count(*) AS n FROM quarantine WHERE (${set} IS NULL OR set_id = ${set})
      AND (${document} IS NULL OR document_id = ${document}) AND (${kind} IS NULL OR kind = ${kind}) GROUP BY state`,
  ))
    counts[state] = n;
  const total = filter.state ? counts[filter.state] : counts.open + counts.placed + counts.dismissed;
  return { total, rows: uidsOf(store, filter, offset, limit).map((uid) => itemOf(store, uid)), counts };
}

/** Yields all proposals that match a filter, one at a time. */
export function* eachQuarantined(store: ReadStore, filter: QuarantineFilter): Generator<QuarantineItem> {
  for (const uid of uidsOf(store, filter)) yield itemOf(store, uid);
}

/** Returns the sets that have quarantined proposals, newest first, with the number of open ones. */
export function quarantineSets({ db }: ReadStore): { id: Uid; name: string; open: number }[] {
  return db
    .all<{ uid: Buffer; name: string; open: number }>(
      sql`
      SELECT a.uid, a.name, sum(q.state = 'open') AS open FROM quarantine q JOIN annotation_set a ON a.id = q.set_id
      GROUP BY a.id ORDER BY a.id DESC`,
    )
    .map(({ uid, ...rest }) => ({ ...rest, id: toUid(uid) }));
}

/** Returns the open relations of a set and document, which may wait for a proposal that has just been placed. */
export function waitingRelations({ db }: ReadStore, set: Uid, document: Uid): Uid[] {
  return db
    .all<{ uid: Buffer }>(
      sql`
      SELECT uid FROM quarantine WHERE kind = 'relation' AND state = 'open'
        AND set_id = ${findId(db, 'annotation_set', set) ?? -1} AND document_id = ${findId(db, 'document', document) ?? -1}
      ORDER BY id`,
    )
    .map(({ uid }) => toUid(uid));
}

/** Returns the span at an end of a relation, if it exists by now. */
export function spanAtEnd(store: ReadStore, end: ProposedEnd | undefined): Uid | undefined {
  if (end === undefined || 'text' in end) return undefined;
  const span = 'span' in end ? end.span : quarantined(store, end.quarantine)?.result;
  return span !== undefined && findId(store.db, 'span', span) !== undefined ? span : undefined;
}

function itemOf(store: ReadStore, uid: Uid): QuarantineItem {
  const { set, document, kind, state, reason, body, result } = quarantined(store, uid)!;
  const there = result !== undefined && isThere(store, result);
  return {
    id: uid,
    set: { id: set, name: kindOf('set').read(store, set)!.image.name },
    ...(document && { document: { id: document, title: titleOf(store, document) } }),
    kind,
    state,
    reason,
    body,
    ...(there && { result }),
    ...(body.from && { from: endOf(store, body.from) }),
    ...(body.to && { to: endOf(store, body.to) }),
  };
}

/** Whether the row that was made of a proposal still exists. */
export function isThere({ db }: ReadStore, result: Uid): boolean {
  return findId(db, 'span', result) !== undefined || findId(db, 'relation', result) !== undefined;
}

function endOf(store: ReadStore, end: ProposedEnd): NonNullable<QuarantineItem['from']> {
  if ('text' in end) return { text: end.text, waits: false };
  const span = spanAtEnd(store, end);
  if (span !== undefined) return { text: describeEnd(store, 'span', span).text, span, waits: false };
  const text = 'quarantine' in end ? quarantined(store, end.quarantine)?.body.text : undefined;
  return { text: text ?? '', waits: text !== undefined };
}

function titleOf({ db }: ReadStore, document: Uid): string {
  return (
    db.value<string>(
      sql`SELECT coalesce(nullif(title, ''), nullif(lead, ''), name) FROM document WHERE uid = ${toBytes(document)}`,
    ) ?? ''
  );
}

/** Returns the uids that match a filter, sorted by document and then as in the file. */
function uidsOf(store: ReadStore, filter: QuarantineFilter, offset = 0, limit = -1): Uid[] {
  const { set, document, kind, state } = localIds(store, filter);
  return store.db
    .all<{ uid: Buffer }>(
      sql`
      SELECT uid FROM quarantine WHERE (${set} IS NULL OR set_id = ${set}) AND (${document} IS NULL OR document_id = ${document})
        AND (${kind} IS NULL OR kind = ${kind}) AND (${state} IS NULL OR state = ${state})
      ORDER BY document_id, id LIMIT ${limit} OFFSET ${offset}`,
    )
    .map(({ uid }) => toUid(uid));
}

function localIds({ db }: ReadStore, { set, document, kind, state }: QuarantineFilter) {
  return {
    set: set === undefined ? null : (findId(db, 'annotation_set', set) ?? -1),
    document: document === undefined ? null : (findId(db, 'document', document) ?? -1),
    kind: kind ?? null,
    state: state ?? null,
  };
}
