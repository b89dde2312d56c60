import type { ErrorWhere } from '../../contract/errors.ts';
import type { AttributeValue } from '../../model/attributes/index.ts';
import { newUid, type Uid } from '../../model/uid.ts';
import { offsetsOf, type OffsetUnit } from '../../text/offsets.ts';
import { formatError, UNIT_OPTION, type Bytes, type Incoming, type ReadOptions } from '../define.ts';
import { wholeRecord } from '../faults.ts';
import { incomingDocument, incomingRelation, incomingSpan } from '../incoming.ts';
import { isJsonObject } from '../json.ts';
import { parsePiece, readJsonPieces } from '../json-array.ts';
import { assertText } from '../json-record.ts';
import { numberedLabels } from '../many-labels.ts';
import { COMMON } from '../messages.ts';
import type { IncomingDocument } from '../records.ts';
import { sourceText } from '../source-text.ts';
import { readStatedMetadata } from '../stated-metadata.ts';
import { Terms } from '../terms.ts';
import { unitOf } from '../units.ts';
import { assertNotAnnotationAlone, Unread } from '../unread.ts';
import { readLabelFile, without, type LabelFile } from './label-file.ts';
import { MESSAGES } from './messages.ts';
import { ID, TEXT_KEY } from './options.ts';

/** Keys of the text, in the order of doccano's versions and upload examples. */
const TEXT_KEYS = ['text', 'data', 'column_data'];
/** The keys that hold labels. `cats` and `entities` may occur together; the others exclude each other. */
const LABEL_KEYS = ['label', 'labels', 'annotations', 'entities', 'column_label'];
const COMMENT_KEYS = ['Comments', 'comments'];
const RELATIONS = 'relations';
const CATEGORIES = 'cats';
const KNOWN: readonly string[] = [...LABEL_KEYS, ...COMMENT_KEYS, RELATIONS, CATEGORIES];
/** Scripts also write `start` and `end`. */
const KNOWN_OF_SPAN = new Set(['id', 'label', 'start_offset', 'end_offset', 'start', 'end', 'text', 'user']);
const KNOWN_OF_RELATION = new Set(['id', 'from_id', 'to_id', 'type']);

/** A span in the common form of all shapes. */
interface StatedSpan {
  readonly id?: unknown;
  readonly label: unknown;
  readonly start: number;
  readonly end: number;
  readonly text?: string | undefined;
  readonly user?: unknown;
  readonly score?: number;
  readonly more: Record<string, unknown>;
}

/**
 * Reads doccano's JSONL, or a JSON array of the same records.
 * @throws PostilError `refused` with file, line, record and what to do.
 */
export async function* readDoccano(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file, leaveOut } = options;
  const terms = new Terms();
  const labels = await readLabelFile(options, terms);
  if (labels?.scheme) yield { kind: 'header', scheme: labels.scheme };
  const reader = new Reader(options, terms, labels);
  let records = 0;
  for await (const piece of readJsonPieces(refusingOtherShapes(input, file), file, { leaveOut })) {
    records++;
    const where = { file, line: piece.line, record: piece.record };
    yield* wholeRecord(leaveOut, where, () => reader.read(parsePiece(piece, where), where));
  }
  if (records === 0) yield { kind: 'note', message: COMMON.nothingToImport, where: { file } };
  yield* reader.notes();
}

/** Refuses doccano's fastText, CSV and CoNLL exports by name, because they have no offsets. */
async function* refusingOtherShapes(input: Bytes, file: string): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of input) {
    if (first && chunk.length > 0) {
      first = false;
      const start = new TextDecoder()
        .decode(chunk.subarray(0, 400))
        .replace(/^\ufeff/, '')
        .trimStart();
      const shape = otherShape(start);
      if (shape !== null)
        throw formatError(MESSAGES.notJsonl(shape), { file, line: 1 }, MESSAGES.exportAsJsonl);
    }
    yield chunk;
  }
}

function otherShape(start: string): string | null {
  if (start === '' || start.startsWith('{') || start.startsWith('[')) return null;
  if (/^__label__\S/.test(start)) return 'doccano’s fastText export, which has categories but no offsets';
  if (start.startsWith('PK\u0003\u0004')) return 'a zip archive; doccano packs its exports (unpack it first)';
  const [line = ''] = start.split(/\r?\n/, 1);
  if (/(?:^|,)"?(?:text|data|column_data|label)"?(?:,|$)/i.test(line) && line.includes(','))
    return 'doccano’s CSV export, which has categories but no offsets';
  if (/^\S+[ \t]+(?:O|[BIESLUM]-\S+)\s*$/.test(line)) return 'CoNLL text (choose that format instead)';
  return 'plain text';
}

class Reader {
  readonly #options: ReadOptions;
  readonly #terms: Terms;
  readonly #labels: LabelFile | null;
  /** Numeric labels without a name, with their count. */
  readonly #nameless = new Map<number, number>();
  readonly #unread: Unread;

  constructor(options: ReadOptions, terms: Terms, labels: LabelFile | null) {
    this.#options = options;
    this.#unread = new Unread(options);
    this.#terms = terms;
    this.#labels = labels;
  }

  *read(value: Record<string, unknown>, where: ErrorWhere): Generator<Incoming> {
    assertNoOtherFormat(value, where);
    const key = TEXT_KEYS.find((name) => typeof value[name] === 'string');
    const raw = key === undefined ? '' : (value[key] as string);
    assertNotAnnotationAlone(value, key === undefined ? undefined : raw, where);
    this.#unread.begin();
    const labelled = LABEL_KEYS.some((name) => Array.isArray(value[name]) && value[name].length > 0);
    if (raw === '' || (raw.trim() === '' && !labelled)) {
      const wrong = TEXT_KEYS.find((name) => value[name] !== undefined && value[name] !== null);
      if (key === undefined && wrong !== undefined) throw formatError(MESSAGES.textNotAText(wrong), where);
      this.#unread.look(value, undefined);
      this.#unread.closeWithoutText(where);
      const what = Object.keys(value).length === 0 ? 'is empty' : 'has no text';
      yield { kind: 'note', message: MESSAGES.recordSkipped(what), where };
      return;
    }
    assertText(raw, where);
    const spans: StatedSpan[] = [];
    const categories: AttributeValue[] = [];
    for (const name of LABEL_KEYS) this.#labelled(value[name], name, spans, categories, where);
    const { unit, told } = this.#unit(raw, spans, where);
    const source = sourceText(raw, unit);
    if (told !== null) yield { kind: 'note', message: told, where };
    if (source.note !== null) yield { kind: 'note', message: source.note, where };
    const { file } = this.#options;
    const { metadata, name, keys } = readStatedMetadata(value);
    const kept = without(value, new Set([...KNOWN, ...keys, key ?? '']));
    this.#unread.look(kept, raw, '', value);
    if (key !== undefined && key !== 'text') kept[TEXT_KEY] = key;
    const record = incomingDocument(source.text, {
      name: name ?? `${file}:${where.record}`,
      ...metadata,
      extra: Object.keys(kept).length > 0 ? { [ID]: kept } : {},
    });
    if (source.carriageReturns > 0) record.origin.carriageReturns = source.carriageReturns;
    const ids = new Map<string, Uid>();
    for (const [i, span] of spans.entries()) {
      const type = this.#name(span.label, 'The label', where);
      const what = `Span ${i + 1} (${type})`;
      const { attributes, rest } = this.#scalars(span.more, where);
      if (rest) this.#unread.look(rest, raw, 'entities[]');
      const made = incomingSpan(type, source.place(span, what, where), {
        attributes,
        ...(rest && { extra: { [ID]: rest } }),
        ...(span.score !== undefined && { score: span.score }),
        ...(span.user !== undefined && span.user !== null && { set: setOf(span.user) }),
      });
      if (span.id !== undefined) {
        const id = idOf(span.id);
        if (ids.has(id)) throw formatError(MESSAGES.spanIdTwice(id), where);
        ids.set(id, made.id);
      }
      record.spans.push(made);
    }
    this.#relations(value[RELATIONS], ids, record, where);
    record.labels.push(...numberedLabels('label', categories), ...this.#categories(value[CATEGORIES], where));
    const whole = this.#comments(value, record);
    this.#unread.close(
      whole.spans.length + whole.relations.length + whole.labels.length + whole.notes.length,
      where,
    );
    yield { kind: 'document', record: whole, where };
  }

  *notes(): Generator<Incoming> {
    const { file } = this.#options;
    if (this.#nameless.size > 0) {
      const count = [...this.#nameless.values()].reduce((sum, n) => sum + n, 0);
      yield {
        kind: 'note',
        message: this.#labels
          ? MESSAGES.numbersNotListed(count, this.#labels.file, [...this.#nameless.keys()].join(', '))
          : MESSAGES.numbersWithoutLabels(count),
        where: { file },
      };
    }
    yield* this.#unread.notes();
    yield* this.#terms.notes({ file });
  }

  /** Reads one label field into spans and categories of the document. */
  #labelled(
    value: unknown,
    key: string,
    spans: StatedSpan[],
    categories: AttributeValue[],
    where: ErrorWhere,
  ): void {
    if (value === undefined || value === null || value === '') return;
    // A single category need not be in a list; other formats with one label per text do this too.
    for (const [i, item] of (Array.isArray(value) ? value : [value]).entries()) {
      const what = `${key}[${i}]`;
      if (typeof item === 'string') categories.push(item);
      else if (typeof item === 'number') categories.push(this.#name(item, 'The label', where));
      else if (Array.isArray(item)) spans.push(fromTriple(item, what, where));
      else if (isJsonObject(item)) {
        if (item.start_offset !== undefined || item.end_offset !== undefined)
          spans.push(fromObject(item, what, where));
        else if (item.start !== undefined || item.end !== undefined)
          spans.push(fromObject({ start_offset: item.start, end_offset: item.end, ...item }, what, where));
        else if (item.label !== undefined) categories.push(this.#name(item.label, 'The label', where));
        else if (typeof item.text === 'string') categories.push(item.text);
        else throw formatError(MESSAGES.noOffsetsOrLabel(what), where);
      } else throw formatError(MESSAGES.notALabel(what), where);
    }
  }

  #categories(value: unknown, where: ErrorWhere): ReturnType<typeof numberedLabels> {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw formatError(MESSAGES.notCategories, where);
    return numberedLabels(
      CATEGORIES,
      value.map((item: unknown) => this.#name(item, 'The category', where)),
    );
  }

  #name(label: unknown, what: string, where: ErrorWhere): string {
    if (typeof label === 'number') {
      const name = this.#labels?.names.get(label);
      if (name !== undefined) return name;
      this.#nameless.set(label, (this.#nameless.get(label) ?? 0) + 1);
      return String(label);
    }
    if (typeof label !== 'string') throw formatError(MESSAGES.notAName(what), where);
    return this.#terms.of(label, what, where);
  }

  /**
   * Returns the unit of offsets. doccano has no quotes, so only offsets past the end of the text prove another unit.
   */
  #unit(
    raw: string,
    spans: readonly StatedSpan[],
    where: ErrorWhere,
  ): { unit: OffsetUnit; told: string | null } {
    const found = unitOf(raw, spans, 'codepoint', this.#options.values, where);
    const forced = this.#options.values?.[UNIT_OPTION] ?? 'auto';
    if (forced !== 'auto' || found.unit !== 'codepoint') return found;
    const points = offsetsOf(raw, 'codepoint');
    if (spans.every(({ end }) => end <= points.length)) return found;
    const units = offsetsOf(raw, 'utf-16');
    const fits = spans.every(
      ({ start, end }) => units.toUtf16(start) !== null && units.toUtf16(end) !== null,
    );
    return fits
      ? {
          unit: 'utf-16',
          told: MESSAGES.offsetsAreUtf16,
        }
      : found;
  }

  #relations(
    value: unknown,
    ids: ReadonlyMap<string, Uid>,
    record: IncomingDocument,
    where: ErrorWhere,
  ): void {
    if (value === undefined || value === null) return;
    if (!Array.isArray(value)) throw formatError(MESSAGES.relationsNotAList, where);
    for (const [i, item] of value.entries()) {
      const what = `Relation ${i + 1}`;
      if (!isJsonObject(item)) throw formatError(MESSAGES.notAnObject(what), where);
      const end = (name: 'from_id' | 'to_id') => {
        const id = ids.get(idOf(item[name]));
        if (id === undefined) throw formatError(MESSAGES.absentSpan(what, name, idOf(item[name])), where);
        return id;
      };
      const { attributes, rest } = this.#scalars(without(item, KNOWN_OF_RELATION), where);
      record.relations.push(
        incomingRelation(
          this.#name(item.type, 'The type of a relation', where),
          end('from_id'),
          end('to_id'),
          {
            attributes,
            ...(rest && { extra: { [ID]: rest } }),
          },
        ),
      );
    }
  }

  /** Texts, numbers and booleans become attributes; the other fields of an object are kept for doccano. */
  #scalars(more: Record<string, unknown>, where: ErrorWhere) {
    const attributes: Record<string, AttributeValue> = {};
    const rest: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(more)) {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        attributes[this.#terms.of(name, 'The attribute', where)] = value;
      else rest[name] = value;
    }
    return { attributes, rest: Object.keys(rest).length > 0 ? rest : undefined };
  }

  #comments(value: Record<string, unknown>, record: IncomingDocument): IncomingDocument {
    for (const key of COMMENT_KEYS) {
      const comments = value[key];
      if (comments === undefined || comments === null) continue;
      for (const comment of Array.isArray(comments) ? comments : [comments]) {
        const stated: unknown = isJsonObject(comment) ? (comment.comment ?? comment.text) : comment;
        if (typeof stated === 'string' && stated.trim() !== '')
          record.notes.push({ id: newUid(), body: stated.slice(0, 20_000) });
      }
    }
    return record;
  }
}

/** LLM output and spaCy's have `entities` too; what would be misread is refused by name. */
function assertNoOtherFormat(value: Record<string, unknown>, where: ErrorWhere): void {
  const help = COMMON.chooseThatFormat;
  if ('_input_hash' in value || '_task_hash' in value || Array.isArray(value.spans))
    throw formatError(MESSAGES.isSpacy, where, help);
  const { entities } = value;
  if (isJsonObject(value.data)) throw formatError(MESSAGES.isLabelStudio, where, help);
  if (
    Array.isArray(entities) &&
    entities.some((item) => isJsonObject(item) && 'type' in item && !('label' in item))
  )
    throw formatError(MESSAGES.isModelOutput, where, help);
}

/** Converts `[start, end, label]`; scripts of models add a score. */
function fromTriple(item: readonly unknown[], what: string, where: ErrorWhere): StatedSpan {
  const [start, end, label, score] = item;
  if (item.length !== 3 && !(item.length === 4 && isScore(score)))
    throw formatError(MESSAGES.notASpan(what), where, MESSAGES.scoreAllowed);
  return {
    start: offset(start, what, where),
    end: offset(end, what, where),
    label,
    ...(isScore(score) && { score }),
    more: {},
  };
}

function fromObject(item: Record<string, unknown>, what: string, where: ErrorWhere): StatedSpan {
  const { id, label, start_offset: start, end_offset: end, text, user } = item;
  return {
    id,
    label,
    start: offset(start, what, where),
    end: offset(end, what, where),
    text: typeof text === 'string' ? text : undefined,
    user,
    more: without(item, KNOWN_OF_SPAN),
  };
}

function isScore(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function offset(value: unknown, what: string, where: ErrorWhere): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw formatError(MESSAGES.notAnOffset(what), where);
}

/** Returns an id, which doccano writes as a number and some scripts as text. */
function idOf(id: unknown): string {
  return typeof id === 'string' ? id : JSON.stringify(id ?? null);
}

function setOf(user: unknown): string {
  return typeof user === 'string'
    ? user.slice(0, 200) || 'user'
    : `user ${JSON.stringify(user).slice(0, 190)}`;
}
