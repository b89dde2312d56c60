import { spanType, type Family } from '../../model/scheme.ts';
import { assignLanes, LANES, type Ranged } from '../../model/lanes.ts';
import type { Uid } from '../../model/uid.ts';
import type { SpanRecord } from '../records.ts';
import type { Article, ExportView } from '../tables/view.ts';

/** How a span is drawn: tinted and underlined, between brackets with a number, or as the words that attribute a claim. */
export type Look = 'mention' | 'frame' | 'cue';

/** A span of an article, with how it is drawn. */
export interface Mark {
  readonly span: SpanRecord;
  readonly look: Look;
  /** The index of its type in the scheme; -1 if the scheme does not have it. */
  readonly type: number;
  /** The name of its type, for people. */
  readonly label: string;
  /** Its type and the entities that it names. */
  readonly title: string;
  /** Of a claim or event: by which it is listed behind the text. Of a cue: that of its claim. */
  readonly number: string;
}

/** A piece of the text of a block, or something that stands between two pieces. */
export type Run =
  | { readonly kind: 'words'; readonly text: string; readonly over: readonly Piece[] }
  /** Where a span begins, or goes on after a gap. */
  | { readonly kind: 'begin'; readonly piece: Piece; readonly over: readonly Piece[] }
  /** Where a span ends, or is interrupted by a gap. */
  | { readonly kind: 'end'; readonly piece: Piece; readonly over: readonly Piece[] };

/** An uninterrupted part of a span within a block; `start` and `end` are offsets in the text. */
export interface Piece extends Ranged {
  readonly mark: Mark;
  /** Counts the pieces of an article. */
  readonly id: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The underline on which it is drawn: 0 is closest to the words, {@link LANES} is none. */
  readonly lane: number;
}

/** The spans of an article in the order of the text, numbered as they are listed, and cut into pieces block by block. */
export class Marks {
  readonly all: readonly Mark[];
  readonly #byId: ReadonlyMap<Uid, Mark>;
  readonly #text: string;
  /** The fragments of spans that have words, in the order of the text. */
  readonly #fragments: readonly Fragment[];
  #next = 0;
  #open: Fragment[] = [];
  #pieces = 0;
  readonly #shown = new Set<Uid>();

  constructor({ document, view }: Article) {
    this.#text = document.text;
    const spans = document.spans.toSorted((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
    const counts = new Map<Family, number>();
    const numbers = new Map<Uid, string>();
    for (const { id, type } of spans) {
      const family = view.family(type);
      if (family !== 'claim' && family !== 'event') continue;
      const number = (counts.get(family) ?? 0) + 1;
      counts.set(family, number);
      numbers.set(id, family === 'event' ? `E${number}` : String(number));
    }
    this.all = spans.map((span) => markOf(span, view, numbers));
    this.#byId = new Map(this.all.map((mark) => [mark.span.id, mark]));
    this.#fragments = this.all
      .flatMap((mark) =>
        mark.span.fragments.map(([start, end], i, { length }) => ({
          mark,
          start,
          end,
          isFirst: i === 0,
          isLast: i === length - 1,
        })),
      )
      .filter(({ start, end }) => start < end)
      .sort((a, b) => a.start - b.start || b.end - a.end);
  }

  of(span: Uid): Mark | undefined {
    return this.#byId.get(span);
  }

  /** Whether words of a span were in a block that was cut; for a claim without words, or one between two blocks, they were not. */
  isShown({ span }: Mark): boolean {
    return this.#shown.has(span.id);
  }

  /** Returns the runs of a block. Blocks have to be asked for in the order of the text. */
  runsOf(start: number, end: number): Run[] {
    this.#open = this.#open.filter((fragment) => fragment.end > start);
    for (
      let next = this.#fragments[this.#next];
      next && next.start < end;
      next = this.#fragments[++this.#next]
    )
      if (next.end > start) this.#open.push(next);
    const clipped = this.#open
      .map((fragment) => ({
        ...fragment,
        start: Math.max(fragment.start, start),
        end: Math.min(fragment.end, end),
        isFirst: fragment.isFirst && this.#isBlank(fragment.start, start),
        isLast: fragment.isLast && this.#isBlank(end, fragment.end),
      }))
      .filter((fragment) => fragment.start < fragment.end);
    const mentions = clipped.filter(({ mark }) => mark.look === 'mention');
    const lanes = new Map(assignLanes(mentions).map((lane, i) => [mentions[i]!, lane]));
    const pieces = clipped.map((fragment): Piece => {
      this.#shown.add(fragment.mark.span.id);
      return { ...fragment, id: this.#pieces++, lane: lanes.get(fragment) ?? LANES };
    });
    return this.#runs(pieces, start, end);
  }

  /** Whether there are no words between two places, the second of which may be before the first. */
  #isBlank(from: number, to: number): boolean {
    return this.#text.slice(from, to).trim() === '';
  }

  #runs(pieces: readonly Piece[], start: number, end: number): Run[] {
    const runs: Run[] = [];
    const begins = Map.groupBy(pieces, (piece) => piece.start);
    const ends = Map.groupBy(pieces, (piece) => piece.end);
    let over: readonly Piece[] = [];
    let at = start;
    const places = new Set(pieces.flatMap((piece) => [piece.start, piece.end]));
    for (const place of [...places].sort((a, b) => a - b)) {
      if (place > at) runs.push({ kind: 'words', text: this.#text.slice(at, place), over });
      at = place;
      // The inner ones end first, and the outer ones begin first.
      for (const piece of (ends.get(place) ?? []).toSorted((a, b) => b.start - a.start || b.id - a.id)) {
        over = over.filter((other) => other !== piece);
        runs.push({ kind: 'end', piece, over });
      }
      for (const piece of begins.get(place) ?? []) {
        runs.push({ kind: 'begin', piece, over });
        over = [...over, piece];
      }
    }
    if (end > at) runs.push({ kind: 'words', text: this.#text.slice(at, end), over });
    return runs;
  }
}

interface Fragment extends Ranged {
  readonly mark: Mark;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function markOf(span: SpanRecord, view: ExportView, numbers: ReadonlyMap<Uid, string>): Mark {
  const { scheme } = view;
  const declared = scheme && spanType(scheme, span.type);
  const family = declared?.family ?? 'mention';
  const label = declared?.label ?? span.type;
  return {
    span,
    look: family === 'claim' || family === 'event' ? 'frame' : family,
    type: declared ? scheme.types.indexOf(declared) : -1,
    label,
    title: [label, ...span.entities.map((id) => view.entityName(id))].join(' · '),
    number: numbers.get(family === 'cue' ? (span.owner ?? span.id) : span.id) ?? '',
  };
}

/** Spans without words come last. */
const startOf = ({ fragments }: SpanRecord) => fragments[0]?.[0] ?? Infinity;
const endOf = ({ fragments }: SpanRecord) => fragments.at(-1)?.[1] ?? Infinity;
