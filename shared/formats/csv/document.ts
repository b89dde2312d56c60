import type { ErrorWhere } from '../../contract/errors.ts';
import { readableQuote } from '../../model/fragments.ts';
import type { Document } from '../../model/document.ts';
import { isUid, newUid, type Uid } from '../../model/uid.ts';
import { decodeText, MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { readArticle } from '../../text/intake.ts';
import { OFFSET_UNITS, offsetsOf, type OffsetUnit } from '../../text/offsets.ts';
import { originalTexts } from '../../text/original.ts';
import { formatError, UNIT_OPTION, type Incoming, type ReadOptions } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import { incomingDocument, incomingSpan, unannotated } from '../incoming.ts';
import { assertText } from '../json-record.ts';
import { readAll } from '../lines.ts';
import { COMMON } from '../messages.ts';
import type { IncomingDocument } from '../records.ts';
import { show } from '../show.ts';
import { sourceText, type SourceText } from '../source-text.ts';
import { readStatedMetadata } from '../stated-metadata.ts';
import { mostFitting, unitOf, type QuotedRange } from '../units.ts';
import { MESSAGES } from './messages.ts';
import type { TableRow, TableSpan } from './rows.ts';

/** The text of a document, with the line ends with which the table's offsets count. */
interface Found {
  readonly raw: string;
  /** A note if it is not the text that the rows name. */
  readonly told?: string;
  /** Where it was found: a file, or the table itself. */
  readonly file: string;
  record(text: string): IncomingDocument;
}

/** Reads the rows of one document as a document with spans. */
export async function* readDocument(
  rows: readonly TableRow[],
  options: ReadOptions,
  number: number,
): AsyncGenerator<Incoming> {
  const { where } = rows[0]!;
  const found = await requireText(rows, options, number);
  if (found.told !== undefined) yield { kind: 'note', message: found.told, where };
  const units = unitsOf(rows, found.raw, options, where);
  if (units.told !== null) yield { kind: 'note', message: units.told, where };
  const sources = new Map<OffsetUnit, SourceText>();
  const source = (unit: OffsetUnit) => {
    const known = sources.get(unit) ?? sourceText(found.raw, unit);
    sources.set(unit, known);
    return known;
  };
  const { text, carriageReturns, note } = source(units.usual);
  if (note !== null) yield { kind: 'note', message: note, where: { ...where, file: found.file } };
  const record = found.record(text);
  if (carriageReturns > 0 && record.origin.carriageReturns === undefined)
    record.origin = { ...record.origin, carriageReturns };
  const ids = readIds(rows);
  if (ids) delete record.localIds;
  else record.localIds = true;
  for (const [i, { span, where: at }] of rows.entries()) {
    if (!span) continue;
    const what = `The span ${show(span.text ?? span.type)}`;
    const unit = units.of(span);
    const fragments = unlessFaulty(options.leaveOut, 'annotation', () =>
      source(unit).place({ fragments: span.fragments, text: span.text }, what, at),
    );
    if (!fragments) continue;
    const made = incomingSpan(span.type, fragments, {
      id: ids?.[i] ?? newUid(),
      ...(span.set !== undefined && { set: span.set }),
      ...(span.score !== undefined && { score: span.score }),
      ...(span.author !== '' && { author: span.author }),
      attributes: { ...span.attributes },
    });
    record.spans.push(made);
    if (span.note !== '') record.notes.push({ span: made.id, body: span.note });
  }
  yield { kind: 'document', record, where };
}

/** Returns the ids of the rows if all are UUIDs, which are globally unique. */
function readIds(rows: readonly TableRow[]): (Uid | undefined)[] | null {
  const seen = new Map<string, number>();
  const ids: (Uid | undefined)[] = [];
  for (const { span, where } of rows) {
    if (span && !isUid(span.id)) return null;
    const line = span && seen.get(span.id);
    if (span && line !== null && line !== undefined)
      throw formatError(COMMON.idOccursTwice(span.id, line), {
        ...where,
        field: 'span_id',
      });
    if (span) seen.set(span.id, where.line ?? 0);
    ids.push(span && isUid(span.id) ? span.id : undefined);
  }
  return ids;
}

/** Returns the unit of each row: the forced one, else that of its column, else the one that the words prove. */
function unitsOf(rows: readonly TableRow[], raw: string, { values }: ReadOptions, where: ErrorWhere) {
  const forced = (values?.[UNIT_OPTION] ?? 'auto') !== 'auto';
  const open = rows.flatMap(({ span }) => (span && (forced || span.unit === undefined) ? span : []));
  const quoted = quotedRanges(rows.filter(({ span }) => span && open.includes(span)));
  const stated = rows.find(({ span }) => span?.unit !== undefined)?.span?.unit;
  if (open.length === 0)
    return { usual: stated ?? 'codepoint', told: null, of: (span: TableSpan) => span.unit! };
  const { unit, told } = unitOf(raw, quoted, 'codepoint', values, where);
  return { usual: unit, told, of: (span: TableSpan) => (forced ? unit : (span.unit ?? unit)) };
}

/** Returns the ranges of the rows that have words. */
function quotedRanges(rows: readonly TableRow[]): QuotedRange[] {
  return rows.flatMap(({ span }) => {
    const [place, ...more] = span?.fragments ?? [];
    if (!place || more.length > 0 || span?.text === undefined) return [];
    return { start: place[0], end: place[1], text: span.text };
  });
}

/** Returns the text of the rows' document: in the table, in a neighbouring file, or in the project. */
async function requireText(rows: readonly TableRow[], options: ReadOptions, number: number): Promise<Found> {
  const { file, siblings, companion, findDocument } = options;
  const { document, where } = rows[0]!;
  const title = rows.find((row) => row.title !== '')?.title ?? '';
  const published = rows.find((row) => row.published !== '')?.published ?? '';
  const { metadata, name: stated } = readStatedMetadata(rows[0]!.more);
  const make = (name: string) => (text: string) => {
    const record = incomingDocument(text, {
      ...metadata,
      name: stated ?? name,
      title: title.slice(0, 1000),
      published: published.slice(0, 40),
    });
    if (isUid(document)) record.id = document;
    return record;
  };
  const withText = rows.find(({ article }) => article !== '');
  if (withText) {
    const other = rows.find(({ article }) => article !== '' && article !== withText.article);
    if (other) throw formatError(MESSAGES.otherText(withText.where.record), other.where);
    assertText(withText.article, withText.where);
    const base = file.replace(/\.[^.]*$/, '');
    return { raw: withText.article, file, record: make(document === '' ? `${base} ${number}` : document) };
  }
  const beside = async (name: string): Promise<Found | null> => {
    if (name === file || (siblings && !siblings.has(name))) return null;
    const bytes = await companion?.(name);
    if (!bytes) return null;
    const content = await readAll(bytes, name, MAX_ARTICLE_BYTES);
    const { text, encoding } = decodeText(content, name);
    // Offsets of our own tables count in the article of the project, without the header of its file.
    const article = readArticle(content, name).document;
    const raw = article ? mostFitting([text, article.text], quotedRanges(rows)) : text;
    const record = (plain: string) => {
      const made = make(name)(plain);
      if (article && raw !== text) {
        const { header, extra, origin } = article;
        return { ...made, header, ...(extra && { extra }), origin };
      }
      made.origin.encoding = encoding;
      return made;
    };
    return { raw, file: name, record };
  };
  const own = file.replace(/\.[^.]*$/, '.txt');
  // Our own tables name the article by its id, which only the original project knows, and by its file.
  const names = [...new Set(document === '' ? [] : [stated ?? document, document])];
  for (const name of document === '' ? [own] : names.flatMap((each) => [each, `${each}.txt`])) {
    const found = await beside(name);
    if (found) return found;
  }
  let known: Document | null | undefined;
  for (const name of names.toReversed())
    known ??= await findDocument?.(isUid(name) ? { id: name } : { name });
  if (known) {
    const raw = mostFitting(originalTexts(known), quotedRanges(rows));
    // The importer converts the offsets from the file's text to the text without its header.
    const record = (text: string) =>
      text === known.text ? unannotated(known) : { ...unannotated(known), text, header: '' };
    return { raw, file, record };
  }
  // A text named like the table, but not like the document in it: only the words can prove that it is the right one.
  const likely = document === '' ? null : await beside(own);
  if (likely && allWordsFit(rows, likely.raw)) return { ...likely, told: MESSAGES.wordsMatch(document, own) };
  const named = names[0]!;
  const expected = document === '' ? own : /\.(?:txt|md)$/i.test(named) ? named : `${named}.txt`;
  throw formatError(
    document === '' ? MESSAGES.noText : MESSAGES.noTextFor(named),
    where,
    MESSAGES.putTextBeside(expected),
  );
}

/** Whether rows have words, and all of them are at their offsets in some unit. */
function allWordsFit(rows: readonly TableRow[], raw: string): boolean {
  const quoted = rows.flatMap(({ span }) => (span?.text !== undefined && span.text !== '' ? span : []));
  return (
    quoted.length > 0 &&
    OFFSET_UNITS.some((unit) => {
      const offsets = offsetsOf(raw, unit);
      return quoted.every(({ fragments, text }) => {
        const places = fragments.map(
          ([start, end]) => [offsets.toUtf16(start), offsets.toUtf16(end)] as const,
        );
        if (!places.every((place): place is [number, number] => !place.includes(null))) return false;
        return readableQuote(raw, places) === text;
      });
    })
  );
}
