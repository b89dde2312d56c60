import { emptyMetadata, type Document, type DocumentMetadata } from '../model/document.ts';
import { findBlocks } from '../text/blocks.ts';
import type { Slot } from '../model/annotation.ts';
import type { Fragments } from '../model/fragments.ts';
import { rankAfter } from '../model/rank.ts';
import { newUid, type Uid } from '../model/uid.ts';
import type { IncomingDocument, IncomingRelation, IncomingSpan } from './records.ts';

/** What a reader knows of a document besides its text; all of it optional but a name. */
export interface IncomingParts extends Partial<DocumentMetadata> {
  /** What the document is called where it came from: a file, or a file and the number of a record. */
  readonly name: string;
  readonly extra?: Record<string, unknown>;
}

/**
 * A document without annotations, for readers of formats that have a text and little else. Its ids are local. The text
 * is taken as it is: who reads articles for people takes metadata off their top (`text/intake.ts`), but offsets
 * of annotations count from the first character.
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

/** A span of a reader; the id is fresh and local. What has no place in the model goes into `extra`. */
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

/** A relation between two spans of one record. */
export function incomingRelation(
  type: string,
  from: Uid,
  to: Uid,
  more: Partial<Omit<IncomingRelation, 'type' | 'from' | 'to' | 'ends'>> = {},
): IncomingRelation {
  return { type, ends: 'span', from, to, attributes: {}, untouched: [], ...more };
}

/** Fillers of the slots of one span, in the order in which they are added. */
export function incomingSlots(fillers: Iterable<readonly [name: string, filler: Slot['filler']]>): Slot[] {
  let rank: string | undefined;
  return [...fillers].map(([name, filler]) => {
    rank = rankAfter(rank);
    return { id: newUid(), name, rank, filler, evidence: [] };
  });
}
