import { encode } from '@msgpack/msgpack';
import { quote, readableQuote, type Fragment } from '../../model/fragments.ts';
import { offsetsOf } from '../../text/offsets.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import { optionValue, type Dataset, type OutgoingChunk, type WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import type { DocumentRecord, LabelRecord, SpanRecord } from '../records.ts';
import { statedMetadata } from '../stated-metadata.ts';
import { tokenRange } from '../tokens.ts';
import { ATTRIBUTE_LIST, IOB, packGroup, packMessage, SENTENCE, type GroupSpan } from './layout.ts';
import { DOCBIN_CARRIES } from './carries.ts';
import { OPTIONS } from './options.ts';
import { StringTable } from './strings.ts';
import { wordsOf, type Words } from './words.ts';

/** The number of words in one file: a DocBin is packed and read as a whole, and spaCy accepts a folder of them. */
const MAX_WORDS = 1_000_000;

/** A span, or one fragment of it, over words `[first, end)`. */
interface Piece {
  readonly span: SpanRecord;
  readonly first: number;
  readonly end: number;
}

/**
 * Writes `.spacy` files as `DocBin.to_disk` does. `doc.ents` has the spans that do not overlap, the longest first, as
 * spaCy's `filter_spans` chooses them; the group of `doc.spans` has all of them.
 */
export async function* writeDocBin(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { name = 'data', values, losses, wrote }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const key = String(optionValue({ options: OPTIONS }, 'spans-key', values) ?? 'sc');
  let files = 0;
  const declared = new DeclaredAttributes(dataset);
  let bin = new Bin(key, declared, losses, wrote);
  const finish = async (): Promise<OutgoingChunk> => {
    files++;
    const file = files === 1 ? `${name}.spacy` : `${name}-${files}.spacy`;
    return { file, chunk: await bin.pack(), last: true };
  };
  for await (const document of documents) {
    bin.add(document);
    if (bin.words < MAX_WORDS) continue;
    yield await finish();
    bin = new Bin(key, declared, losses, wrote);
  }
  if (bin.documents > 0 || files === 0) yield await finish();
  await tellDatasetLosses(dataset, losses, DOCBIN_CARRIES);
}

/** A file that is being built. */
class Bin {
  readonly #key: string;
  readonly #declared: DeclaredAttributes;
  readonly #losses: LossTally;
  readonly #wrote: WriteOptions['wrote'];
  readonly #strings = new StringTable();
  readonly #tokens: BigUint64Array[] = [];
  readonly #spaces: Uint8Array[] = [];
  readonly #lengths: number[] = [];
  readonly #cats: Record<string, number>[] = [];
  readonly #groups: Uint8Array[] = [];
  /** Becomes `doc.user_data`, packed separately: the file name and metadata of each document. */
  readonly #userData: Uint8Array[] = [];
  words = 0;

  constructor(key: string, declared: DeclaredAttributes, losses: LossTally, wrote: WriteOptions['wrote']) {
    this.#key = key;
    this.#declared = declared;
    this.#losses = losses;
    this.#wrote = wrote;
  }

  get documents(): number {
    return this.#lengths.length;
  }

  add(document: DocumentRecord): void {
    const divided = wordsOf(document);
    const { words, spaces, dropped } = divided;
    this.#losses.add('tokens that overlap others', document.title || document.origin.name, dropped);
    const pieces = this.#pieces(document, words);
    const entities = withoutOverlaps(pieces);
    this.#losses.add(
      'spans in doc.spans but not in doc.ents, because they overlap others',
      document.title || document.origin.name,
      pieces.length - entities.length,
    );
    this.#tokens.push(this.#array(document.text, divided, entities));
    this.#spaces.push(Uint8Array.from(spaces, Number));
    this.#lengths.push(words.length);
    this.#cats.push(this.#categories(document.labels));
    const offsets = offsetsOf(document.text, 'codepoint');
    const group = pieces.map(({ span, first, end }): GroupSpan => ({
      label: this.#strings.id(span.type),
      start: first,
      end,
      startChar: offsets.fromUtf16(words[first]![0]) ?? 0,
      endChar: offsets.fromUtf16(words[end - 1]![1]) ?? 0,
    }));
    this.#groups.push(packGroup(this.#key, group));
    this.words += words.length;
    for (const { first, end } of pieces)
      this.#wrote?.(quote(document.text, [[words[first]![0], words[end - 1]![1]]]));
    const written = [...new Set(pieces.map(({ span }) => span))];
    tellDocumentLosses(document, written, this.#losses, DOCBIN_CARRIES, []);
    this.#userData.push(encode(statedMetadata(document)));
  }

  async pack(): Promise<Uint8Array> {
    const little = (array: readonly (BigUint64Array | Uint8Array)[]) => joined(array);
    const lengths = new DataView(new ArrayBuffer(4 * this.#lengths.length));
    for (const [i, length] of this.#lengths.entries()) lengths.setInt32(4 * i, length, true);
    return packMessage({
      version: '0.1',
      attrs: [...ATTRIBUTE_LIST],
      tokens: little(this.#tokens),
      spaces: little(this.#spaces),
      lengths: new Uint8Array(lengths.buffer),
      strings: this.#strings.list(),
      cats: this.#cats,
      flags: this.#lengths.map(() => ({ has_unknown_spaces: false })),
      span_groups: this.#groups,
      user_data: this.#userData,
    });
  }

  #pieces({ text, spans }: DocumentRecord, words: readonly Fragment[]): Piece[] {
    const isBlank = (word: number) => /^\s*$/.test(text.slice(...words[word]!));
    return spans.flatMap((span) => {
      const quoted = `${span.type}: ${readableQuote(text, span.fragments).slice(0, 60)}`;
      const solid = span.fragments.filter(([start, end]) => end > start);
      if (solid.length > 1) this.#losses.add('spans whose fragments became spans of their own', quoted);
      const fitted = solid.flatMap((fragment) => {
        const range = tokenRange(words, fragment);
        if (!range) return [];
        let { first, end } = range;
        // spaCy refuses entities that begin or end with blanks.
        while (end > first && isBlank(end - 1)) end--;
        while (first < end && isBlank(first)) first++;
        if (first === end) return [];
        const exact = words[first]![0] === fragment[0] && words[end - 1]![1] === fragment[1];
        return [{ span, first, end, exact }];
      });
      if (fitted.some(({ exact }) => !exact)) this.#losses.add('spans fitted to whole tokens', quoted);
      if (fitted.length === 0) this.#losses.add(LOST_SPANS, `${quoted}: it covers no word`);
      return fitted;
    });
  }

  /** Returns one row per word: the numbers of its attributes. */
  #array(text: string, { words, starts }: Words, entities: readonly Piece[]): BigUint64Array {
    const width = ATTRIBUTE_LIST.length;
    const array = new BigUint64Array(words.length * width);
    for (const [i, [start, end]] of words.entries()) {
      const sentence = starts === null ? SENTENCE.unknown : starts.has(i) ? SENTENCE.start : SENTENCE.inside;
      array.set([this.#strings.id(text.slice(start, end)), IOB.outside, 0n, sentence], i * width);
    }
    for (const { span, first, end } of entities) {
      const label = this.#strings.id(span.type);
      for (let i = first; i < end; i++)
        array.set([i === first ? IOB.begin : IOB.inside, label], i * width + 1);
    }
    return array;
  }

  /** Returns numbers and booleans unchanged, and a text as a separate category, after the name of its question. */
  #categories(labels: readonly LabelRecord[]): Record<string, number> {
    return Object.fromEntries(
      labels.map(({ name, value }) => {
        if (this.#declared.storageOfValue(this.#declared.label(name), value) !== 'text')
          return [name, Number(value)];
        this.#losses.add('document labels whose text became a category', `${name}: ${value}`);
        return [`${name}: ${value}`, 1];
      }),
    );
  }
}

/** Returns pieces without overlaps: the longest first, and of equal length the earlier one. */
function withoutOverlaps(pieces: readonly Piece[]): Piece[] {
  const sorted = [...pieces].sort((a, b) => b.end - b.first - (a.end - a.first) || a.first - b.first);
  const taken = new Set<number>();
  return sorted.filter(({ first, end }) => {
    // Earlier pieces are no shorter, so one that overlaps covers an end.
    if (taken.has(first) || taken.has(end - 1)) return false;
    for (let i = first; i < end; i++) taken.add(i);
    return true;
  });
}

/** Returns the bytes of consecutive arrays. Numbers have the machine's byte order, little-endian wherever this runs. */
function joined(arrays: readonly (BigUint64Array | Uint8Array)[]): Uint8Array {
  const all = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return all;
}
