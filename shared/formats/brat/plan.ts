import { normaliseFragments, readableQuote, sameFragments, type Fragment } from '../../model/fragments.ts';
import { spanType } from '../../model/scheme.ts';
import type { Uid } from '../../model/uid.ts';
import { allAttributes, foreignOf } from '../foreign.ts';
import { LOST_SPANS } from '../losses.ts';
import type { DocumentRecord, RelationRecord, SpanRecord } from '../records.ts';
import { isEventType } from './config-write.ts';
import { leadingMarks, withinLines } from './fragments.ts';
import { Ids } from './ids.ts';
import type { DocumentKept, RelationKept, SpanKept } from './kept.ts';
import type { WriteContext } from './write-context.ts';

/** A span in its written form: a text-bound annotation, or an event with a trigger. */
export interface Written {
  readonly span: SpanRecord;
  readonly kept: Partial<SpanKept>;
  /** Its type as stored in the file. */
  readonly type: string;
  /** In the document's text; none crosses a line end. */
  readonly fragments: readonly Fragment[];
  readonly event: boolean;
  /** The id by which others refer to it. */
  readonly id: string;
}

/** Decides which spans of a document are written, in which form, and under which ids. */
export interface Plan {
  readonly spans: ReadonlyMap<Uid, Written>;
  readonly ids: Ids;
}

export function planSpans(document: DocumentRecord, context: WriteContext): Plan {
  const ids = new Ids(keptIds(document));
  const chosen = document.spans.flatMap((span) => {
    if (span.fragments.length > 0) return { span, ...choose(document.text, span, context) };
    loseImplicit(span, context);
    return [];
  });
  const kept = chosen.map((each) => ids.keep(each.kept.id, each.event ? 'E' : 'T'));
  const spans = chosen.map((each, i): Written => ({
    ...each,
    id: kept[i] ?? ids.make(each.event ? 'E' : 'T'),
  }));
  return { spans: new Map(spans.map((written) => [written.span.id, written])), ids };
}

function choose(text: string, span: SpanRecord, { scheme, names, losses, wrote }: WriteContext) {
  const kept = keptOfSpan(span);
  const fromBrat = kept.id !== undefined;
  const marks = leadingMarks(text);
  const behind = span.fragments.map(([start, end]): Fragment => [
    Math.max(marks, start),
    Math.max(marks, end),
  ]);
  const { order } = kept;
  const unchanged = order !== undefined && sameFragments(normaliseFragments(order), span.fragments);
  // If the text loses a leading byte order mark, offsets move and the fragments are written in the order of the text.
  const held = marks > 0 ? normaliseFragments(behind) : unchanged ? order : behind;
  const fragments = withinLines(text, held);
  if (!sameFragments(fragments, held)) {
    const words = readableQuote(text, span.fragments).slice(0, 60);
    losses.add('spans over line ends, now with a fragment for each line', `${span.type}: ${words}`);
  }
  // Reading restores the order of the text.
  wrote?.(readableQuote(text, unchanged ? normaliseFragments(fragments) : fragments));
  const declared = scheme && spanType(scheme, span.type);
  const filled = span.slots.some(({ filler }) => 'span' in filler);
  // Data that came from brat keeps its form.
  const byType = !fromBrat && declared !== undefined && isEventType(declared);
  const event = kept.trigger !== undefined || filled || byType;
  return { kept, type: names.of('type', span.type, fromBrat), fragments, event };
}

function loseImplicit(span: SpanRecord, { losses }: WriteContext): void {
  losses.add(LOST_SPANS, `${span.type}, implicit`);
  losses.add('links to entities', span.type, span.entities.length);
  losses.add('attributes', span.type, Object.keys(allAttributes(span)).length);
  losses.add('slot fillers', span.type, span.slots.length);
}

/** Yields every id that something in the document had in the file it was read from. */
function* keptIds({ spans, relations, extra }: DocumentRecord): Generator<string> {
  for (const span of spans) {
    if (span.extra === undefined) continue;
    const { id, trigger, attributes = {}, normalisations = [] } = keptOfSpan(span);
    if (id !== undefined) yield id;
    if (trigger !== undefined) yield trigger;
    yield* Object.values(attributes);
    for (const normalisation of normalisations) yield normalisation.id;
  }
  for (const relation of relations) {
    const { id, attributes = {} } = keptOfRelation(relation);
    if (id !== undefined) yield id;
    yield* Object.values(attributes);
  }
  const { lines = {} } = foreignOf(extra, 'brat') as DocumentKept;
  for (const line of Object.values(lines).flat()) yield line.split('\t', 1)[0]!;
}

export function keptOfSpan(span: SpanRecord): Partial<SpanKept> {
  return foreignOf(span.extra, 'brat');
}

export function keptOfRelation(relation: RelationRecord): RelationKept {
  return foreignOf(relation.extra, 'brat');
}
