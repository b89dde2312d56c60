import { quote, readableQuote, type Fragment } from '../../model/fragments.ts';
import type { Segmentation } from '../../model/segmentation.ts';
import type { Uid } from '../../model/uid.ts';
import { OFFSET_UNITS, offsetsOf, type Offsets, type OffsetUnit } from '../../text/offsets.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import { optionValue, UNIT_OPTION, type Dataset, type OutgoingChunk, type WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { allAttributes, foreignOf } from '../foreign.ts';
import { isJsonObject } from '../json.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import { MODEL_FIELDS } from '../model-fields.ts';
import type { DocumentRecord, LabelRecord, RelationRecord, SpanRecord } from '../records.ts';
import { statedMetadata } from '../stated-metadata.ts';
import { tokenRange, tokensOf } from '../tokens.ts';
import { SPACY_CARRIES } from './carries.ts';
import {
  BINARY_LABEL,
  CHOICE_LABEL,
  ID,
  OPTIONS,
  RELATION_KEYS,
  SPAN_KEYS,
  TOKEN_KEYS,
  TOKEN_TYPE,
} from './options.ts';

const STATUS = MODEL_FIELDS.status;

/** A span, or a fragment of it, as written. */
interface Piece {
  readonly span: SpanRecord;
  readonly fragment: Fragment;
  /** Its tokens `[first, end)`, if tokens are written. */
  readonly tokens: Fragment | null;
}

/** Writes Prodigy records, one per line, for each annotation set of a document. */
export async function* writeSpacyJsonl(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'data', values, losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const file = `${name}.jsonl`;
  const always = optionValue({ options: OPTIONS }, 'tokens', values) === 'always';
  const forced = values?.[UNIT_OPTION];
  const unit = OFFSET_UNITS.find((known) => known === forced) ?? 'codepoint';
  const writer = new RecordWriter(unit, always, new DeclaredAttributes(dataset), losses, wrote);
  yield { file, chunk: '' };
  for await (const document of documents) {
    for (const part of bySet(document)) yield { file, chunk: `${JSON.stringify(writer.record(part))}\n` };
  }
  await tellDatasetLosses(dataset, losses, SPACY_CARRIES);
}

/** The part of a document that is in one set. */
interface Part {
  readonly document: DocumentRecord;
  readonly set: string | undefined;
}

function* bySet(document: DocumentRecord): Generator<Part> {
  const { spans, relations, labels, statuses } = document;
  const sets = [...new Set([...spans, ...relations, ...labels, ...statuses].map(({ set }) => set))];
  if (sets.length <= 1) {
    yield { document, set: sets[0] };
    return;
  }
  for (const [i, set] of sets.entries()) {
    const of = <Row extends { set: string }>(rows: readonly Row[]) => rows.filter((row) => row.set === set);
    // Data without a set is written with the first one, and reported once.
    const notes = i === 0 ? document.notes : [];
    const own = {
      spans: of(spans),
      relations: of(relations),
      labels: of(labels),
      statuses: of(statuses),
      notes,
    };
    yield { document: { ...document, ...own }, set };
  }
}

class RecordWriter {
  readonly #unit: OffsetUnit;
  readonly #always: boolean;
  readonly #declared: DeclaredAttributes;
  readonly #losses: LossTally;
  readonly #wrote: WriteOptions['wrote'];

  constructor(
    unit: OffsetUnit,
    always: boolean,
    declared: DeclaredAttributes,
    losses: LossTally,
    wrote: WriteOptions['wrote'],
  ) {
    this.#unit = unit;
    this.#always = always;
    this.#declared = declared;
    this.#losses = losses;
    this.#wrote = wrote;
  }

  record({ document, set }: Part): object {
    const { text, segmentation, relations } = document;
    const offsets = offsetsOf(text, this.#unit);
    const withTokens = segmentation !== undefined || this.#always || relations.length > 0;
    const tokens = withTokens ? tokensFor(document) : null;
    const pieces = this.#pieces(document, tokens);
    const first = new Map<Uid, Piece>();
    for (const piece of pieces) if (!first.has(piece.span.id)) first.set(piece.span.id, piece);
    this.#tell(document, first);

    const answer = answerOf(document);
    const refused = answer === 'reject' || answer === 'ignore';
    const { unaccepted, meta, ...kept } = foreignOf(document.extra, ID);
    if (unaccepted !== undefined && !refused)
      this.#losses.add('annotations that were rejected', document.origin.name);
    const allMeta = { ...(isJsonObject(meta) && meta), ...statedMetadata(document) };
    return {
      text,
      ...kept,
      ...(Object.keys(allMeta).length > 0 && { meta: allMeta }),
      ...(tokens && { tokens: this.#tokens(document, tokens, offsets) }),
      ...(segmentation &&
        segmentation.sentences.length > 0 && {
          sents: segmentation.sentences.map((range) => place(range, offsets)),
        }),
      spans: pieces
        .filter(({ span }) => !isImplied(span, relations))
        .map((piece) => this.#span(piece, offsets)),
      ...(relations.length > 0 && { relations: this.#relations(relations, first, offsets) }),
      ...labelled(document.labels, this.#declared),
      ...(refused && isJsonObject(unaccepted) && unaccepted),
      ...(answer !== null && { answer }),
      ...(set !== undefined && set !== kept._session_id && { _annotator_id: set }),
    };
  }

  #pieces({ text, spans }: DocumentRecord, tokens: readonly Fragment[] | null): Piece[] {
    return spans.flatMap((span) => {
      const quoted = `${span.type}: ${readableQuote(text, span.fragments).slice(0, 60)}`;
      const solid = span.fragments.filter(([start, end]) => end > start);
      if (solid.length > 1) this.#losses.add('spans whose fragments became spans of their own', quoted);
      const pieces = solid.flatMap((fragment): Piece[] => {
        if (!tokens) return [{ span, fragment, tokens: null }];
        const range = tokenRange(tokens, fragment);
        if (!range) return [];
        const { first, end, aligned } = range;
        if (aligned) return [{ span, fragment, tokens: [first, end] }];
        this.#losses.add('spans widened to whole tokens', quoted);
        return [{ span, fragment: [tokens[first]![0], tokens[end - 1]![1]], tokens: [first, end] }];
      });
      if (pieces.length === 0) this.#losses.add(LOST_SPANS, `${quoted}: it covers no word`);
      for (const { fragment } of pieces) this.#wrote?.(quote(text, [fragment]));
      return pieces;
    });
  }

  #tell(document: DocumentRecord, written: ReadonlyMap<Uid, Piece>): void {
    const answer = answerOf(document);
    for (const { status, reason } of document.statuses) {
      const answered = answer !== null && (status === 'done' || status === 'skipped');
      if (!answered) this.#losses.add(STATUS.status.loss, status);
      if (!(answered && /^(?:rejected|ignored|)$/.test(reason)) && reason !== '')
        this.#losses.add(STATUS.reason.loss, reason);
    }
    const relations = document.relations.filter(({ from, to }) => written.has(from) && written.has(to));
    const told = { ...document, relations };
    const spans = document.spans.filter(({ id }) => written.has(id));
    tellDocumentLosses(told, spans, this.#losses, SPACY_CARRIES, [ID]);
    for (const { type } of document.relations.filter((relation) => !relations.includes(relation)))
      this.#losses.add('relations of spans that are left out', type);
  }

  #tokens({ text, segmentation }: DocumentRecord, tokens: readonly Fragment[], offsets: Offsets): object[] {
    const columns = Object.entries(segmentation?.columns ?? {});
    const json = jsonColumns(segmentation);
    return tokens.map((token, id) => {
      const [start, end] = token;
      const written: Record<string, unknown> = {
        text: text.slice(start, end),
        ...place(token, offsets),
        id,
        ws: /\s/.test(text[end] ?? ''),
      };
      for (const [name, list] of columns) {
        const value = list[id];
        if (value === null || value === undefined || (TOKEN_KEYS.has(name) && name !== 'text')) continue;
        written[name] = json.has(name) ? parsed(value) : value;
      }
      return written;
    });
  }

  #span(piece: Piece, offsets: Offsets): object {
    const { span } = piece;
    return {
      ...this.#more(span, span.type, SPAN_KEYS),
      ...where(piece, offsets),
      label: span.type,
      ...(span.score !== undefined && { score: span.score }),
    };
  }

  #relations(
    relations: readonly RelationRecord[],
    pieces: ReadonlyMap<Uid, Piece>,
    offsets: Offsets,
  ): object[] {
    return relations.flatMap((relation) => {
      const [head, child] = [pieces.get(relation.from), pieces.get(relation.to)];
      if (!head?.tokens || !child?.tokens) return [];
      const end = (piece: Piece) => ({
        ...where(piece, offsets),
        label: isImplied(piece.span, relations) ? null : piece.span.type,
      });
      return [
        {
          ...this.#more(relation, relation.type, RELATION_KEYS),
          head: head.tokens[1] - 1,
          child: child.tokens[1] - 1,
          head_span: end(head),
          child_span: end(child),
          label: relation.type,
        },
      ];
    });
  }

  /**
   * Returns the attributes and data of this format; attributes whose names the format reserves are reported as lost.
   */
  #more(
    annotation: Pick<SpanRecord, 'attributes' | 'extra'>,
    type: string,
    reserved: ReadonlySet<string>,
  ): object {
    const written: Record<string, unknown> = {};
    const all = { ...foreignOf(annotation.extra, ID), ...allAttributes(annotation) };
    for (const [name, value] of Object.entries(all)) {
      // A score outside of 0 to 1 is an attribute, whose name is not reserved.
      if (reserved.has(name) && name !== 'score')
        this.#losses.add('attributes whose names the format needs itself', `${type}.${name}`);
      else written[name] = value;
    }
    return written;
  }
}

/**
 * Returns the tokens of a document. Computed ones are divided where spans begin and end, so that all spans cover whole
 * tokens.
 */
function tokensFor(document: DocumentRecord): readonly Fragment[] {
  const { tokens, segmentation } = tokensOf(document);
  if (segmentation) return tokens;
  const ends = [...new Set(document.spans.flatMap(({ fragments }) => fragments.flat()))].sort(
    (a, b) => a - b,
  );
  let next = 0;
  return tokens.flatMap(([start, end]) => {
    const list: Fragment[] = [];
    let from = start;
    while (next < ends.length && ends[next]! <= start) next++;
    for (; next < ends.length && ends[next]! < end; next++) {
      list.push([from, ends[next]!]);
      from = ends[next]!;
    }
    return [...list, [from, end] as const];
  });
}

/** Whether a span only represents a token to which a relation refers. */
function isImplied({ id, type, attributes }: SpanRecord, relations: readonly RelationRecord[]): boolean {
  return (
    type === TOKEN_TYPE &&
    Object.keys(attributes).length === 0 &&
    relations.some(({ from, to }) => from === id || to === id)
  );
}

function place([start, end]: Fragment, offsets: Offsets): { start: number; end: number } {
  return { start: offsets.fromUtf16(start) ?? 0, end: offsets.fromUtf16(end) ?? 0 };
}

/** Returns the position of a piece: `token_end` is its last token, not the one after it. */
function where({ fragment, tokens }: Piece, offsets: Offsets): object {
  return {
    ...place(fragment, offsets),
    ...(tokens && { token_start: tokens[0], token_end: tokens[1] - 1 }),
  };
}

function labelled(labels: readonly LabelRecord[], declared: DeclaredAttributes): object {
  const choices: unknown[] = [];
  const cats: Record<string, unknown> = {};
  const texts: Record<string, unknown> = {};
  let binary: unknown;
  for (const { name, value } of labels) {
    if (name === CHOICE_LABEL || new RegExp(`^${CHOICE_LABEL} \\d+$`).test(name)) choices.push(value);
    else if (name === BINARY_LABEL) binary = value;
    else (declared.storageOfValue(declared.label(name), value) === 'text' ? texts : cats)[name] = value;
  }
  return {
    ...(choices.length > 0 && { accept: choices }),
    ...(binary !== undefined && { label: binary }),
    ...(Object.keys(cats).length > 0 && { cats }),
    ...(Object.keys(texts).length > 0 && { labels: texts }),
  };
}

/** Returns Prodigy's answer. A document with annotations is never “ignore”, or they would not count as facts. */
function answerOf({ statuses, spans, relations, labels }: DocumentRecord): string | null {
  const [status] = statuses;
  if (status?.status === 'done') return 'accept';
  if (status?.status !== 'skipped' || spans.length + relations.length + labels.length > 0) return null;
  return status.reason === 'rejected' ? 'reject' : 'ignore';
}

function jsonColumns(segmentation: Segmentation | undefined): ReadonlySet<unknown> {
  const { json } = foreignOf(segmentation?.extra, ID);
  return new Set(Array.isArray(json) ? json : []);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // If it was changed since the import, it is a text.
    return value;
  }
}
