import type * as z from 'zod';
import type { ErrorWhere, PostilError } from '../contract/errors.ts';
import { emptyMetadata, type DocumentMetadata, METADATA_FIELDS } from '../model/document.ts';
import { isUid } from '../model/uid.ts';
import { findBlocks } from '../text/blocks.ts';
import { newlineMapping, newlineNote, normaliseNewlines } from '../text/newlines.ts';
import { offsetsOf, type OffsetUnit } from '../text/offsets.ts';
import { formatError, type Bytes, type Incoming, type ReadOptions, type SeenIds } from './define.ts';
import { faultOf, wholeRecord } from './faults.ts';
import { assertText, parseJsonLine, parseRecord } from './json-record.ts';
import { MAX_LINE_BYTES, readLines } from './lines.ts';
import { COMMON } from './messages.ts';
import { otherTool } from './other-tools.ts';
import {
  BareRecord,
  BareSpan,
  DocumentLine,
  EntityLine,
  FORMAT_NAME,
  FORMAT_VERSION,
  HeaderLine,
  RelationLine,
} from './postil-jsonl-lines.ts';
import { MESSAGES } from './postil-jsonl-messages.ts';
import type { IncomingDocument } from './records.ts';
import { show } from './show.ts';
import { placeSpan } from './spans.ts';
import { assertNotAnnotationAlone, Unread } from './unread.ts';

/**
 * Reads Postil JSONL and bare records, line by line. The first line may be the header; without one there are no sets,
 * scheme or entities, and offsets count UTF-16 unless a record states otherwise.
 *
 * @throws PostilError `refused` with file, line and what is wrong, at the first bad line that is not left out. A bad
 * header is never left out: sets and the unit of offsets of all other lines depend on it.
 */
export async function* readPostilJsonl(
  input: Bytes,
  { file, values, seenIds = new IdMap(), leaveOut }: ReadOptions,
): AsyncGenerator<Incoming> {
  const unread = new Unread({ file, values });
  const reader = new Reader(file, seenIds, unread);
  let record = 0;
  const badLine =
    leaveOut &&
    ((error: PostilError) => {
      record++;
      leaveOut(faultOf('record', error));
    });
  for await (const { line, text } of readLines(input, file, MAX_LINE_BYTES, badLine)) {
    if (text.trim() === '') continue;
    record++;
    const where = { file, line, record };
    const isHeader = /"kind"\s*:\s*"header"/.test(text);
    yield* wholeRecord(
      isHeader ? undefined : leaveOut,
      where,
      () => reader.read(text, where),
      () => reader.release(),
    );
  }
  if (record === 0) yield { kind: 'note', message: COMMON.nothingToImport, where: { file } };
  yield* unread.notes();
}

class IdMap implements SeenIds {
  readonly #lines = new Map<string, number>();

  claim(id: string, line: number): number | undefined {
    const first = this.#lines.get(id);
    if (first === undefined) this.#lines.set(id, line);
    return first;
  }

  release(id: string): void {
    this.#lines.delete(id);
  }
}

class Reader {
  readonly #file: string;
  #unit: OffsetUnit = 'utf-16';
  #sets: ReadonlySet<string> | null = null;
  /** Shared by all kinds, because a UUID identifies one thing. */
  readonly #ids: SeenIds;
  /** The ids of the current record. */
  #claimed: string[] = [];
  readonly #unread: Unread;

  constructor(file: string, ids: SeenIds, unread: Unread) {
    this.#file = file;
    this.#ids = ids;
    this.#unread = unread;
  }

  /**
   * Releases the ids of the current record, which is left out, so that a corrected record further down can use them.
   */
  release(): void {
    for (const id of this.#claimed) this.#ids.release(id);
  }

  *read(text: string, where: ErrorWhere): Generator<Incoming> {
    this.#claimed = [];
    this.#unread.begin();
    const value = parseJsonLine(text, where);
    const kind = value.kind;
    if (kind === 'document') yield* this.#document(parseRecord(DocumentLine, value, where), where);
    else if (kind === undefined) yield* this.#bare(value, where);
    else if (kind === 'header') yield this.#header(value, where);
    else if (kind === 'entity') {
      const { kind: _, ...entity } = parseRecord(EntityLine, value, where);
      this.#claim(entity.id, where);
      yield { kind: 'entity', entity, where };
    } else if (kind === 'relation') {
      const { kind: _, ...relation } = parseRecord(RelationLine, value, where);
      this.#claim(relation.id, where);
      this.#knownSet(relation.set, where);
      yield { kind: 'relation', relation, where };
    } else {
      const shown = typeof kind === 'string' ? show(kind) : JSON.stringify(kind);
      throw formatError(MESSAGES.unknownLine(shown), where, MESSAGES.knownLines);
    }
  }

  #header(value: Record<string, unknown>, where: ErrorWhere): Incoming {
    if (where.record !== 1) throw formatError(MESSAGES.secondHeader, where);
    const { format, version } = value;
    if (format !== FORMAT_NAME) {
      throw formatError(MESSAGES.otherFormat(format), where);
    }
    if (version !== FORMAT_VERSION) {
      const newer = typeof version === 'number' && version > FORMAT_VERSION;
      throw formatError(MESSAGES.otherVersion(version), where, newer ? MESSAGES.newerPostil : undefined);
    }
    const { offsetUnit, scheme, sets, analysts } = parseRecord(HeaderLine, value, where);
    this.#unit = offsetUnit;
    const names = new Set<string>();
    for (const { id, name } of sets) {
      if (names.has(name)) throw formatError(MESSAGES.setTwice(name), where);
      names.add(name);
      this.#claim(id, where);
    }
    this.#sets = names;
    return { kind: 'header', ...(scheme && { scheme }), sets, analysts };
  }

  *#document(line: DocumentLine, where: ErrorWhere): Generator<Incoming> {
    const { kind: _, offsetUnit, blocks, spans: spanLines, origin, ...rest } = line;
    const { text } = line;
    assertText(text, where);
    const offsets = offsetsOf(text, offsetUnit ?? this.#unit);
    this.#claim(line.id, where);
    let normalised = 0;
    const spans = spanLines.map(({ start, end, fragments, text: surface, ...span }, i) => {
      this.#claim(span.id, where);
      for (const slot of span.slots) this.#claim(slot.id, where);
      this.#knownSet(span.set, where);
      const place = { start, end, fragments, text: surface };
      const placed = placeSpan(place, text, offsets, `Span ${i + 1} (${span.type})`, where);
      if (placed.normalised) normalised++;
      return { ...span, fragments: placed.fragments };
    });
    this.#references(line, where);
    assertSegmentation(line, where);
    const record: IncomingDocument = {
      ...rest,
      spans,
      blocks: blocks ? convertBlocks(blocks, text, offsets, where) : findBlocks(text),
      origin: origin ?? { name: `${this.#file}:${where.line}` },
    };
    yield { kind: 'document', record, where };
    if (normalised > 0) {
      yield {
        kind: 'note',
        message: MESSAGES.fragmentsJoined(normalised),
        where,
      };
    }
  }

  /** Ends of relations, owners and notes must be in the record; sets must be in the header. */
  #references(line: DocumentLine, where: ErrorWhere): void {
    const spans = new Set<string>(line.spans.map((span) => span.id));
    const relations = new Set<string>(line.relations.map((relation) => relation.id));
    const notes = new Set<string>(line.notes.map((note) => note.id));
    const need = (known: ReadonlySet<string>, id: string | undefined, what: string) => {
      if (id !== undefined && !known.has(id)) throw formatError(MESSAGES.absentReference(what, id), where);
    };
    for (const span of line.spans) need(spans, span.owner, `The owner of span ${span.id},`);
    for (const relation of line.relations) {
      this.#claim(relation.id, where);
      this.#knownSet(relation.set, where);
      if (relation.ends !== 'span') {
        throw formatError(MESSAGES.entityRelation(relation.id), where);
      }
      need(spans, relation.from, `The span a relation (${relation.type}) starts from,`);
      need(spans, relation.to, `The span a relation (${relation.type}) leads to,`);
    }
    for (const note of line.notes) {
      this.#claim(note.id, where);
      need(spans, note.span, 'The span of a note,');
      need(relations, note.relation, 'The relation of a note,');
      need(notes, note.replyTo, 'The note that is replied to,');
    }
    for (const label of line.labels) {
      this.#claim(label.id, where);
      this.#knownSet(label.set, where);
    }
    for (const status of line.statuses) this.#knownSet(status.set, where);
  }

  *#bare(value: Record<string, unknown>, where: ErrorWhere): Generator<Incoming> {
    const tool = otherTool(value);
    if (tool !== null && (typeof value.text !== 'string' || tool !== 'doccano JSONL')) {
      throw formatError(MESSAGES.otherTool(tool), where, COMMON.chooseThatFormat);
    }
    assertNotAnnotationAlone(value, typeof value.text === 'string' ? value.text : undefined, where);
    if (value.text === undefined || value.text === null)
      throw formatError(
        MESSAGES.noText,
        { ...where, field: 'text' },
        MESSAGES.keysFound(
          Object.keys(value)
            .slice(0, 8)
            .map((key) => show(key, 30))
            .join(', '),
        ),
      );
    const bare = parseRecord(BareRecord, value, where);
    const unknown = unknownFields(BareRecord, bare);
    this.#unread.look(unknown, bare.text, '', value);
    const unit = bare.offsetUnit ?? bare.offset_unit ?? this.#unit;
    assertText(bare.text, where);
    if (bare.text.trim() === '') {
      this.#unread.closeWithoutText(where);
      yield { kind: 'note', message: MESSAGES.recordSkipped, where };
      return;
    }
    const { text, count } = normaliseNewlines(bare.text);
    const told = newlineNote(count);
    if (told) yield { kind: 'note', message: told, where };
    const id = typeof bare.id === 'string' && isUid(bare.id) ? bare.id : undefined;
    if (id) this.#claim(id, where);
    const extra = { ...unknown };
    if (bare.id !== undefined && !id) extra.id = bare.id;
    const record: IncomingDocument = {
      ...(id && { id }),
      ...emptyMetadata,
      ...statedMetadata(bare),
      text,
      blocks: findBlocks(text),
      header: '',
      origin: {
        name: bare.id === undefined || id ? `${this.#file}:${where.line}` : String(bare.id),
        ...(count > 0 && { carriageReturns: count }),
      },
      ...(Object.keys(extra).length > 0 && { extra }),
      spans: this.#bareSpans(bare, unit, where),
      relations: [],
      labels: [],
      statuses: [],
      notes: [],
    };
    this.#unread.close(record.spans.length, where);
    yield { kind: 'document', record, where };
  }

  #bareSpans(bare: BareRecord, unit: OffsetUnit, where: ErrorWhere): IncomingDocument['spans'] {
    const offsets = offsetsOf(bare.text, unit);
    const moved = newlineMapping(bare.text);
    return bare.spans.map((span, i) => {
      if (span.id) this.#claim(span.id, where);
      if (span.set !== undefined) this.#knownSet(span.set, where);
      const { fragments } = placeSpan(span, bare.text, offsets, `Span ${i + 1} (${span.type})`, where);
      const extra = unknownFields(BareSpan, span);
      this.#unread.look(extra, bare.text, 'spans[]');
      return {
        ...(span.id && { id: span.id }),
        ...(span.set !== undefined && { set: span.set }),
        type: span.type,
        fragments: fragments.map(([start, end]) => [moved(start), moved(end)]),
        attributes: span.attributes,
        untouched: [],
        slots: [],
        entities: [],
        ...(span.score !== undefined && { score: span.score }),
        ...(Object.keys(extra).length > 0 && { extra }),
      };
    });
  }

  #claim(id: string, where: ErrorWhere): void {
    const line = this.#ids.claim(id, where.line ?? 0);
    if (line !== undefined) throw formatError(COMMON.idOccursTwice(id, line), where);
    this.#claimed.push(id);
  }

  #knownSet(name: string, where: ErrorWhere): void {
    if (this.#sets && !this.#sets.has(name)) {
      throw formatError(MESSAGES.unknownSet(name), where);
    }
  }
}

/** Tokens and sentences must lie in the text, in order; each column has one value a token. */
function assertSegmentation({ segmentation, text }: DocumentLine, where: ErrorWhere): void {
  if (!segmentation) return;
  for (const [what, ranges] of [
    ['Token', segmentation.tokens],
    ['Sentence', segmentation.sentences],
  ] as const) {
    let last = 0;
    for (const [i, [start, end]] of ranges.entries()) {
      if (start < last || end > text.length)
        throw formatError(MESSAGES.outsideOfText(what, i + 1, start, end), where);
      last = start;
    }
  }
  for (const [name, values] of Object.entries(segmentation.columns)) {
    if (values.length !== segmentation.tokens.length)
      throw formatError(MESSAGES.otherLength(name, values.length, segmentation.tokens.length), where);
  }
}

function statedMetadata(bare: BareRecord): Partial<DocumentMetadata> {
  return Object.fromEntries(
    METADATA_FIELDS.flatMap((field) => (bare[field] === undefined ? [] : [[field, bare[field]]])),
  );
}

/** Returns the fields of a loose object that its schema does not name. */
function unknownFields(schema: z.ZodObject, value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !Object.hasOwn(schema.shape, name)));
}

function convertBlocks(
  blocks: NonNullable<DocumentLine['blocks']>,
  text: string,
  offsets: ReturnType<typeof offsetsOf>,
  where: ErrorWhere,
): NonNullable<DocumentLine['blocks']> {
  let last = 0;
  return blocks.map(([kind, start, end], i) => {
    const from = offsets.toUtf16(start);
    const to = offsets.toUtf16(end);
    if (from === null || to === null || from > to || from < last || to > text.length) {
      throw formatError(MESSAGES.blockOutsideOfText(i + 1, kind, start, end), where);
    }
    last = to;
    return [kind, from, to];
  });
}
