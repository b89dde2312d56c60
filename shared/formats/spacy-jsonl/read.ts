import type { ErrorWhere, PostilError } from '../../contract/errors.ts';
import { TermName } from '../../model/attributes/common.ts';
import type { AttributeValue } from '../../model/attributes/index.ts';
import type { Segmentation } from '../../model/segmentation.ts';
import { newUid, type Uid } from '../../model/uid.ts';
import { type Bytes, type Incoming, type ReadOptions } from '../define.ts';
import { faultOf, wholeRecord } from '../faults.ts';
import { incomingDocument, incomingRelation, incomingSpan } from '../incoming.ts';
import { isJsonObject } from '../json.ts';
import { readJsonPieces } from '../json-array.ts';
import { assertText, parseJsonValue } from '../json-record.ts';
import { MAX_LINE_BYTES, readLines } from '../lines.ts';
import { COMMON } from '../messages.ts';
import type { IncomingDocument } from '../records.ts';
import { sourceText, type SourceText } from '../source-text.ts';
import { readStatedMetadata } from '../stated-metadata.ts';
import { Terms } from '../terms.ts';
import { unitOf } from '../units.ts';
import { assertNotAnnotationAlone, Unread } from '../unread.ts';
import { GROUP_ATTRIBUTE, ID, TOKEN_TYPE, VIEW_KEYS } from './options.ts';
import { others, type StatedEnd, type StatedSpan, type StatedToken, type Task } from './task.ts';
import { taskOf } from './shapes.ts';

const ANSWER_KEYS = new Set(['answer', '_annotator_id']);

/**
 * Reads Prodigy's and spaCy's JSONL, `Doc.to_json`, spaCy's lists of `[text, annotations]` and the training JSON of
 * spaCy 2; one record per line, or one array.
 *
 * @throws PostilError `refused` with file, line and record.
 */
export async function* readSpacyJsonl(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file, leaveOut } = options;
  const reader = new Reader(options);
  let records = 0;
  for await (const { text, where } of values(input, options)) {
    records++;
    yield* wholeRecord(leaveOut, where, () => reader.read(parseJsonValue(text, where), where));
  }
  if (records === 0) yield { kind: 'note', message: COMMON.nothingToImport, where: { file } };
  yield* reader.notes();
}

/** Yields the unparsed JSON values of the file. A list on its own line is a record, not the array of all records. */
async function* values(
  input: Bytes,
  { file, leaveOut }: ReadOptions,
): AsyncGenerator<{ text: string; where: ErrorWhere }> {
  const { lists, rest } = await startsWithLists(input);
  if (lists) {
    let record = 0;
    const badLine =
      leaveOut &&
      ((error: PostilError) => {
        record++;
        leaveOut(faultOf('record', error));
      });
    for await (const { line, text } of readLines(rest, file, MAX_LINE_BYTES, badLine)) {
      if (text.trim() === '') continue;
      yield { text, where: { file, line, record: ++record } };
    }
    return;
  }
  for await (const { text, line, record } of readJsonPieces(rest, file, { leaveOut }))
    yield { text, where: { file, line, record } };
}

/** Whether the file begins with a list that begins with a text; also returns the complete bytes. */
async function startsWithLists(input: Bytes): Promise<{ lists: boolean; rest: Bytes }> {
  const iterator = input[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let start = '';
  while (start.length < 2) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value.slice());
    start += new TextDecoder()
      .decode(next.value)
      .replace(/[\s\ufeff]/g, '')
      .slice(0, 2);
  }
  const rest = (async function* () {
    yield* taken;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  })();
  return { lists: start.startsWith('["'), rest };
}

class Reader {
  readonly #options: ReadOptions;
  readonly #terms = new Terms();
  readonly #told = new Map<string, { count: number; where: ErrorWhere }>();
  readonly #unread: Unread;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#unread = new Unread(options);
  }

  *read(value: unknown, where: ErrorWhere): Generator<Incoming> {
    this.#unread.begin();
    const fields = isJsonObject(value) ? value : {};
    const task = taskOf(value, where);
    if (!task) {
      this.#unread.look(fields, undefined);
      this.#unread.closeWithoutText(where);
      return this.#tell('records without a text were left out', where);
    }
    assertNotAnnotationAlone(fields, task.text, where);
    this.#unread.look(task.kept, task.text, '', fields);
    for (const { more } of task.spans) this.#unread.look(more, task.text, 'spans[]');
    this.#unread.close(task.spans.length + task.relations.length + task.labels.length, where);
    assertText(task.text, where);
    const quoted = [...task.spans, ...(task.tokens ?? [])];
    const { unit, told } = task.measured
      ? { unit: 'utf-16' as const, told: null }
      : unitOf(task.text, quoted, 'codepoint', this.#options.values, where);
    const source = sourceText(task.text, unit);
    if (told !== null) yield { kind: 'note', message: told, where };
    if (source.note !== null) yield { kind: 'note', message: source.note, where };
    yield { kind: 'document', record: this.#document(task, source, where), where };
  }

  *notes(): Generator<Incoming> {
    const { file } = this.#options;
    for (const [what, { count, where }] of this.#told)
      yield { kind: 'note', message: `${count} × ${what}.`, where };
    yield* this.#unread.notes();
    yield* this.#terms.notes({ file });
  }

  #document(task: Task, source: SourceText, where: ErrorWhere): IncomingDocument {
    const { answer, _annotator_id: annotator } = task.kept;
    const { _session_id: session, ...unsigned } = others(task.kept, ANSWER_KEYS);
    const signed = [annotator, session].find((name) => typeof name === 'string' && name !== '');
    const set = typeof signed === 'string' ? { set: signed.slice(0, 200) } : {};
    const kept: Record<string, unknown> = {
      ...unsigned,
      ...(session !== undefined && session !== signed && { _session_id: session }),
      ...(annotator !== undefined && annotator !== signed && { _annotator_id: annotator }),
    };
    const { metadata, name, meta } = this.#metadata(kept.meta);
    if (meta === null) delete kept.meta;
    else if (meta !== undefined) kept.meta = meta;

    const refused = answer === 'reject' || answer === 'ignore';
    if (refused) kept.unaccepted = unaccepted(task);
    else if (answer !== undefined && answer !== 'accept') kept.answer = answer;
    const record = incomingDocument(source.text, {
      name: name ?? `${this.#options.file}:${where.record}`,
      ...metadata,
      ...(Object.keys(kept).length > 0 && { extra: { [ID]: kept } }),
    });
    if (source.carriageReturns > 0) record.origin.carriageReturns = source.carriageReturns;
    const segmentation = segmentationOf(task, source, where);
    if (segmentation) record.segmentation = segmentation;
    if (refused) {
      this.#tell(
        'records were rejected or ignored: their annotations are kept for export and not imported',
        where,
      );
      record.statuses.push({
        status: 'skipped',
        reason: answer === 'reject' ? 'rejected' : 'ignored',
        ...set,
      });
      return record;
    }
    if (answer === 'accept') record.statuses.push({ status: 'done', reason: '', ...set });
    const spans = new SpanBook(record, source, where, (span) => this.#span(span, source, where, set));
    for (const span of task.spans) spans.add(span);
    for (const { label, head, child, more } of task.relations) {
      const type = this.#terms.of(label, 'The label', where);
      const { attributes, rest } = this.#scalars(more);
      record.relations.push(
        incomingRelation(type, spans.end(head, task.tokens), spans.end(child, task.tokens), {
          attributes,
          ...(rest && { extra: { [ID]: rest } }),
          ...set,
        }),
      );
    }
    record.labels = task.labels.map(({ name, value }) => ({
      id: newUid(),
      name: this.#terms.of(name, 'The category', where),
      value,
      ...set,
    }));
    return record;
  }

  #span(span: StatedSpan, source: SourceText, where: ErrorWhere, set: { set?: string }) {
    const type = this.#terms.of(span.label ?? TOKEN_TYPE, 'The label', where);
    const { attributes, rest } = this.#scalars(span.more);
    const { start, end, text } = span;
    return incomingSpan(type, source.place({ start, end, text }, `The span ${type}`, where), {
      attributes: { ...attributes, ...(span.group !== undefined && { [GROUP_ATTRIBUTE]: span.group }) },
      ...(rest && { extra: { [ID]: rest } }),
      ...(span.score !== undefined && { score: span.score }),
      ...set,
    });
  }

  /** Divides other fields into attributes and those that cannot be attributes. */
  #scalars(more: Readonly<Record<string, unknown>>) {
    const attributes: Record<string, AttributeValue> = {};
    const rest: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(more)) {
      const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      if (scalar && !VIEW_KEYS.has(name) && TermName.safeParse(name).success) attributes[name] = value;
      else rest[name] = value;
    }
    return { attributes, rest: Object.keys(rest).length > 0 ? rest : null };
  }

  /** Returns the metadata of the article in `meta`, and the rest of it; null if there is none. */
  #metadata(meta: unknown) {
    if (!isJsonObject(meta)) return { metadata: {}, name: undefined, meta };
    const { metadata, name, keys } = readStatedMetadata(meta);
    const rest = others(meta, new Set(keys));
    return { metadata, name, meta: Object.keys(rest).length > 0 ? rest : null };
  }

  #tell(what: string, where: ErrorWhere): void {
    const known = this.#told.get(what);
    if (known) known.count++;
    else this.#told.set(what, { count: 1, where });
  }
}

/** Returns the annotations of a rejected or ignored record in the form in which they are exported again. */
function unaccepted({ spans, relations, labels }: Task): Record<string, unknown> {
  const plain = ({ start, end, label, tokens, more, score }: StatedSpan) => ({
    ...more,
    start,
    end,
    ...(label !== null && { label }),
    ...(tokens && { token_start: tokens[0], token_end: tokens[1] }),
    ...(score !== undefined && { score }),
  });
  const end = (name: string, { token, span }: StatedEnd) => ({
    ...(token !== null && { [name]: token }),
    ...(span && { [`${name}_span`]: plain(span) }),
  });
  return {
    ...(spans.length > 0 && { spans: spans.map(plain) }),
    ...(relations.length > 0 && {
      relations: relations.map(({ label, head, child, more }) => ({
        ...more,
        ...end('head', head),
        ...end('child', child),
        label,
      })),
    }),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])) }),
  };
}

function segmentationOf(task: Task, source: SourceText, where: ErrorWhere): Segmentation | null {
  if (!task.tokens) return null;
  const placed = task.tokens.map((token, i) => {
    const [fragment] = source.place({ start: token.start, end: token.end }, `Token ${i}`, where);
    const [start, end] = fragment!;
    // Tokenisers of language models have tokens that differ from the text.
    const differs = token.text !== undefined && token.text !== source.text.slice(start, end);
    return {
      place: [start, end] as [number, number],
      more: differs ? { ...token.more, text: token.text } : token.more,
    };
  });
  placed.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  const names = [...new Set(placed.flatMap(({ more }) => Object.keys(more)))];
  const json = names.filter((name) =>
    placed.some(({ more }) => name in more && typeof more[name] !== 'string'),
  );
  const columns = names.map((name) => {
    const list = placed.map(({ more }): string | null => {
      if (!(name in more)) return null;
      const value = more[name];
      return json.includes(name) ? JSON.stringify(value) : (value as string);
    });
    return [name, list] as const;
  });
  return {
    tokens: placed.map(({ place }) => place),
    sentences: task.sentences.map(([start, end]) => source.place({ start, end }, 'A sentence', where)[0]!),
    columns: Object.fromEntries(columns),
    ...(json.length > 0 && { extra: { [ID]: { json } } }),
  };
}

/** The spans of a record, by position and label, for the ends of relations. */
class SpanBook {
  readonly #record: IncomingDocument;
  readonly #source: SourceText;
  readonly #where: ErrorWhere;
  readonly #make: (span: StatedSpan) => ReturnType<typeof incomingSpan>;
  readonly #known = new Map<string, Uid>();
  /** Spans by the number of their last token, by which relations refer to them. */
  readonly #last = new Map<number, Uid>();

  constructor(
    record: IncomingDocument,
    source: SourceText,
    where: ErrorWhere,
    make: (span: StatedSpan) => ReturnType<typeof incomingSpan>,
  ) {
    this.#record = record;
    this.#source = source;
    this.#where = where;
    this.#make = make;
  }

  add(span: StatedSpan): Uid {
    const made = this.#make(span);
    this.#record.spans.push(made);
    const key = keyOf(span);
    if (!this.#known.has(key)) this.#known.set(key, made.id);
    if (span.tokens && !this.#last.has(span.tokens[1])) this.#last.set(span.tokens[1], made.id);
    return made.id;
  }

  /** Returns the span of a relation's end; makes one for a token without a span. */
  end({ token, span }: StatedEnd, tokens: readonly StatedToken[] | null): Uid {
    if (span) return this.#known.get(keyOf(span)) ?? this.add(span);
    const named = this.#last.get(token!) ?? this.#covering(tokens![token!]!);
    if (named !== undefined) return named;
    const { start, end } = tokens![token!]!;
    return this.add({ start, end, label: null, tokens: [token!, token!], more: {} });
  }

  /** Returns the first span that ends with a token, if spans do not state their token numbers. */
  #covering({ start, end }: StatedToken): Uid | undefined {
    const [[from, to] = [0, 0]] = this.#source.place({ start, end }, 'A token', this.#where);
    return this.#record.spans.find(({ fragments }) => fragments[0]?.[1] === to && fragments[0][0] <= from)
      ?.id;
  }
}

function keyOf({ start, end, label }: StatedSpan): string {
  return `${start} ${end} ${label ?? ''}`;
}
