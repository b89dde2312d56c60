import { quote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import { fragmentsOf } from '../rows/span.ts';
import type { RowReader } from '../rows/handle.ts';
import { caseKey, occurrenceOf } from './key.ts';

/** A span, as far as it determines the key of its case. */
export interface KeyedSpan {
  /** Local id of its type. */
  readonly type: number;
  readonly words: string;
  /** In UTF-16 code units; 0 for an implicit span. */
  readonly start: number;
}

/** Returns the key of a span's case in a text. */
export function spanKey({ terms }: RowReader, document: Uid, text: string, span: KeyedSpan): Buffer {
  const { type, words, start } = span;
  return caseKey({
    document,
    type: terms.storedById(type).uid,
    text: words,
    occurrence: occurrenceOf(text, words, start),
  });
}

/** Returns the key of a relation's case in a text. `type` is the local id of its type. */
export function relationKey(
  store: RowReader,
  document: Uid,
  text: string,
  relation: { readonly type: number; readonly from: KeyedSpan; readonly to: KeyedSpan },
): Buffer {
  const ends = [relation.from, relation.to].map((end) => spanKey(store, document, text, end).toString('hex'));
  return caseKey({
    document,
    type: store.terms.storedById(relation.type).uid,
    text: ends.join(' '),
    occurrence: 0,
  });
}

interface SpanRow {
  readonly type_id: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly fragments: string | null;
}

/** Returns the key of a proposal, a span or relation, in the text as it is now; undefined if the proposal is gone. */
export function proposalKey(
  store: RowReader,
  document: Uid,
  text: string,
  proposal: Uid,
): Buffer | undefined {
  const found = keyedProposal(store, text, proposal);
  if (!found) return undefined;
  return 'words' in found ? spanKey(store, document, text, found) : relationKey(store, document, text, found);
}

/**
 * Returns the keys that a proposal would have under each of the types that are read as its type, its own first. A decision that was
 * made before a merge of types has the key of the type that it was made under.
 */
export function keysLike(store: RowReader, document: Uid, text: string, proposal: Uid): Buffer[] {
  const found = keyedProposal(store, text, proposal);
  if (!found) return [];
  const { terms } = store;
  const typesLike = (type: number) => [...new Set([type, ...terms.idsOf(terms.byId(type).id)])];
  const spansLike = (span: KeyedSpan) => typesLike(span.type).map((type) => ({ ...span, type }));
  if ('words' in found) return spansLike(found).map((each) => spanKey(store, document, text, each));
  return typesLike(found.type).flatMap((type) =>
    spansLike(found.from).flatMap((from) =>
      spansLike(found.to).map((to) => relationKey(store, document, text, { type, from, to })),
    ),
  );
}

/** What determines the key of a proposal, a span or relation; undefined if it is gone. */
function keyedProposal(
  { db }: RowReader,
  text: string,
  proposal: Uid,
): KeyedSpan | { readonly type: number; readonly from: KeyedSpan; readonly to: KeyedSpan } | undefined {
  const keyed = (row: SpanRow | undefined): KeyedSpan | undefined =>
    row && { type: row.type_id, words: quote(text, fragmentsOf(row)), start: row.start ?? 0 };
  const span = keyed(
    db.get<SpanRow>(sql`SELECT type_id, start, "end", fragments FROM span WHERE uid = ${toBytes(proposal)}`),
  );
  if (span) return span;
  const relation = db.get<{ type_id: number; from_span: number | null; to_span: number | null }>(
    sql`SELECT type_id, from_span, to_span FROM relation WHERE uid = ${toBytes(proposal)}`,
  );
  const end = (id: number | null) =>
    id === null
      ? undefined
      : keyed(db.get<SpanRow>(sql`SELECT type_id, start, "end", fragments FROM span WHERE id = ${id}`));
  const [from, to] = relation ? [end(relation.from_span), end(relation.to_span)] : [];
  return relation && from && to ? { type: relation.type_id, from, to } : undefined;
}
