import { readableQuote } from '../../model/fragments.ts';
import type { Uid } from '../../model/uid.ts';
import { offsetsOf } from '../../text/offsets.ts';
import { optionValue, type Dataset, type OutgoingChunk, type WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { allAttributes, foreignOf } from '../foreign.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import { gatherLabels } from '../many-labels.ts';
import type { DocumentRecord, SpanRecord } from '../records.ts';
import { statedMetadata } from '../stated-metadata.ts';
import { ENTITIES_CARRIES, LABEL_CARRIES } from './carries.ts';
import { ID, OPTIONS, TEXT_KEY } from './options.ts';

const RESERVED = new Set([
  'id',
  'label',
  'start_offset',
  'end_offset',
  'text',
  'user',
  'from_id',
  'to_id',
  'type',
]);

/** A piece of a span as written, with the number by which relations refer to it. */
interface Piece {
  readonly id: number;
  readonly span: SpanRecord;
  readonly start: number;
  readonly end: number;
}

/** Writes one record per line. Offsets count code points; ids of spans and relations are numbered through the file. */
export async function* writeDoccano(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'data', values, losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const file = `${name}.jsonl`;
  const shape = optionValue({ options: OPTIONS }, 'shape', values);
  const carries = shape === 'label' ? LABEL_CARRIES : ENTITIES_CARRIES;
  const numbers = { document: 0, span: 0, relation: 0 };
  yield { file, chunk: '' };
  for await (const document of documents) {
    const offsets = offsetsOf(document.text, 'codepoint');
    const first = new Map<Uid, number>();
    const pieces: Piece[] = [];
    for (const span of document.spans) {
      if (span.fragments.length === 0) losses.add(LOST_SPANS, `${span.type} (implicit)`);
      if (span.fragments.length > 1)
        losses.add(
          'discontinuous spans, cut into their fragments',
          readableQuote(document.text, span.fragments).slice(0, 80),
        );
      for (const fragment of span.fragments) {
        const id = ++numbers.span;
        if (!first.has(span.id)) first.set(span.id, id);
        const start = offsets.fromUtf16(fragment[0]) ?? 0;
        pieces.push({ id, span, start, end: offsets.fromUtf16(fragment[1]) ?? start });
        wrote?.(readableQuote(document.text, [fragment]));
      }
    }
    const written = document.spans.filter(({ id }) => first.has(id));
    tellDocumentLosses(document, written, losses, carries, [ID]);
    const relations: object[] = [];
    if (shape !== 'label') {
      for (const relation of document.relations) {
        const [from, to] = [first.get(relation.from), first.get(relation.to)];
        if (from === undefined || to === undefined) {
          losses.add('relations of implicit spans', relation.type);
          continue;
        }
        relations.push({
          ...more(relation, (attribute) => losses.add('attributes', `${relation.type}.${attribute}`)),
          id: ++numbers.relation,
          from_id: from,
          to_id: to,
          type: relation.type,
        });
      }
    }
    const entity = ({ id, span, start, end }: Piece) => ({
      ...more(span, (attribute) => losses.add('attributes', `${span.type}.${attribute}`)),
      id,
      label: span.type,
      start_offset: start,
      end_offset: end,
    });
    const { [TEXT_KEY]: key = 'text', ...kept } = foreignOf(document.extra, ID);
    yield {
      file,
      chunk: `${JSON.stringify({
        id: ++numbers.document,
        ...kept,
        ...statedMetadata(document),
        [key === 'data' || key === 'column_data' ? key : 'text']: document.text,
        ...(shape === 'label'
          ? { label: pieces.map(({ span, start, end }) => [start, end, span.type]) }
          : { entities: pieces.map(entity), relations }),
        ...categories(document, shape === 'label' && pieces.length > 0, losses),
        ...comments(document),
      })}\n`,
    };
  }
  await tellDatasetLosses(dataset, losses, carries);
}

/**
 * Writes the categories of a document: in `label` if it has no spans, else in `cats`, as in doccano's projects with
 * intents and slots. A category is a bare value there, so the name of the question is written before it.
 */
function categories({ labels }: DocumentRecord, taken: boolean, losses: LossTally): object {
  const own: string[] = [];
  const cats: string[] = [];
  for (const [name, list] of gatherLabels(labels)) {
    const values = list.map(({ value }) => String(value));
    if (name === 'label' && !taken) own.push(...values);
    else if (name === 'label' || name === 'cats') cats.push(...values);
    else {
      cats.push(...values.map((value) => `${name}: ${value}`));
      losses.add('names of document labels, written before their values', name, list.length);
    }
  }
  return { ...(own.length > 0 && { label: own }), ...(cats.length > 0 && { cats }) };
}

function comments({ notes }: DocumentRecord): object {
  const bodies = notes.filter(({ span, relation }) => !span && !relation).map(({ body }) => body);
  return bodies.length > 0 ? { Comments: bodies } : {};
}

/**
 * Returns the attributes and doccano's own data of a span or relation; names that doccano reserves are reported as
 * lost.
 */
function more(
  annotation: Pick<SpanRecord, 'attributes' | 'extra'>,
  lost: (attribute: string) => void,
): Record<string, unknown> {
  const written: Record<string, unknown> = { ...foreignOf(annotation.extra, ID) };
  for (const [name, value] of Object.entries(allAttributes(annotation))) {
    if (RESERVED.has(name)) lost(name);
    else written[name] = value;
  }
  return written;
}
