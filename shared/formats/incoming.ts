import { emptyMetadata, type Document, type DocumentMetadata } from '../model/document.ts';
import { findBlocks } from '../text/blocks.ts';
import type { Slot } from '../model/annotation.ts';
import type { Fragments } from '../model/fragments.ts';
import { rankAfter } from '../model/rank.ts';
import { newUid, type Uid } from '../model/uid.ts';
import type { IncomingDocument, IncomingRelation, IncomingSpan } from './records.ts';

/** What a reader knows of a document besides its text; all optional except a name. */
export interface IncomingParts extends Partial<DocumentMetadata> {
  /** The name of the document in its source: a file, or a file and the number of a record. */
  readonly name: string;
  readonly extra?: Record<string, unknown>;
}

/**
 * Returns a document without annotations, for readers of formats with little but a text. Its ids are local. The text is
 * not changed, because offsets count from its first character; splitting metadata off its top (`text/intake.ts`) is
 * only for articles that people import.
 */
export function incomingDocument(
  text: string,
  { name, extra, ...metadata }: IncomingParts,
): IncomingDocument {
  const document = {
    ...emptyMetadata,
    ...metadata,
    text,
    blocks: findBlocks(text),
    header: '',
    origin: { name },
    ...(extra && Object.keys(extra).length > 0 && { extra }),
  };
  return { ...unannotated(document), localIds: true };
}

/** Returns an article as a record without annotations. */
export function unannotated(
  document: Omit<Document, 'id'> & Partial<Pick<Document, 'id'>>,
): IncomingDocument {
  return { ...document, spans: [], relations: [], labels: [], statuses: [], notes: [] };
}

/** Returns a span for a reader, with a new local id. What the model cannot represent goes into `extra`. */
export function incomingSpan(
  type: string,
  fragments: Fragments,
  more: Partial<Omit<IncomingSpan, 'type' | 'fragments'>> = {},
): IncomingSpan & { id: Uid } {
  return {
    id: newUid(),
    type,
    fragments: fragments.map(([start, end]): [number, number] => [start, end]),
    attributes: {},
    untouched: [],
    slots: [],
    entities: [],
    ...more,
  };
}

/** Returns a relation between two spans of one record. */
export function incomingRelation(
  type: string,
  from: Uid,
  to: Uid,
  more: Partial<Omit<IncomingRelation, 'type' | 'from' | 'to' | 'ends'>> = {},
): IncomingRelation {
  return { type, ends: 'span', from, to, attributes: {}, untouched: [], ...more };
}

/** Returns the fillers of the slots of one span, in the order in which they are added. */
export function incomingSlots(fillers: Iterable<readonly [name: string, filler: Slot['filler']]>): Slot[] {
  let rank: string | undefined;
  return [...fillers].map(([name, filler]) => {
    rank = rankAfter(rank);
    return { id: newUid(), name, rank, filler, evidence: [] };
  });
}
