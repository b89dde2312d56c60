import type { Bytes, Format, ReadOptions, Surface } from '../define.ts';
import type { TextLine } from '../lines.ts';
import { WITH_COMMENTS, WITHOUT_COMMENTS } from './carries.ts';
import { detectLayout } from './detect.ts';
import { CONLL, isBlankLine, isDocstart } from './layout.ts';
import { OPTIONS, writesComments } from './options.ts';
import { readConll } from './read.ts';
import { writeConll } from './write.ts';

/**
 * Files with one token per row and tags beside it: CoNLL-2002 and 2003 and their successors, with any scheme, separator
 * and number of columns. Tokens and spans only; the text is rebuilt.
 */
export const conll: Format = {
  id: CONLL,
  label: 'CoNLL (BIO, IOB, BIOES, BILOU)',
  extensions: ['conll', 'bio', 'iob', 'iob2', 'bioes', 'bmes', 'conllu', 'conllup'],
  offsetUnit: 'tokens',
  sets: 'one',
  options: OPTIONS,
  readingOptions: [
    'tag-columns',
    'token-column',
    'separator',
    'repair',
    'ragged',
    'blanks',
    'sentences-per-document',
  ],
  cannotHold: [
    'the exact blanks of texts, unless the file has a column for them',
    'spans that overlap in one column of tags, or cut a token',
    'fragments of one span as one',
    'attributes, but for the name of a column of tags',
  ],
  carries: (values) => (writesComments(values) ? WITH_COMMENTS : WITHOUT_COMMENTS),
  sniff,
  read: readConll,
  write: writeConll,
  surfaces: readSurfaces,
};

/** WebAnno's TSV in all versions: its rows have columns and tags, but another numbering and quoting. */
const WEBANNO = /^#FORMAT=WebAnno|^#(?:id|Text|text)=|^ ?# ?\S+ \| /m;

function sniff(name: string, head: Uint8Array): number {
  const text = new TextDecoder().decode(head).replace(/^\ufeff/, '');
  if (WEBANNO.test(text) || /^\s*[{<](?!-- )/.test(text) || text.includes('\u0000')) return 0;
  const lines = text.split(/\r?\n/).map((line, i): TextLine => ({ line: i + 1, text: line }));
  // The last line may be cut off.
  if (lines.length > 2) lines.pop();
  const called = conll.extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`));
  try {
    const found = detectLayout(lines, undefined, {});
    if (!found) return called ? 0.3 : 0;
    if (found.certain && found.regular > 0.9) return called ? 0.98 : 0.9;
    if (found.certain && found.regular > 0.5) return called ? 0.8 : 0.5;
    if (called) return 0.6;
    // Higher than a text file by name, or a column of words would be imported as an article.
    if (hasPlainLabels(lines)) return 0.75;
    return found.regular === 1 && found.vocabulary.has('O') && found.vocabulary.size <= 30 ? 0.5 : 0;
  } catch {
    return called ? 0.5 : 0;
  }
}

/** The tag for "outside" in files whose labels have no letters. */
const OUTSIDE = /^(?:O|o|OTHER|_|-)$/;
const CODE = /^[A-Z][A-Z\d]*(?:[-_./:][A-Za-z\d]+)*$/;
const WORD = /^[A-Za-z][\w./:-]*$/;
/** With this many rows, words are not in columns by chance. */
const MANY_ROWS = 40;

/**
 * Whether lines are columns of words and labels without a letter for the begin of a span (`Ada PERSON`, `walked O`).
 * All rows have the same number of cells, and the last cells have few distinct values: some of them "outside", or all
 * codes. Verses and lists have lines of two words too.
 */
function hasPlainLabels(lines: readonly TextLine[]): boolean {
  const rows = lines
    .filter(({ text }) => !isBlankLine(text) && !text.startsWith('#'))
    .map(({ text }) => text.trim().split(/[ \t]+/))
    .filter((cells) => !isDocstart(cells));
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2 || width < 2 || width > 12) return false;
  const most = rows.length * 0.99;
  if (rows.filter(({ length }) => length === width).length < most) return false;
  const labels = rows.map((cells) => cells.at(-1)!);
  if (new Set(labels).size > Math.max(8, rows.length / 5)) return false;
  const outside = labels.filter((label) => OUTSIDE.test(label)).length;
  const all = (kind: RegExp) =>
    labels.filter((label) => kind.test(label) || OUTSIDE.test(label)).length >= most;
  if (outside >= rows.length / 10) return all(WORD);
  // A table of codes has no words beside them.
  return (
    rows.some(([word = '']) => !CODE.test(word)) && all(CODE) && (outside > 0 || rows.length >= MANY_ROWS)
  );
}

/** Yields spans as the format holds them: their tokens joined by blanks, however the text was rebuilt. */
async function* readSurfaces(input: Bytes, options: ReadOptions): AsyncGenerator<Surface> {
  for await (const item of readConll(input, options)) {
    if (item.kind !== 'document') continue;
    const { text, spans, segmentation, origin } = item.record;
    const tokens = segmentation?.tokens ?? [];
    const starts = new Map(tokens.map(([start], i) => [start, i] as const));
    for (const { fragments } of spans) {
      const [start, end] = fragments[0] ?? [0, 0];
      const words: string[] = [];
      for (let i = starts.get(start) ?? tokens.length; i < tokens.length && tokens[i]![1] <= end; i++)
        words.push(text.slice(...tokens[i]!));
      yield { document: origin.name, span: '', text: words.join(' ') };
    }
  }
}
