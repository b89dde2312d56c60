import type { CaseDetail, FillerText, Rival } from '../../shared/contract/review.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Span } from '../../shared/model/annotation.ts';
import {
  hull,
  readableQuote,
  sameFragments,
  type Fragment,
  type Fragments,
} from '../../shared/model/fragments.ts';
import type { CaseState, Verdict } from '../../shared/model/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { relationByUid, spanByUid } from '../annotations/annotations.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { contextEnd, contextStart } from '../documents/peek.ts';
import { MESSAGES } from '../messages.ts';
import { kindOf } from '../rows/index.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { caseRow } from './queue.ts';
import { type ReviewRef } from './review.ts';
import { caseState } from './state.ts';
import { decisionUid } from '../rows/decision.ts';

/** Length of the text shown on either side of a case, in UTF-16 code units: a paragraph or two. */
const CONTEXT = 420;

/** Returns the local id of a proposal's case. */
export function caseId(db: ReadDb, review: number, proposal: Uid): number | undefined {
  const span = findId(db, 'span', proposal);
  if (span !== undefined)
    return db.value<number>(
      sql`SELECT id FROM review_case WHERE span_id = ${span} AND review_id = ${review}`,
    );
  const relation = findId(db, 'relation', proposal);
  return relation === undefined
    ? undefined
    : db.value<number>(
        sql`SELECT id FROM review_case WHERE relation_id = ${relation} AND review_id = ${review}`,
      );
}

/** Returns a case with everything that is needed to decide it. Error: not-found. */
export function caseDetail(store: ReadStore, review: ReviewRef, proposal: Uid): CaseDetail {
  const { db, texts } = store;
  const id = caseId(db, review.id, proposal);
  const row = id === undefined ? undefined : caseRow(store, id);
  if (!row) throw new PostilError('not-found', MESSAGES.noCase, { field: 'id' });
  const span = row.kind === 'span' ? spanByUid(store, proposal) : undefined;
  const relation = row.kind === 'relation' ? relationByUid(store, proposal) : undefined;
  const ends = relation ? [relation.from, relation.to].flatMap((end) => spanByUid(store, end) ?? []) : [];
  const document = findId(db, 'document', row.document)!;
  const text = texts.textOf(document);
  const fillers = span
    ? fillerTexts(store, review, span, text)
    : ends.map((end, i) => endText(store, review, end, i, text));
  const range = around(
    [...(span ? [span.fragments] : []), ...ends.map(({ fragments }) => fragments)],
    fillers,
  );
  const from = contextStart(text, range[0], CONTEXT);
  const to = contextEnd(text, range[1], CONTEXT);
  const decision = kindOf('decision').read(store, decisionUid(review.uid, proposal))?.image;
  return {
    ...row,
    ...(span && { span }),
    ...(relation && { relation }),
    context: text.slice(from, to),
    contextStart: from,
    rivals: rivalsOf(store, { document, from, to, source: row.source, text }, span),
    fillers,
    ...explanationOf(span ?? relation),
    earlier: earlierOn(db, store, review.id, id!),
    ...(decision && {
      decision: {
        verdict: decision.verdict,
        reason: decision.reason,
        at: decision.at,
        ...(decision.result && { result: decision.result }),
        repeated: decision.follows !== undefined,
      },
    }),
  };
}

/** How far from a claim its fillers may be to be shown with it, in UTF-16 code units. */
const REACH = 1500;

/** Returns the hull of a case and the fillers near it; for implicit spans the beginning of the article. */
function around(parts: readonly Fragments[], fillers: readonly FillerText[]): Fragment {
  const hulls = hullsOf(parts);
  if (hulls.length === 0) return [0, 0];
  const [start, end] = hullOf(hulls);
  const near = hullsOf(fillers.map(({ fragments = [] }) => fragments)).filter(
    ([from, to]) => from > start - REACH && to < end + REACH,
  );
  return hullOf([[start, end], ...near]);
}

function hullsOf(parts: readonly Fragments[]): Fragment[] {
  return parts.flatMap((fragments) => {
    const range = hull(fragments);
    return range ? [range] : [];
  });
}

function hullOf(ranges: readonly Fragment[]): Fragment {
  return [Math.min(...ranges.map(([start]) => start)), Math.max(...ranges.map(([, end]) => end))];
}

/** Returns the spans of other sets in a part of the text, and whether one is the same as the proposal. */
function rivalsOf(
  store: ReadStore,
  place: { document: number; from: number; to: number; source: Uid; text: string },
  proposal: Span | undefined,
): Rival[] {
  const rows = store.db.all<{ uid: Buffer; set_uid: Buffer; set_name: string }>(sql`
    SELECT s.uid, a.uid AS set_uid, a.name AS set_name FROM span s JOIN annotation_set a ON a.id = s.set_id
    WHERE s.document_id = ${place.document} AND s.start < ${place.to} AND s."end" > ${place.from}
      AND a.uid <> ${toBytes(place.source)} AND s.owner_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM annotation_set n WHERE n.supersedes_id = a.id)
    ORDER BY s.start, s."end" DESC, s.id LIMIT 400`);
  return rows.map((row) => {
    const span = spanByUid(store, toUid(row.uid))!;
    return {
      set: toUid(row.set_uid),
      setName: row.set_name,
      span,
      text: readableQuote(place.text, span.fragments),
      same:
        proposal !== undefined &&
        span.type === proposal.type &&
        sameFragments(span.fragments, proposal.fragments),
    };
  });
}

function fillerTexts(store: ReadStore, review: ReviewRef, span: Span, text: string): FillerText[] {
  return span.slots.map(({ name, filler }): FillerText => {
    if ('empty' in filler) return { slot: name, text: `empty: ${filler.empty}` };
    if ('text' in filler) return { slot: name, text: filler.text };
    if ('entity' in filler) {
      const entity = kindOf('entity').read(store, filler.entity)?.image.name;
      return { slot: name, text: entity ?? 'an entity', filler: filler.entity };
    }
    if ('document' in filler) {
      const document = kindOf('document').read(store, filler.document)?.image.title;
      return { slot: name, text: document || 'a document', filler: filler.document };
    }
    const other = spanByUid(store, filler.span);
    // The claim may be in another article, so only its type is known here.
    if (other?.document !== span.document)
      return {
        slot: name,
        text: 'a claim elsewhere',
        filler: filler.span,
        ...(other && { type: other.type }),
      };
    return { slot: name, ...spanText(store, review, other, text) };
  });
}

function endText(store: ReadStore, review: ReviewRef, end: Span, index: number, text: string): FillerText {
  return { slot: index === 0 ? 'from' : 'to', ...spanText(store, review, end, text) };
}

/** Returns a span that fills a slot or is an end of a relation, with how its own case stands. */
function spanText(store: ReadStore, review: ReviewRef, span: Span, text: string): Omit<FillerText, 'slot'> {
  const state = stateOf(store.db, review, span.id);
  const [entity] = span.entities.length > 0 ? span.entities : acceptedEntities(store, review, span.id);
  const name = entity && kindOf('entity').read(store, entity)?.image.name;
  return {
    text: readableQuote(text, span.fragments),
    type: span.type,
    filler: span.id,
    fragments: span.fragments,
    ...(name !== undefined && { entity: name }),
    ...(state && { state }),
  };
}

/** Returns the state of a proposal's case, or undefined if it has none. */
function stateOf(db: ReadDb, review: ReviewRef, proposal: Uid): CaseState | undefined {
  const id = caseId(db, review.id, proposal);
  const state =
    id === undefined ? undefined : db.value<number>(sql`SELECT state FROM review_case WHERE id = ${id}`);
  return state === undefined ? undefined : caseState(state);
}

/** Returns the entities of what a proposal became in the target set. */
function acceptedEntities(store: ReadStore, review: ReviewRef, proposal: Uid): readonly Uid[] {
  const result = kindOf('decision').read(store, decisionUid(review.uid, proposal))?.image.result;
  return (result && spanByUid(store, result)?.entities) ?? [];
}

/** Returns why the model proposed it, if the file stated a reason. */
function explanationOf(from: { extra?: Record<string, unknown> | undefined } | undefined): {
  explanation?: string;
} {
  const extraction = from?.extra?.['extraction'];
  const explanation =
    typeof extraction === 'object' && extraction !== null && 'explanation' in extraction
      ? extraction.explanation
      : undefined;
  return typeof explanation === 'string' && explanation !== '' ? { explanation } : {};
}

/** Counts earlier decisions about the same words; the type is the proposed one. */
function earlierOn(
  db: ReadDb,
  { terms }: ReadStore,
  review: number,
  id: number,
): { verdict: Verdict; type: string; count: number }[] {
  const rows = db.all<{ verdict: Verdict; type_id: number; n: number }>(sql`
    SELECT d.verdict, o.type_id, count(*) AS n
    FROM review_case c JOIN review_case o ON o.surface_id = c.surface_id AND o.review_id = c.review_id AND o.id <> c.id
      LEFT JOIN span s ON s.id = o.span_id LEFT JOIN relation r ON r.id = o.relation_id
      JOIN decision d ON d.review_id = o.review_id AND d.proposal = coalesce(s.uid, r.uid)
    WHERE c.id = ${id} AND c.review_id = ${review} AND o.state IN (1, 2, 3, 5)
    GROUP BY d.verdict, o.type_id ORDER BY n DESC, d.verdict`);
  return [
    ...Map.groupBy(rows, ({ verdict, type_id }) => `${verdict} ${terms.byId(type_id).id}`).values(),
  ].map((same) => ({
    verdict: same[0]!.verdict,
    type: terms.byId(same[0]!.type_id).name,
    count: same.reduce((sum, { n }) => sum + n, 0),
  }));
}
