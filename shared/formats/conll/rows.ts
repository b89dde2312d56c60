import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { isTag } from '../iob.ts';
import { tagPieces } from './joint.ts';
import { isArrowComment, isBlankLine, isDocstart, splitCells, type Layout } from './layout.ts';
import { splitPipes } from './detect.ts';
import { MESSAGES } from './messages.ts';

/** The kind of a line. A row has as many cells as the file has columns, or more if rows list their tags. */
export type LineKind =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'docstart'; readonly cells: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly string[])[]; readonly sequence: boolean };

/** Receives repairs of rows, to be counted. */
export type TellRepair = (what: string, line: number) => void;

/** Reads lines according to a layout. */
export class RowReader {
  readonly #layout: Layout;
  readonly #vocabulary: ReadonlySet<string>;
  readonly #fill: boolean;
  readonly #file: string;
  readonly #tell: TellRepair;
  /** Rows of data so far: only the first one can be the header. */
  #header: string | null = null;
  #seen = false;

  constructor(
    layout: Layout,
    {
      vocabulary,
      fill,
      file,
      tell,
    }: { vocabulary: ReadonlySet<string>; fill: boolean; file: string; tell: TellRepair },
  ) {
    this.#layout = layout;
    this.#vocabulary = vocabulary;
    this.#fill = fill;
    this.#file = file;
    this.#tell = tell;
  }

  /** @throws PostilError `refused` with the line for rows with other columns than the rest. */
  read(text: string, line: number): LineKind {
    const { separator, header } = this.#layout;
    if (isBlankLine(text)) return { kind: 'blank' };
    const odd = /[\u0000\r]/.exec(text);
    if (odd) {
      const what = odd[0] === '\r' ? 'A carriage return' : 'A NUL character';
      throw formatError(MESSAGES.occursInside(what), { file: this.#file, line });
    }
    if (isArrowComment(text)) return { kind: 'comment', text };
    const cells = splitCells(text, separator);
    if (isDocstart(cells)) return { kind: 'docstart', cells };
    if (separator === 'pipes') {
      const { length } = this.#layout.columns;
      return {
        kind: 'rows',
        rows: cells.flatMap((cell) => this.#fit(splitPipes(cell, length), line)),
        sequence: true,
      };
    }
    if (text.startsWith('#') && !this.#isToken(cells)) return { kind: 'comment', text };
    // Concatenated files repeat their header.
    if (header === 'row' && (!this.#seen || text === this.#header)) {
      this.#seen = true;
      this.#header = text;
      return { kind: 'rows', rows: [], sequence: false };
    }
    return { kind: 'rows', rows: this.#fit(cells, line), sequence: false };
  }

  /** Whether a row that begins with "#" is a token: it has the right columns, and tags in the tag columns. */
  #isToken(cells: readonly string[]): boolean {
    const { columns, tags, token, numbered, scheme, stack } = this.#layout;
    if (numbered && tags.length === 0) return false;
    if (cells.length !== columns.length && !(stack && cells.length > columns.length)) return false;
    if (numbered && !/^\d/.test(cells[0] ?? '')) return false;
    if (stack) return cells.slice(token + 1).every(isTag);
    return tags.every((column) => {
      const cell = cells[column] ?? '';
      return scheme === 'plain' ? this.#vocabulary.has(cell) : cell === '_' || tagPieces(cell).every(isTag);
    });
  }

  /** Returns a row with as many cells as there are columns; several rows if a token with blanks was cut. */
  #fit(found: readonly string[], line: number): (readonly string[])[] {
    const { columns, token, tags, separator, numbered } = this.#layout;
    const where = { file: this.#file, line };
    let cells = found;
    while (cells.length > columns.length && cells.at(-1) === '') cells = cells.slice(0, -1);
    if (cells.length > columns.length && this.#isStacked(cells)) return [cells];
    if (cells.length !== columns.length) return this.#ragged(cells, line, where);
    const form = cells[token]!;
    if (form === '') {
      if (!this.#fill) throw formatError(MESSAGES.noToken, where, MESSAGES.setRagged);
      this.#tell('rows without a token were left out', line);
      return [];
    }
    // CoNLL-U allows blanks within words; elsewhere a blank is a misplaced separator.
    if (separator !== 'tab' || !form.includes(' ') || (numbered && tags.length === 0)) return [cells];
    if (!this.#fill) throw formatError(MESSAGES.blankInToken(form), where, MESSAGES.setRagged);
    this.#tell('tokens that contain spaces were split', line);
    return this.#cut(
      cells,
      form.split(' ').filter((piece) => piece !== ''),
    );
  }

  #isStacked(cells: readonly string[]): boolean {
    const { token, tags, columns, header } = this.#layout;
    if (header !== 'none' || tags.length === 0 || tags.length !== columns.length - token - 1) return false;
    return cells.slice(token + 1).every(isTag);
  }

  #ragged(cells: readonly string[], line: number, where: ErrorWhere): (readonly string[])[] {
    const { columns, token, tags, separator } = this.#layout;
    const width = columns.length;
    if (!this.#fill) {
      const count = `${cells.length} ${cells.length === 1 ? 'column' : 'columns'}`;
      throw formatError(MESSAGES.otherWidth(count, width, cells.join(' ')), where, MESSAGES.setRagged);
    }
    if (cells.length < width) {
      this.#tell('rows with missing columns were filled, outside every span', line);
      const filled = [...cells];
      for (let i = cells.length; i < width; i++) filled.push(tags.includes(i) ? 'O' : '_');
      // A single remaining column is the token, whatever its position.
      if (cells.length === 1 && token > 0) [filled[0], filled[token]] = ['_', cells[0]!];
      return [filled];
    }
    if (separator === 'tab') {
      this.#tell('extra columns at the end of rows were left out', line);
      return this.#fit(cells.slice(0, width), line);
    }
    this.#tell('tokens that contain spaces were split', line);
    const surplus = cells.length - width;
    const pieces = cells.slice(token, token + surplus + 1);
    return this.#cut([...cells.slice(0, token), '', ...cells.slice(token + surplus + 1)], pieces);
  }

  /** Returns one row per piece of a token; the token's tag continues over all of them. */
  #cut(cells: readonly string[], pieces: readonly string[]): (readonly string[])[] {
    const { token, tags } = this.#layout;
    return pieces.map((piece, n) =>
      cells.map((cell, i) => {
        if (i === token) return piece;
        return n > 0 && tags.includes(i) ? cell.replace(/^[BSU](?=[-_])/, 'I') : cell;
      }),
    );
  }
}
