import type { ErrorWhere } from '../../contract/errors.ts';
import { MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { formatError, type Bytes } from '../define.ts';
import { readLines } from '../lines.ts';
import { splitUnescaped, unescapeText } from './escapes.ts';
import { FORMAT_LINE, parseLayer, type Layer } from './header.ts';
import { MESSAGES } from './messages.ts';

/** A row: a token, or a part of one (`1-2.1`). Offsets are those in the file. */
export interface Row {
  readonly line: number;
  readonly id: string;
  readonly begin: number;
  readonly end: number;
  readonly text: string;
  readonly part: boolean;
  /** Index of its token in the document, from 0. */
  readonly token: number;
  /** For every column of every layer, the stacked values; `null` for none. */
  readonly cells: readonly (readonly string[] | null)[];
}

export interface TsvSentence {
  readonly line: number;
  readonly id: string | null;
  /** Lines before its rows, except those with its text and id. */
  readonly comments: readonly string[];
  readonly text: string;
  readonly rows: readonly Row[];
}

export interface TsvFile {
  readonly version: string;
  readonly layers: readonly Layer[];
  /** The declarations of the layers, unchanged. */
  readonly declarations: readonly string[];
  /** Lines of the header that declare no layer. */
  readonly comments: readonly string[];
  readonly sentences: readonly TsvSentence[];
}

/** The rows of the longest article have about this many bytes; more cannot be one document. */
const MAX_UNITS = 8 * MAX_ARTICLE_BYTES;

const ROW_ID = /^\d+-\d+(\.\d+)?$/;
const OFFSETS = /^(\d{1,10})-(\d{1,10})$/;

/**
 * Reads the rows of a file without parsing their cells.
 *
 * @throws PostilError `refused` with the line for anything that does not have this shape.
 */
export async function readRows(input: Bytes, file: string): Promise<TsvFile | null> {
  const parser = new Parser(file);
  let units = 0;
  for await (const { line, text } of readLines(input, file)) {
    units += text.length;
    if (units > MAX_UNITS) throw formatError(MESSAGES.tooLarge, { file, line });
    parser.take(text, { file, line });
  }
  return parser.finish();
}

interface OpenSentence {
  line: number;
  id: string | null;
  comments: string[];
  text: string[];
  rows: Row[];
}

class Parser {
  readonly #file: string;
  #version: string | null = null;
  readonly #layers: Layer[] = [];
  readonly #declarations: string[] = [];
  readonly #comments: string[] = [];
  readonly #sentences: TsvSentence[] = [];
  /** Row ids seen so far and their lines. */
  readonly #ids = new Map<string, number>();
  #inHeader = true;
  #columns = 0;
  #tokens = 0;
  #sentence: OpenSentence | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  take(text: string, where: ErrorWhere): void {
    if (this.#version === null) {
      if (text.trim() !== '') this.#version = version(text, where);
    } else if (this.#inHeader) this.#header(text, where);
    else this.#body(text, where);
  }

  finish(): TsvFile | null {
    if (this.#version === null) return null;
    this.#close();
    return {
      version: this.#version,
      layers: this.#layers,
      declarations: this.#declarations,
      comments: this.#comments,
      sentences: this.#sentences,
    };
  }

  #header(text: string, where: ErrorWhere): void {
    if (text === '' || !text.startsWith('#') || /^#(?:Text|Sentence\.id)=/.test(text)) {
      this.#inHeader = false;
      this.#columns = this.#layers.reduce((sum, { columns }) => sum + columns.length, 0);
      return this.#body(text, where);
    }
    const layer = parseLayer(text, where);
    if (!layer) {
      this.#comments.push(text);
      return;
    }
    if (this.#layers.some(({ type }) => type === layer.type))
      throw formatError(MESSAGES.layerTwice(layer.type), where);
    this.#layers.push(layer);
    this.#declarations.push(text);
  }

  #body(text: string, where: ErrorWhere): void {
    if (text === '') return this.#close();
    if (text.startsWith('#') && (this.#sentence?.rows.length ?? 0) === 0) {
      this.#sentence ??= { line: where.line ?? 0, id: null, comments: [], text: [], rows: [] };
      const { comments, text: texts } = this.#sentence;
      const value = unescapeText(text.slice(text.indexOf('=') + 1), Number(this.#version));
      if (text.startsWith('#Text=')) texts.push(value);
      else if (text.startsWith('#Sentence.id=')) this.#sentence.id = value;
      else comments.push(text);
      return;
    }
    if (!this.#sentence || this.#sentence.text.length === 0) {
      throw formatError(MESSAGES.outsideSentence(text), where, MESSAGES.sentenceForm);
    }
    this.#sentence.rows.push(this.#row(text, where));
  }

  #row(text: string, where: ErrorWhere): Row {
    const [id = '', offsets = '', token, ...cells] = text.split('\t');
    if (!ROW_ID.test(id)) {
      throw formatError(MESSAGES.noTokenNumber(id), where, MESSAGES.tokenNumberForm);
    }
    const match = OFFSETS.exec(offsets);
    if (!match || token === undefined) {
      throw formatError(match ? MESSAGES.noWord : MESSAGES.noOffsets(offsets), where, MESSAGES.rowForm);
    }
    const earlier = this.#ids.get(id);
    if (earlier !== undefined) throw formatError(MESSAGES.rowTwice(id, earlier), where);
    this.#ids.set(id, where.line ?? 0);
    // Every row ends with a TAB (except perhaps the last one of a file), so the empty last cell is no column.
    const stated = cells.at(-1) === '' ? cells.length - 1 : cells.length;
    if (stated < this.#columns || cells.slice(this.#columns).some((cell) => cell !== '')) {
      throw formatError(MESSAGES.otherColumns(stated + 3, this.#columns + 3), where);
    }
    const [begin, end] = [Number(match[1]), Number(match[2])];
    if (begin > end) throw formatError(MESSAGES.rowBackwards(begin, end), where);
    if (begin > MAX_ARTICLE_BYTES) throw formatError(MESSAGES.beginsPastArticle(begin), where);
    const part = id.includes('.');
    if (!part) this.#tokens++;
    else if (this.#sentence?.rows.length === 0) throw formatError(MESSAGES.partWithoutToken(id), where);
    return {
      line: where.line ?? 0,
      id,
      begin,
      end,
      text: token,
      part,
      token: this.#tokens - 1,
      cells: cells.slice(0, this.#columns).map((cell) => (cell === '_' ? null : splitUnescaped(cell, '|'))),
    };
  }

  #close(): void {
    if (!this.#sentence) return;
    const { line, text, rows, ...rest } = this.#sentence;
    if (rows.length === 0)
      throw formatError(MESSAGES.sentenceWithoutRows, {
        file: this.#file,
        line,
      });
    this.#sentences.push({ ...rest, line, text: text.join('\n'), rows });
    this.#sentence = null;
  }
}

function version(text: string, where: ErrorWhere): string {
  const match = /^#FORMAT=WebAnno TSV (\d+)(?:\.(\d+))?\s*$/.exec(text);
  if (match?.[1] === '3' && match[2] !== undefined) return `3.${match[2]}`;
  if (match?.[1] === '3') throw formatError(MESSAGES.noMinorVersion(text), where, MESSAGES.usualVersion);
  const older = match ? text.slice(FORMAT_LINE.length).trim() : olderVersion(text);
  throw formatError(
    older === null ? MESSAGES.notWebAnno(FORMAT_LINE, text) : MESSAGES.olderVersion(older),
    where,
    older === null ? undefined : MESSAGES.exportAsVersion3,
  );
}

/** Returns which of versions 1 and 2 a first line shows, because those files do not name theirs; `null` if neither. */
export function olderVersion(line: string): string | null {
  if (/^\s?#\s*[\w$]+(?:\.[\w$]+)+\s*\|/.test(line)) return '2';
  return /^#(?:id|text)=/.test(line) ? '1 or 2' : null;
}
