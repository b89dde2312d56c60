import { readableQuote } from '../../model/fragments.ts';
import {
  optionValue,
  type Dataset,
  type OptionValues,
  type OutgoingChunk,
  type WriteOptions,
} from '../define.ts';
import { tellDatasetLosses } from '../document-losses.ts';
import { WITH_COMMENTS } from './carries.ts';
import { headingOf } from './heading.ts';
import { TAG_SCHEMES } from '../iob.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import { MODEL_FIELDS } from '../model-fields.ts';
import type { DocumentRecord } from '../records.ts';
import { piecesOf, tellLosses } from './pieces.ts';
import { CONLL, DocumentLayout, DOCSTART, isArrowComment, levelsOf, PLAIN, type Layout } from './layout.ts';
import { MISC_KEY } from './misc.ts';
import { readComment } from './comments.ts';
import { OPTIONS, OVERLAPS, writesComments } from './options.ts';
import { placePieces, type PlaceRules } from './place.ts';
import { documentRows, separatorText } from './sheet.ts';

const FILE_NAMES = MODEL_FIELDS.origin.name.loss;

/** A document and its original layout, if it has one of this format. */
interface Source {
  readonly document: DocumentRecord;
  readonly own: DocumentLayout | null;
}

/**
 * Writes all documents to one file, in the layout of the first one. If there are several, a document that does not mark
 * its begin is separated by -DOCSTART-.
 */
export async function* writeConll(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'data', values, losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  let writer: ConllWriter | null = null;
  let held: Source | null = null;
  for await (const document of documents) {
    const source = { document, own: ownLayout(document) };
    if (!writer) {
      writer = new ConllWriter(dataset, source.own, values, losses, wrote);
      // The separator depends on whether another document follows.
      held = source;
      continue;
    }
    if (held) yield { file: writer.file(name), chunk: writer.write(held, true) };
    held = null;
    yield { file: writer.file(name), chunk: writer.write(source, true) };
  }
  if (writer && held) yield { file: writer.file(name), chunk: writer.write(held, false) };
  if (!writer) yield { file: `${name}.conll`, chunk: '' };
  writer?.tellFiles();
  await tellDatasetLosses(dataset, losses, WITH_COMMENTS);
}

function ownLayout({ segmentation }: DocumentRecord): DocumentLayout | null {
  const parsed = DocumentLayout.safeParse(segmentation?.extra?.[CONLL]);
  if (!parsed.success) return null;
  const { columns, token, tags } = parsed.data;
  return Math.max(token, ...tags) < columns.length ? parsed.data : null;
}

class ConllWriter {
  readonly #layout: Layout;
  readonly #rules: PlaceRules;
  readonly #losses: LossTally;
  readonly #wrote: WriteOptions['wrote'];
  readonly #comments: boolean;
  /** The number of documents by file, for files of the family whose documents have no comment with their name. */
  readonly #unnamed = new Map<string, number>();
  #first = true;

  constructor(
    { scheme }: Dataset,
    own: DocumentLayout | null,
    values: OptionValues | undefined,
    losses: LossTally,
    wrote: WriteOptions['wrote'],
  ) {
    const option = (name: string) => optionValue({ options: OPTIONS }, name, values);
    const asRead = own !== null && option('columns') !== 'token and tag';
    const base = asRead ? own : { ...PLAIN, ...(own && { scheme: own.scheme, joined: own.joined }) };
    const forced = TAG_SCHEMES.find((known) => known === option('scheme'));
    const layout = { ...base, ...(forced && { scheme: forced, bare: base.bare && forced !== 'plain' }) };
    // The original tokens had no tags, but spans have been added since.
    const hasTags = levelsOf(layout) > 0;
    this.#layout = !hasTags && scheme && scheme.types.length > 0 ? withTags(layout) : layout;

    const order = String(option('priority') ?? '')
      .split(',')
      .map((type) => type.trim());
    const ranked = [...order, ...(scheme?.types.map((type) => type.name) ?? [])].filter(
      (type) => type !== '',
    );
    const rank = new Map(ranked.map((type, i) => [type, i] as const).reverse());
    this.#rules = {
      levels: levelsOf(this.#layout),
      overlaps: OVERLAPS.find((known) => known === option('overlaps')) ?? 'longest',
      rank: (type) => rank.get(type) ?? ranked.length,
      runsTogether: this.#layout.scheme === 'plain',
      parts: this.#layout.parts,
    };
    this.#losses = losses;
    this.#wrote = wrote;
    this.#comments = writesComments(values);
  }

  file(name: string): string {
    const { numbered, misc, header } = this.#layout;
    // A file that names its columns is CoNLL-U Plus; readers of CoNLL-U expect its ten columns.
    const extension = numbered && misc !== null ? (header === 'comment' ? 'conllup' : 'conllu') : 'conll';
    return `${name}.${extension}`;
  }

  write({ document, own }: Source, several: boolean): string {
    const layout = this.#layout;
    const same =
      own !== null &&
      own.separator === layout.separator &&
      own.columns.every((column, i) => layout.columns[i] === column);
    // A later document may have rows that list several tags.
    const stack = layout.stack || (same && own.stack);
    const joint = layout.joint ?? (same && layout.tags.length === 1 ? own.joint : null);
    const rules = { ...this.#rules, levels: levelsOf({ ...layout, stack, joint }) };
    const { sheet, pieces } = piecesOf(
      document,
      same ? own : null,
      { ...layout, stack, joint },
      this.#losses,
    );
    const { placed, left } = placePieces(pieces, rules);
    for (const { piece, because } of left) {
      const { text } = document;
      const quoted = (of: typeof piece) =>
        `${of.type} ${readableQuote(text, of.span.fragments).slice(0, 40)}`;
      this.#losses.add(LOST_SPANS, `${quoted(piece)}: its tags are taken by ${quoted(because)}`);
    }
    for (const piece of placed) this.#wrote?.(sheet.surface(piece.first, piece.end));
    const heading = headingOf(document, same ? own : null, layout, this.#comments);
    tellLosses(document, placed, { layout, own: same ? own : null, heading, sheet, losses: this.#losses });
    if (same) this.#unname(document);

    let text = '';
    if (this.#first) {
      if (layout.header === 'row') text += `${layout.columns.join(separatorText(layout))}\n`;
      if (layout.header === 'comment') text += `# global.columns = ${layout.columns.join(' ')}\n`;
    }
    const marked = same && own.comments.some(([sentence, comment]) => sentence === 0 && begins(comment));
    const named = heading.lines.some((line) => begins(line));
    if (!marked && !named && (several || own?.docstart !== undefined || sheet.tokens.length === 0))
      text += docstart(layout, same ? own.docstart : undefined);
    // If the document begins with a row of its own, that row comes before the comments.
    const rows = documentRows(sheet, placed, { ...layout, stack, joint });
    const [first = ''] = marked ? rows.split('\n', 1) : [];
    const before = first === '' ? '' : `${first}\n`;
    text += `${before}${heading.lines.map((line) => `${line}\n`).join('')}${rows.slice(before.length)}`;
    // A byte order mark at the beginning of a file is not a token, so a token that consists of one is written after a
    // second one.
    if (this.#first && text.startsWith('\ufeff')) text = `\ufeff${text}`;
    this.#first = false;
    return text;
  }

  #unname(document: DocumentRecord): void {
    const file = fileOf(document);
    this.#unnamed.set(file, (this.#unnamed.get(file) ?? 0) + 1);
  }

  /**
   * Counts losses of file names: all documents go to one file, which does not state which original file each came from.
   */
  tellFiles(): void {
    if (this.#unnamed.size < 2) return;
    for (const [file, count] of this.#unnamed) this.#losses.add(FILE_NAMES, file, count);
  }
}

/** Returns the file in the name that readers give to one of several documents. */
function fileOf({ origin }: DocumentRecord): string {
  return origin.name.replace(/(\.\w+):.*$/s, '$1');
}

function begins(comment: string): boolean {
  return readComment(comment).document !== undefined && (comment.startsWith('#') || isArrowComment(comment));
}

/** Returns the row that begins a document: the original one, else one with a filler in every column. */
function docstart(layout: Layout, own: readonly string[] | undefined): string {
  if (layout.separator === 'pipes') return `${DOCSTART}\n`;
  const cells =
    own ?? layout.columns.map((_, i) => (i === 0 ? DOCSTART : layout.tags.includes(i) ? 'O' : '-X-'));
  return `${cells.join(separatorText(layout))}\n\n`;
}

function withTags(layout: Layout): Layout {
  const { numbered, misc } = layout;
  if (numbered && misc !== null) return { ...layout, miscKey: MISC_KEY, scheme: 'IOB2', bare: false };
  return {
    ...layout,
    columns: [...layout.columns, 'NE'],
    tags: [layout.columns.length],
    header: layout.header === 'row' ? 'row' : 'comment',
    scheme: 'IOB2',
  };
}
