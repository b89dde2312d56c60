import type { BlockKind } from '../model/document.ts';

/** A block as a mutable tuple, which fits both the model's `Block` and the stored form. */
export type FoundBlock = [kind: BlockKind, start: number, end: number];

/** One line of a text, without its LF; offsets in UTF-16 code units. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines between two blank lines. */
type Chunk = readonly Line[];

const BULLET = /^[^\S\n]*(?:[-*•‣◦] |•(?=\S))/u;
const NUMBER = /^[^\S\n]*(\d{1,3})[.)] /u;
const ATX_HEADING = /^ {0,3}#{1,6}(?: |$)/;
const SETEXT_UNDERLINE = /^ {0,3}(?:={2,}|-{2,})[^\S\n]*$/;
const QUOTED_LINE = /^ {0,3}>/;
const SENTENCE_END = /[.!?…:;,。！？：；][”’"'»)\]]*[^\S\n]*$/u;

/**
 * Divides a text into blocks `[kind, start, end)`: sorted, disjoint, from the beginning of a line to the end
 * of one without its line break. Every character that is not white space lies in a block; nothing is trimmed.
 *
 * Markers (`# `, `> `, `- `, quotation marks) stay inside their block: the text is verbatim, and a character
 * outside of every block could be neither shown nor annotated. Only LF ends a line, so that line counts agree
 * with other tools. A line end is always a grapheme boundary, so no block cuts a grapheme.
 */
export function findBlocks(text: string, options: { readonly markdown?: boolean } = {}): FoundBlock[] {
  const markdown = options.markdown ?? false;
  const chunks = chunksOf(text, markdown);
  const numbered = numberedLines(chunks);
  const blocks: FoundBlock[] = [];
  for (const [i, chunk] of chunks.entries()) {
    const first = blocks.length === 0 && i === 0;
    for (const [kind, lines] of divide(chunk, markdown, numbered)) {
      const start = lines[0]?.start ?? 0;
      const end = lines.at(-1)?.end ?? start;
      const plain = kind === 'paragraph';
      const found: BlockKind =
        plain && first && isHeadline(lines, chunk, chunks[i + 1])
          ? 'headline'
          : plain && isQuotation(text.slice(start, end))
            ? 'quote'
            : kind;
      blocks.push([found, start, end]);
    }
  }
  return blocks;
}

function chunksOf(text: string, markdown: boolean): Chunk[] {
  const chunks: Line[][] = [];
  let current: Line[] = [];
  let blank = false;
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    if (line.trim() === '') {
      // Blank lines at the very top or bottom tell nothing about how paragraphs are separated.
      if (current.length > 0) {
        chunks.push(current);
        current = [];
      }
    } else {
      if (current.length === 0 && chunks.length > 0) blank = true;
      current.push({ start, end, text: line });
    }
    start = end + 1;
  }
  if (current.length > 0) chunks.push(current);
  const [only] = chunks;
  // Markdown joins adjacent lines by definition. In plain text without blank lines, each line is a paragraph.
  return !blank && !markdown && only && !isWrapped(only) ? only.map((line) => [line]) : chunks;
}

/** Whether the lines have similar lengths and mostly break inside sentences, that is, are one hard-wrapped paragraph. */
function isWrapped(lines: Chunk): boolean {
  const inner = lines.slice(0, -1);
  if (inner.length < 2) return false;
  const ended = inner.filter((line) => SENTENCE_END.test(line.text)).length;
  return ended * 2 < inner.length && inner.every((line) => line.text.length >= 40 && line.text.length <= 120);
}

/**
 * Finds lines that begin with a number and belong to a numbered list: another such line has the number before or after. A number
 * alone may begin a sentence (“1. FC Köln won”, “1945. The war …”).
 */
function numberedLines(chunks: readonly Chunk[]): ReadonlySet<Line> {
  const candidates: { line: Line; number: number }[] = [];
  for (const line of chunks.flat()) {
    const match = NUMBER.exec(line.text);
    if (match) candidates.push({ line, number: Number(match[1]) });
  }
  const counted = new Set<Line>();
  for (const [i, { line, number }] of candidates.entries()) {
    const next = candidates[i + 1];
    if (next?.number !== number + 1) continue;
    counted.add(line);
    counted.add(next.line);
  }
  return counted;
}

function* divide(
  chunk: Chunk,
  markdown: boolean,
  numbered: ReadonlySet<Line>,
): Generator<readonly [BlockKind, Line[]]> {
  let kind: BlockKind = 'paragraph';
  let lines: Line[] = [];
  for (const [i, line] of chunk.entries()) {
    const next = beginning(line, chunk[i + 1], markdown, numbered);
    // A heading ends with its line (and its underline); blocks of other kinds continue until a new one begins.
    const underline = kind === 'headline' && markdown && lines.length === 1 && isUnderline(line, lines[0]);
    const runsOn =
      lines.length > 0 &&
      (underline || (next === null && kind !== 'headline') || (next === 'quote' && kind === 'quote'));
    if (!runsOn) {
      if (lines.length > 0) yield [kind, lines];
      lines = [];
      kind = next ?? 'paragraph';
    }
    lines.push(line);
  }
  if (lines.length > 0) yield [kind, lines];
}

function isUnderline(line: Line, above: Line | undefined): boolean {
  return SETEXT_UNDERLINE.test(line.text) && above !== undefined && !ATX_HEADING.test(above.text);
}

/** Returns the kind of block that begins with this line, or `null` if the line continues the block above. */
function beginning(
  line: Line,
  below: Line | undefined,
  markdown: boolean,
  numbered: ReadonlySet<Line>,
): BlockKind | null {
  if (markdown && ATX_HEADING.test(line.text)) return 'headline';
  if (markdown && QUOTED_LINE.test(line.text)) return 'quote';
  if (BULLET.test(line.text) || numbered.has(line)) return 'item';
  // Only the first line of a chunk can have an underline: in the middle of a chunk, dashes are a rule.
  if (markdown && below && SETEXT_UNDERLINE.test(below.text) && !SETEXT_UNDERLINE.test(line.text))
    return 'headline';
  return null;
}

/** Whether a chunk is a single short line, not a full sentence, above a longer paragraph. False in case of doubt. */
function isHeadline(lines: Chunk, chunk: Chunk, below: Chunk | undefined): boolean {
  const [line] = lines;
  if (!line || chunk.length !== 1 || !below) return false;
  const text = line.text.trim();
  const longer = below.reduce((sum, { text: inner }) => sum + inner.trim().length, 0);
  return (
    text.length >= 4 &&
    text.length <= 150 &&
    /\p{L}{2}/u.test(text) &&
    !SENTENCE_END.test(text) &&
    !/^["“„«]/u.test(text) &&
    longer >= 60 &&
    longer > text.length
  );
}

const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['「', '」'],
];

/** Whether a paragraph is one quotation from its first to its last character. */
function isQuotation(paragraph: string): boolean {
  const text = paragraph.trim();
  if (text.length < 3) return false;
  const inner = text.slice(1, -1);
  if (text.startsWith('"') && text.endsWith('"')) return !inner.includes('"');
  // “We did,” he said. “We will.” begins and ends with marks but closes in between.
  return PAIRS.some(
    ([open, close]) =>
      text.startsWith(open) && text.endsWith(close) && !inner.includes(open) && !inner.includes(close),
  );
}
