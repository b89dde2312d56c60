import type { ErrorWhere } from '../../contract/errors.ts';
import type { DocumentOrigin } from '../../model/document.ts';
import { normaliseFragments, type Fragment } from '../../model/fragments.ts';
import { decodeText } from '../../text/decode.ts';
import { newlineMapping, newlineNote, normaliseNewlines } from '../../text/newlines.ts';
import { offsetsOf, type Offsets, type OffsetUnit } from '../../text/offsets.ts';
import { formatError, type OptionValues } from '../define.ts';
import { COMMON } from '../messages.ts';
import { OFFSET_UNIT_WORDS, unitOf, type QuotedRange } from '../units.ts';
import { MESSAGES } from './messages.ts';

/** How the tool that wrote the offsets read the text: brat changes nothing, others drop a mark or change line ends. */
interface View {
  readonly text: string;
  /** Converts an offset of the view to a UTF-16 offset in the document's text. */
  readonly moved: (offset: number) => number;
  readonly told: string | null;
}

/** The location of a file's annotation in the document's text. */
export interface Placed {
  readonly fragments: [start: number, end: number][];
  /** The fragments in the order of the file, if that differs from the order of the text. */
  readonly order?: readonly Fragment[];
  /** The rest of the text field after the covered text. */
  readonly tail: string;
  /** The number of following lines that belonged to the text field. */
  readonly joined: number;
  readonly repair: 'no text' | 'fragments joined without a blank' | 'touching fragments' | null;
}

/** The text of annotations, with the mapping of file offsets to it. */
export class StandoffText {
  readonly text: string;
  readonly encoding: NonNullable<DocumentOrigin['encoding']>;
  readonly carriageReturns: number;
  /** Notes for people on line ends, mark and unit. */
  readonly notes: readonly string[];
  readonly #view: View;
  readonly #offsets: Offsets;
  readonly #unit: OffsetUnit;

  constructor(
    bytes: Uint8Array,
    quotes: readonly QuotedRange[],
    values: OptionValues | undefined,
    file: string,
  ) {
    const { text: raw, encoding } = decodeText(bytes, file);
    const { text, count } = normaliseNewlines(raw);
    this.text = text;
    this.encoding = encoding;
    this.carriageReturns = count;
    const found = views(raw, text, bytes)
      .map((view) => ({ view, ...unitOf(view.text, quotes, 'codepoint', values, { file }) }))
      .map((candidate) => {
        const offsets = offsetsOf(candidate.view.text, candidate.unit);
        return { ...candidate, offsets, fits: countFits(candidate.view.text, offsets, quotes) };
      });
    const { view, unit, told, offsets } = found.reduce((a, b) => (b.fits > a.fits ? b : a));
    this.#view = view;
    this.#offsets = offsets;
    this.#unit = unit;
    this.notes = [newlineNote(count), view.told, told].filter((note) => note !== null);
  }

  /**
   * Returns the fragments of an annotation after checking them against its text field.
   *
   * @param more lines that follow it and are no annotations: the rest of a text field with line breaks in it
   * @throws PostilError `refused` with the annotation's line.
   */
  place(
    what: string,
    places: readonly Fragment[],
    stated: string | undefined,
    more: readonly string[],
    where: ErrorWhere,
  ): Placed {
    const placed = places.map(([start, end]): Fragment => this.#range(what, start, end, where));
    for (const [i, [start, end]] of placed.entries()) {
      if (placed.slice(0, i).some((other) => end > other[0] && start < other[1]))
        throw formatError(MESSAGES.overlappingFragments(what), where);
    }
    const { moved } = this.#view;
    const stands = placed.map(([start, end]): Fragment => [moved(start), moved(end)]);
    const fragments = normaliseFragments(stands).map(([start, end]): [number, number] => [start, end]);
    const inOrder = stands.every(([start], i) => i === 0 || stands[i - 1]![0] <= start);
    const found = { fragments, ...(!inOrder && { order: stands }) };
    const pieces = placed.map(([start, end]) => this.#view.text.slice(start, end));
    const touching = fragments.length < places.length ? ('touching fragments' as const) : null;
    const covered = pieces.join(' ');
    if (stated === undefined || (stated.trim() === '' && covered.trim() !== ''))
      return { ...found, tail: '', joined: 0, repair: 'no text' };
    let field = stated;
    for (let joined = 0; joined <= more.length; joined++) {
      if (joined > 0) field += `\n${more[joined - 1]!}`;
      const tail = tailBehind(covered, field);
      if (tail !== null) return { ...found, tail, joined, repair: touching };
    }
    // Before version 1.3, brat put nothing between fragments.
    if (pieces.length > 1 && tailBehind(pieces.join(''), stated) !== null)
      return { ...found, tail: '', joined: 0, repair: 'fragments joined without a blank' };
    throw formatError(
      MESSAGES.otherText(what, stated, covered),
      where,
      MESSAGES.offsetsReadAs(OFFSET_UNIT_WORDS[this.#unit]),
    );
  }

  #range(what: string, start: number, end: number, where: ErrorWhere): Fragment {
    if (start < 0) throw formatError(MESSAGES.startsBeforeText(what, start), where);
    if (start > end) throw formatError(COMMON.endsBeforeStart(what, start, end), where);
    if (end > this.#offsets.length)
      throw formatError(COMMON.pastTheEnd(what, end, this.#offsets.length), where, MESSAGES.isThisTheText);
    const [from, to] = [this.#offsets.toUtf16(start), this.#offsets.toUtf16(end)];
    if (from === null || to === null)
      throw formatError(COMMON.cutsCharacter(what, start, end), where, MESSAGES.isThisTheText);
    return [from, to];
  }
}

function views(raw: string, text: string, bytes: Uint8Array): View[] {
  const kept = newlineMapping(raw);
  const list: View[] = [{ text: raw, moved: kept, told: null }];
  if (text.length !== raw.length)
    list.push({ text, moved: (offset) => offset, told: MESSAGES.crlfCountedOnce });
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    list.push({
      text: `\ufeff${raw}`,
      moved: (offset) => kept(Math.max(0, offset - 1)),
      told: MESSAGES.byteOrderMarkCounted,
    });
  }
  return list;
}

function countFits(text: string, offsets: Offsets, quotes: readonly QuotedRange[]): number {
  let fits = 0;
  for (const quoted of quotes) {
    const [start, end] = [offsets.toUtf16(quoted.start), offsets.toUtf16(quoted.end)];
    if (start !== null && end !== null && tailBehind(text.slice(start, end), quoted.text ?? '') !== null)
      fits++;
  }
  return fits;
}

/**
 * Returns what follows the covered text in a text field; `null` if the field does not begin with it. The field may have
 * blanks instead of line breaks and TABs, and may lack the blanks at the end.
 */
function tailBehind(covered: string, field: string): string | null {
  if (covered === field) return '';
  const [expected, found] = [plainBlanks(covered), plainBlanks(field)];
  if (found.trimEnd() === expected.trimEnd()) return '';
  if (!found.startsWith(expected) || found[expected.length] !== ' ') return null;
  return expected === '' ? null : found.slice(expected.length).trim();
}

function plainBlanks(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[\s\u0085\u001c-\u001f]/g, ' ');
}
