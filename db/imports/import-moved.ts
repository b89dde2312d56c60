import type { IncomingDocument, IncomingSpan } from '../../shared/formats/records.ts';
import { readableQuote, type Fragment, type Fragments } from '../../shared/model/fragments.ts';
import { fragmentsAlong } from '../../shared/text/corrected-ranges.ts';
import type { Way } from '../revisions/revisions.ts';
import type { IncomingQuarantine, ProposedEnd } from '../../shared/model/quarantine.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { quarantinedRelation } from './extraction-import.ts';

/** A record led into a document with another text, and what has no place there. */
export interface MovedRecord {
  readonly record: IncomingDocument;
  /** Spans on words that the document does not have. */
  readonly outside: readonly IncomingSpan[];
}

/** Leads fragments over a record's text into the text of the document; null for what has no place there. */
export type Placing = (fragments: Fragments) => readonly Fragment[] | null;

/** Returns the placing into a text of this length that begins elsewhere; `shift` is added to each offset (UTF-16 code units). */
export function placeShifted(shift: number, length: number): Placing {
  return (fragments) =>
    fragments.every(([start, end]) => start + shift >= 0 && end + shift <= length)
      ? fragments.map(([start, end]) => [start + shift, end + shift])
      : null;
}

/** Returns the placing into a text that was corrected since. */
export function placeCorrected(way: Way): Placing {
  return (fragments) => {
    const placed = fragmentsAlong(fragments, way);
    return fragments.length > 0 && placed.length === 0 ? null : placed;
  };
}

/**
 * Moves the spans of a record into a document with another text. Spans that have no place there are taken out with what hangs on
 * them: cues, relations, fillings of slots. Notes on them become notes on the document.
 */
export function moveRecord(record: IncomingDocument, place: Placing): MovedRecord {
  const fits = ({ fragments }: IncomingSpan) => place(fragments) !== null;
  const gone = new Set<Uid>();
  for (const span of record.spans) if (!fits(span) && span.id !== undefined) gone.add(span.id);
  const staysItself = (span: IncomingSpan) =>
    fits(span) && (span.owner === undefined || !gone.has(span.owner));
  const outside = record.spans.filter((span) => !staysItself(span));
  for (const { id } of outside) if (id !== undefined) gone.add(id);
  const stays = (id: Uid) => !gone.has(id);
  const moved: IncomingDocument = {
    ...record,
    spans: record.spans.filter(staysItself).map((span) => ({
      ...span,
      fragments: place(span.fragments)!.map(([start, end]): [number, number] => [start, end]),
      slots: span.slots
        .filter(({ filler }) => !('span' in filler) || stays(filler.span))
        .map((slot) => ({ ...slot, evidence: slot.evidence.filter(stays) })),
    })),
    relations: record.relations.filter(({ from, to }) => stays(from) && stays(to)),
    notes: record.notes.map(({ span, ...note }) =>
      span !== undefined && stays(span) ? { ...note, span } : note,
    ),
  };
  return { record: moved, outside };
}

/** {@link moveRecord} for a model's set: what has no place is quarantined, and so are the relations that end there. */
export function moveProposals(record: IncomingDocument, place: Placing, reason: string): IncomingDocument {
  const moved = moveRecord(record, place);
  if (moved.outside.length === 0) return moved.record;
  const waiting = new Map<Uid, Uid>();
  const quarantined: IncomingQuarantine[] = moved.outside.map((span) => {
    const id = newUid();
    if (span.id !== undefined) waiting.set(span.id, id);
    const { type, attributes, entities, score, fragments } = span;
    const text = readableQuote(record.text, fragments);
    const given = { type, text, fragments };
    const body = {
      type,
      text,
      attributes,
      entities,
      parts: [],
      given,
      ...(score !== undefined && { score }),
    };
    return { id, kind: 'span', reason, body };
  });
  const end = (span: Uid): ProposedEnd => {
    const id = waiting.get(span);
    return id === undefined ? { span } : { quarantine: id };
  };
  const kept = new Set(moved.record.relations);
  for (const relation of record.relations) {
    if (kept.has(relation)) continue;
    const { type, from, to } = relation;
    quarantined.push(
      quarantinedRelation(relation, {
        id: newUid(),
        reason:
          'One end of this relation is in quarantine too. Place that first; the relation is then added without another step.',
        from: end(from),
        to: end(to),
        given: { type, from: wordsAt(from), to: wordsAt(to) },
      }),
    );
  }
  return { ...moved.record, quarantined: [...(record.quarantined ?? []), ...quarantined] };

  /** What a file read again says alike, which its local ids are not. */
  function wordsAt(id: Uid): string {
    const span = record.spans.find((each) => each.id === id);
    return span ? readableQuote(record.text, span.fragments) : id;
  }
}

/** Why something was in what is no text of the document. */
export const IN_HEADER =
  'It lies in the header, which was removed from the article’s text and is kept in its fields.';

/** Why something was on words that the document has no more. */
export const CORRECTED_AWAY = 'Its words were removed when the text of the article was corrected.';
