import type { BlockKind } from '../../model/document.ts';
import { directionOf } from '../../text/direction.ts';
import { patternsOf } from '../../model/patterns.ts';
import { pageColour, type Use } from '../annotated/colours.ts';
import { escaped } from '../annotated/legible.ts';
import type { Mark, Piece, Run } from '../annotated/marks.ts';
import { MESSAGES } from '../annotated/messages.ts';
import { lineText, markerOf } from '../annotated/plain.ts';
import type { LegendEntry, Line, Part, Phrase } from '../annotated/parts.ts';
import type { Pages } from '../annotated/write.ts';
import type { ExportView } from '../tables/view.ts';
import { ZipWriter, type ZipPart } from '../zip/write.ts';
import {
  CONTENT_TYPES,
  coreProperties,
  DOCUMENT_BEGIN,
  DOCUMENT_END,
  DOCUMENT_RELATIONS,
  FOOTER,
  PACKAGE_RELATIONS,
  STYLES,
  TEXT_WIDTH,
} from './parts.ts';

const BLOCKS: Readonly<Record<BlockKind, string>> = {
  headline: 'Headline',
  paragraph: 'Paragraph',
  quote: 'Quote',
  item: 'Item',
};
/** The kinds of underline that are closest to the patterns of the window, in their order. Cues are dotted. */
const UNDERLINES = ['thick', 'double', 'dotDash', 'wave', 'dottedHeavy', 'single', 'dash'] as const;
/** Names of bookmarks that begin so are not listed by word processors. */
const HIDDEN = '_';

/** One file for word processors. The text is compressed and handed on as it is written. */
export class DocxPages implements Pages {
  readonly #view: ExportView;
  readonly #names: boolean;
  /** By the index of a type. */
  readonly #patterns: readonly number[];
  readonly #zip = new ZipWriter();
  readonly #text: ZipPart;
  #articles = 0;
  #bookmarks = 0;
  /** The ids of the bookmarks of pieces that have begun, by the id of the piece. */
  readonly #open = new Map<number, number>();

  constructor(view: ExportView, title: string, names: boolean) {
    this.#view = view;
    this.#names = names;
    this.#patterns = patternsOf(view.scheme?.types ?? []);
    this.#zip.add('[Content_Types].xml', CONTENT_TYPES);
    this.#zip.add('_rels/.rels', PACKAGE_RELATIONS);
    this.#zip.add('docProps/core.xml', coreProperties(title));
    this.#zip.add('word/_rels/document.xml.rels', DOCUMENT_RELATIONS);
    this.#zip.add('word/styles.xml', STYLES);
    this.#zip.add('word/footer1.xml', FOOTER);
    this.#text = this.#zip.part('word/document.xml');
    this.#text.add(DOCUMENT_BEGIN);
  }

  begin(): Uint8Array[] {
    this.#articles++;
    return [];
  }

  add(part: Part): Uint8Array[] {
    if (part.kind === 'title') {
      const newPage = this.#articles > 1 ? '<w:pageBreakBefore/>' : '';
      this.#text.add(paragraph('Title', run(part.text), directionOf(part.text), newPage));
    } else if (part.kind === 'facts') {
      this.#text.add(this.#line('Facts', part.line));
    } else if (part.kind === 'legend') {
      this.#text.add(paragraph('Legend', this.#legend(part.entries)));
    } else if (part.kind === 'block') {
      const runs = part.runs.map((each) => this.#run(each, part.direction)).join('');
      this.#text.add(paragraph(BLOCKS[part.block], runs, part.direction));
    } else this.#table(part);
    return this.#zip.taken();
  }

  end(): Uint8Array[] {
    this.#text.end(DOCUMENT_END);
    return this.#zip.end();
  }

  #legend(entries: readonly LegendEntry[]): string {
    return entries
      .map(
        ({ mark, count }) =>
          `${this.#example(mark)}${run(`\u00a0${MESSAGES.count(count)}    `, style('Grey'))}`,
      )
      .join('');
  }

  #example(mark: Mark): string {
    // Words of the legend stay together.
    const label = mark.label.replaceAll(' ', '\u00a0');
    if (mark.look === 'cue') return run(label, CUE);
    if (mark.look === 'mention') return run(label, this.#marked(mark));
    const bracket = (sign: string) => run(sign, style('Number') + this.#ink(mark));
    return bracket('[') + run(label) + bracket(']');
  }

  #table({ heading, columns, rows }: Extract<Part, { kind: 'table' }>): void {
    const widths = columns.map(({ width }) => Math.round((TEXT_WIDTH * width) / 100));
    const cell = (content: string, column: number) =>
      `<w:tc><w:tcPr><w:tcW w:w="${widths[column]}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;
    const heads = columns.map((column, i) => cell(paragraph('Head', run(column.heading)), i));
    this.#text.add(
      `${paragraph('Heading1', run(heading))}<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/>` +
        '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="D9D5CC"/><w:insideH w:val="single" w:sz="4" w:color="D9D5CC"/></w:tblBorders>' +
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
        `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>` +
        `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${heads.join('')}</w:tr>`,
    );
    for (const row of rows) {
      // A cell without a paragraph is an error.
      const cells = row.map((lines, i) =>
        cell((lines.length > 0 ? lines : [[]]).map((line) => this.#line('Cell', line)).join(''), i),
      );
      this.#text.add(`<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`);
    }
    this.#text.add('</w:tbl>');
  }

  #line(styleId: string, line: Line): string {
    return paragraph(
      styleId,
      line.map((phrase) => this.#phrase(phrase)).join(''),
      directionOf(lineText(line)),
    );
  }

  #phrase({ text, tone, link }: Phrase): string {
    const words = run(text, tone === 'plain' ? '' : style(tone === 'strong' ? 'Strong' : 'Grey'));
    if (!link) return words;
    return 'at' in link
      ? this.#bookmark(this.#listed(link.at)) + leadingTo(this.#markedAt(link.at), words)
      : leadingTo(this.#listed(link.to), words);
  }

  #run(each: Run, direction: 'ltr' | 'rtl'): string {
    if (each.kind === 'words') return run(each.text, this.#over(each.over), directionOf(each.text));
    const { piece } = each;
    const { mark, lane } = piece;
    const marker = markerOf(each, this.#names);
    const begins = each.kind === 'begin';
    const outer = mark.look === 'mention' && lane > 0;
    const drawn = this.#over(each.over);
    let shown = '';
    // A run has one underline: a mention around others stands between brackets.
    if (outer) shown += run(begins ? '[' : ']', TYPE_NAME + drawn + this.#ink(mark), direction);
    if (marker && marker.name !== '')
      shown += run(`\u00a0${marker.name}`, TYPE_NAME + drawn + this.#ink(mark), direction);
    if (marker && marker.name === '') {
      const colour = mark.look === 'cue' ? '' : this.#ink(mark);
      const number = run(marker.number, NUMBER + colour + SUPERSCRIPT, direction);
      const bracket = marker.bracket === '' ? '' : run(marker.bracket, NUMBER + colour, direction);
      shown += leadingTo(this.#listed(mark.number), bracket + number);
    }
    return begins ? this.#target(piece) + shown + this.#begin(piece) : this.#end(piece) + shown;
  }

  /** The place in the text to which the row of a claim leads. */
  #target({ mark, isFirst }: Piece): string {
    return mark.look === 'frame' && isFirst ? this.#bookmark(this.#markedAt(mark.number)) : '';
  }

  #begin({ id }: Piece): string {
    const bookmark = this.#bookmarks++;
    this.#open.set(id, bookmark);
    return `<w:bookmarkStart w:id="${bookmark}" w:name="${HIDDEN}piece${bookmark}"/>`;
  }

  #end({ id }: Piece): string {
    const bookmark = this.#open.get(id);
    this.#open.delete(id);
    return `<w:bookmarkEnd w:id="${bookmark}"/>`;
  }

  #bookmark(name: string): string {
    const id = this.#bookmarks++;
    return `<w:bookmarkStart w:id="${id}" w:name="${name}"/><w:bookmarkEnd w:id="${id}"/>`;
  }

  #listed(number: string): string {
    return `${HIDDEN}list${this.#articles}_${number}`;
  }

  #markedAt(number: string): string {
    return `${HIDDEN}text${this.#articles}_${number}`;
  }

  /** How words are drawn that lie in several spans: as the innermost mention. */
  #over(over: readonly Piece[]): string {
    const mentions = over.filter(({ mark }) => mark.look === 'mention');
    const [inner] = mentions.toSorted((a, b) => a.lane - b.lane);
    if (inner) return this.#marked(inner.mark);
    return over.some(({ mark }) => mark.look === 'cue') ? CUE : '';
  }

  #marked(mark: Mark): string {
    const line = UNDERLINES[this.#patterns[mark.type] ?? 0];
    return (
      `<w:u w:val="${line}" w:color="${this.#colour(mark, 'line')}"/>` +
      `<w:shd w:val="clear" w:color="auto" w:fill="${this.#colour(mark, 'tint')}"/>`
    );
  }

  #ink(mark: Mark): string {
    return `<w:color w:val="${this.#colour(mark, 'ink')}"/>`;
  }

  #colour({ type }: Mark, use: Use): string {
    return pageColour('light', use, this.#view.scheme?.types[type]?.hue).toUpperCase();
  }
}

const style = (id: string) => `<w:rStyle w:val="${id}"/>`;
const TYPE_NAME = style('TypeName');
const NUMBER = style('Number');
const SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>';
const CUE = '<w:i/><w:iCs/><w:u w:val="dotted" w:color="5F5B53"/>';

function paragraph(styleId: string, runs: string, direction: 'ltr' | 'rtl' = 'ltr', more = ''): string {
  const bidi = direction === 'rtl' ? '<w:bidi/>' : '';
  return `<w:p><w:pPr><w:pStyle w:val="${styleId}"/>${more}${bidi}</w:pPr>${runs}</w:p>`;
}

/** The properties of a run, in the order in which the format wants them. */
const ORDER = ['rStyle', 'i', 'iCs', 'color', 'u', 'shd', 'vertAlign', 'rtl'];

function run(text: string, properties = '', direction = directionOf(text)): string {
  const all = `${properties}${direction === 'rtl' ? '<w:rtl/>' : ''}`.match(/<w:[^>]*>/g) ?? [];
  const rank = (property: string) => ORDER.indexOf(/<w:(\w+)/.exec(property)![1]!);
  const sorted = all.toSorted((a, b) => rank(a) - rank(b));
  const content = text
    .split(/(\n|\t)/)
    .map((piece) =>
      piece === '\n'
        ? '<w:br/>'
        : piece === '\t'
          ? '<w:tab/>'
          : piece === ''
            ? ''
            : `<w:t xml:space="preserve">${escaped(piece)}</w:t>`,
    );
  return `<w:r>${sorted.length > 0 ? `<w:rPr>${sorted.join('')}</w:rPr>` : ''}${content.join('')}</w:r>`;
}

function leadingTo(bookmark: string, runs: string): string {
  return `<w:hyperlink w:anchor="${bookmark}">${runs}</w:hyperlink>`;
}
