import { readableQuote, type Fragment } from '../../model/fragments.ts';
import type { Uid } from '../../model/uid.ts';
import { offsetsOf, type Offsets } from '../../text/offsets.ts';
import type { Dataset, OutgoingChunk, WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { FileNames } from '../file-names.ts';
import { allAttributes, foreignOf } from '../foreign.ts';
import { isJsonObject } from '../json.ts';
import { LOST_SPANS } from '../losses.ts';
import type { DocumentRecord, RelationRecord, SpanRecord } from '../records.ts';
import { WEB_ANNOTATION_CARRIES } from './carries.ts';
import { CONTEXT, ID } from './options.ts';
import { setOf } from './read.ts';

/**
 * The W3C model has no terms for attributes and scores: they are written as JSON under our own terms, which others
 * ignore.
 */
const CONTEXTS = [
  CONTEXT,
  {
    attributes: { '@id': 'urn:postil:attributes', '@type': '@json' },
    score: { '@id': 'urn:postil:score' },
  },
];
/** The number of characters written as prefix and suffix of a quote. */
const AROUND = 32;
const BOM = '\ufeff';

/** Writes each document as a page of annotations with its text beside it. */
export async function* writeWebAnnotations(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const names = new FileNames();
  const models = new Set(dataset.sets.filter(({ kind }) => kind === 'model').map(({ name }) => name));
  for await (const document of documents) {
    const base = names.of(document);
    const spans = document.spans.filter(({ fragments }) => fragments.length > 0);
    for (const span of document.spans)
      if (span.fragments.length === 0) losses.add(LOST_SPANS, `${span.type} (implicit)`);
    tellDocumentLosses(document, spans, losses, WEB_ANNOTATION_CARRIES, [ID]);
    const written = new Set(spans.map(({ id }) => id));
    for (const relation of document.relations)
      if (!written.has(relation.from) || !written.has(relation.to))
        losses.add('relations of implicit spans', relation.type);
    for (const span of spans) wrote?.(readableQuote(document.text, span.fragments));
    // A byte order mark at the beginning of the text would be taken for that of the file.
    yield {
      file: `${base}.txt`,
      chunk: (document.text.startsWith(BOM) ? BOM : '') + document.text,
      last: true,
    };
    const page = new Page(document, `${base}.txt`, spans, models);
    yield { file: `${base}.jsonld`, chunk: `${JSON.stringify(page.json(), null, 1)}\n`, last: true };
  }
  await tellDatasetLosses(dataset, losses, WEB_ANNOTATION_CARRIES);
}

class Page {
  readonly #document: DocumentRecord;
  readonly #source: string;
  readonly #spans: readonly SpanRecord[];
  readonly #models: ReadonlySet<string>;
  readonly #points: Offsets;
  readonly #notes = new Map<Uid, string[]>();

  constructor(
    document: DocumentRecord,
    file: string,
    spans: readonly SpanRecord[],
    models: ReadonlySet<string>,
  ) {
    this.#document = document;
    const { source } = foreignOf(document.extra, ID);
    // The original source, because an address keeps its meaning; the text is also found by the name of the page.
    this.#source = typeof source === 'string' ? source : file;
    this.#spans = spans;
    this.#models = models;
    this.#points = offsetsOf(document.text, 'codepoint');
    for (const { span, relation, body } of document.notes)
      if (span !== undefined && relation === undefined)
        this.#notes.set(span, [...(this.#notes.get(span) ?? []), body]);
  }

  json(): object {
    const { id, title, relations, labels, notes } = this.#document;
    const written = new Set(this.#spans.map((span) => span.id));
    const remarks = notes.filter(({ span, relation }) => span === undefined && relation === undefined);
    return {
      '@context': CONTEXTS,
      id: `urn:uuid:${id}`,
      type: 'AnnotationPage',
      ...(title !== '' && { label: title }),
      items: [
        ...this.#spans.map((span) => this.#span(span)),
        ...relations
          .filter(({ from, to }) => written.has(from) && written.has(to))
          .map((relation) => this.#relation(relation)),
        ...labels.map((label) => ({
          id: `urn:uuid:${label.id}`,
          type: 'Annotation',
          motivation: 'classifying',
          ...this.#creator(label.set),
          ...(label.score !== undefined && { score: label.score }),
          attributes: { [label.name]: label.value },
          target: this.#source,
        })),
        ...remarks.map((note) => ({
          id: `urn:uuid:${note.id}`,
          type: 'Annotation',
          motivation: 'commenting',
          body: text('commenting', note.body),
          target: this.#source,
        })),
      ],
    };
  }

  #span(span: SpanRecord): object {
    const kept = foreignOf(span.extra, ID);
    const attributes = allAttributes(span);
    const [target, ...others] = span.fragments.map((fragment) => this.#target(fragment));
    const motivation = typeof kept.motivation === 'string' ? kept.motivation : 'classifying';
    // A type that was changed since the import is written as a tag.
    const untagged = kept.untagged === true && span.type === kept.type;
    const bodies = [
      ...(untagged ? [] : [text(motivation === 'classifying' ? 'classifying' : 'tagging', span.type)]),
      ...(this.#notes.get(span.id) ?? []).map((body) => text('commenting', body)),
      ...(Array.isArray(kept.bodies) ? (kept.bodies as unknown[]) : []),
    ];
    return {
      ...(isJsonObject(kept.rest) && kept.rest),
      id: typeof kept.id === 'string' ? kept.id : `urn:uuid:${span.id}`,
      type: 'Annotation',
      // The type of an annotation without a tag is its motivation.
      motivation: untagged ? span.type : motivation,
      ...(isJsonObject(kept.creator) && setOf(kept) === span.set
        ? { creator: kept.creator }
        : this.#creator(span.set)),
      ...(span.score !== undefined && { score: span.score }),
      ...(bodies.length > 0 && { body: bodies }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
      target: others.length === 0 ? target : [target, ...others],
    };
  }

  #target([start, end]: Fragment): object {
    const { text: whole } = this.#document;
    const before = whole.slice(Math.max(0, start - AROUND), start);
    const after = whole.slice(end, end + AROUND);
    return {
      type: 'SpecificResource',
      source: this.#source,
      selector: [
        {
          type: 'TextPositionSelector',
          start: this.#points.fromUtf16(start) ?? 0,
          end: this.#points.fromUtf16(end) ?? 0,
        },
        {
          type: 'TextQuoteSelector',
          exact: whole.slice(start, end),
          // The prefix must not begin with half of a character.
          prefix: before.replace(/^[\udc00-\udfff]/, ''),
          suffix: after.replace(/[\ud800-\udbff]$/, ''),
        },
      ],
    };
  }

  #relation(relation: RelationRecord): object {
    const attributes = allAttributes(relation);
    const end = (id: Uid) => {
      const span = this.#spans.find((one) => one.id === id);
      const kept = span ? foreignOf(span.extra, ID).id : undefined;
      return { id: typeof kept === 'string' ? kept : `urn:uuid:${id}` };
    };
    return {
      id: `urn:uuid:${relation.id}`,
      type: 'Annotation',
      motivation: 'linking',
      ...this.#creator(relation.set),
      ...(relation.score !== undefined && { score: relation.score }),
      body: text('tagging', relation.type),
      ...(Object.keys(attributes).length > 0 && { attributes }),
      target: [end(relation.from), end(relation.to)],
    };
  }

  #creator(set: string): object {
    return { creator: { type: this.#models.has(set) ? 'Software' : 'Person', name: set } };
  }
}

function text(purpose: string, value: string): object {
  return { type: 'TextualBody', purpose, value };
}
