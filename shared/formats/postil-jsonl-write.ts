import { hull, readableQuote, type Fragments } from '../model/fragments.ts';
import type { Dataset, OutgoingChunk, WriteOptions } from './define.ts';
import { FORMAT_NAME, FORMAT_VERSION } from './postil-jsonl-lines.ts';
import type { DocumentRecord, SpanRecord } from './records.ts';

/** Writes a dataset as one Postil JSONL file, one chunk per line. Nothing is lost. */
export async function* writePostilJsonl(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'data' }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const file = `${name}.jsonl`;
  const line = (value: object): OutgoingChunk => ({ file, chunk: `${JSON.stringify(value)}\n` });
  const { scheme, analysts, sets } = dataset;
  yield line({
    kind: 'header',
    format: FORMAT_NAME,
    version: FORMAT_VERSION,
    offsetUnit: 'utf-16',
    scheme,
    analysts,
    sets,
  });
  for await (const entity of dataset.entities) yield line({ kind: 'entity', ...entity });
  for await (const document of documents) yield line(documentLine(document));
  for await (const relation of dataset.relations) yield line({ kind: 'relation', ...relation });
}

function documentLine(document: DocumentRecord): object {
  const { id, title, source, url, byline, dateline, published, language } = document;
  const { text, blocks, header, origin, extra, spans, relations, labels, statuses, notes, segmentation } =
    document;
  return {
    kind: 'document',
    id,
    title,
    source,
    url,
    byline,
    dateline,
    published,
    language,
    text,
    blocks,
    header,
    origin,
    extra,
    spans: spans.map((span) => spanLine(span, text)),
    relations,
    labels,
    statuses,
    notes,
    segmentation,
  };
}

/** Empty lists are omitted from spans: most spans have none, and a corpus has millions of spans. */
function spanLine(span: SpanRecord, text: string): object {
  const { id, set, type, fragments, attributes, untouched, slots, entities, ...rest } = span;
  return {
    id,
    set,
    type,
    ...place(fragments),
    ...(fragments.length > 0 && { text: readableQuote(text, fragments) }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(untouched.length > 0 && { untouched }),
    ...(slots.length > 0 && { slots }),
    ...(entities.length > 0 && { entities }),
    ...rest,
  };
}

function place(fragments: Fragments): object {
  const outer = hull(fragments);
  if (!outer) return { fragments: [] };
  const [start, end] = outer;
  return { start, end, ...(fragments.length > 1 && { fragments }) };
}
