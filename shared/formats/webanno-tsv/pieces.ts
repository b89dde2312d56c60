import { readableQuote } from '../../model/fragments.ts';
import type { Uid } from '../../model/uid.ts';
import { joinChains, type Step } from '../cas/chains.ts';
import { chainOf, TOKEN, uimaExtra, type UimaNames } from '../cas/names.ts';
import { referredSpans } from '../cas/slots.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import type { DocumentRecord, RelationRecord, SpanRecord } from '../records.ts';
import type { Layer } from './header.ts';
import { placeIn, type Layout, type Placed, type Unit } from './layout.ts';

/** A span, or one fragment of it, in its rows. */
export interface Piece {
  readonly span: SpanRecord;
  /** Full name of its type. */
  readonly type: string;
  readonly placed: Placed;
  /** Only the first fragment of a span has its slots and relations. */
  readonly first: boolean;
  /** Identifies it in several rows, among stacked annotations and in references. */
  number?: number;
}

/** The content of each row, by layer, in stacking order. */
export type Stacks = ReadonlyMap<string, ReadonlyMap<Unit, readonly Piece[]>>;

/** The annotations of a document in a form that rows can hold. */
export interface Pieces {
  readonly stacks: Stacks;
  /** The first piece of each written span. */
  readonly bySpan: ReadonlyMap<Uid, Piece>;
  /** All pieces of each written span, in the order of the text. */
  readonly piecesOf: ReadonlyMap<Uid, readonly Piece[]>;
  readonly chainLayers: ReadonlySet<string>;
  /** Gives a piece a number, so that references need not state its type. */
  readonly forceNumber: (piece: Piece) => number;
}

interface Options {
  readonly names: UimaNames;
  readonly declared: readonly Layer[];
  readonly losses: LossTally;
  readonly wrote: (surface: string) => void;
}

/** Places the spans of a document layer by layer, in the order of the numbers in brackets. */
export function placeSpans(
  document: DocumentRecord,
  layout: Layout,
  { names, declared, losses, wrote }: Options,
): Pieces {
  const byLayer = new Map<string, SpanRecord[]>(
    declared.filter(({ kind }) => kind !== 'relation').map(({ type }) => [type, []]),
  );
  const chainLayers = new Set(declared.filter(({ kind }) => kind === 'chain').map(({ type }) => type));
  for (const span of document.spans) {
    const type = names.of('span', span);
    if (uimaExtra(span).chain === 'link') chainLayers.add(type);
    const list = byLayer.get(type);
    if (list) list.push(span);
    else byLayer.set(type, [span]);
  }
  const referred = referredSpans(document);
  const stacks = new Map<string, Map<Unit, Piece[]>>();
  const bySpan = new Map<Uid, Piece>();
  const piecesOf = new Map<Uid, Piece[]>();
  const add = (piece: Piece) => {
    const { id } = piece.span;
    if (piece.first) bySpan.set(id, piece);
    const others = piecesOf.get(id);
    if (others) others.push(piece);
    else piecesOf.set(id, [piece]);
  };
  let numbers = 0;
  const forceNumber = (piece: Piece) => (piece.number ??= ++numbers);

  for (const [type, spans] of byLayer) {
    const stack = new Map<Unit, Piece[]>();
    stacks.set(type, stack);
    for (const { span, at, first } of inOrder(spans, document, losses)) {
      const quoted = readableQuote(document.text, [at]).slice(0, 60);
      const placed = placeIn(layout, at);
      if (!placed) {
        losses.add(LOST_SPANS, `${span.type}: ${quoted}`);
        continue;
      }
      if (placed.begin !== at[0] || placed.end !== at[1])
        losses.add('blanks at the ends of spans', `${span.type}: ${quoted}`);
      const piece: Piece = { span, type, placed, first };
      if (type === TOKEN && isToken(piece)) {
        // The span stands for the token itself: it has a row, but is read as an annotation only if something refers to
        // it.
        if (!referred.has(span.id)) losses.add(LOST_SPANS, `${span.type}: ${quoted}`);
        else {
          add(piece);
          wrote(readableQuote(document.text, [at]));
        }
        continue;
      }
      add(piece);
      wrote(readableQuote(document.text, [[placed.begin, placed.end]]));
      const numbered = !chainLayers.has(type);
      for (const unit of placed.units) {
        const others = stack.get(unit);
        if (!others) stack.set(unit, [piece]);
        else {
          others.push(piece);
          if (numbered) for (const each of others) forceNumber(each);
        }
      }
      if (numbered && placed.several) forceNumber(piece);
    }
  }
  return { stacks, bySpan, piecesOf, chainLayers, forceNumber };
}

/** Returns the fragments of spans by their start, longer ones first. Spans without fragments cannot be written. */
function inOrder(spans: readonly SpanRecord[], { text }: DocumentRecord, losses: LossTally) {
  const pieces = spans.flatMap((span) => {
    const { type, fragments } = span;
    if (fragments.length === 0) losses.add(LOST_SPANS, `${type} without words`);
    if (fragments.length > 1)
      losses.add('discontinuous spans, cut', `${type}: ${readableQuote(text, fragments).slice(0, 60)}`);
    return fragments.map((at, i) => ({ span, at, first: i === 0 }));
  });
  return pieces.sort((a, b) => a.at[0] - b.at[0] || b.at[1] - a.at[1]);
}

export function isToken({ type, span, placed: { units, begin, end } }: Piece): boolean {
  const unit = units[0]!;
  return (
    type === TOKEN &&
    units.length === 1 &&
    unit === unit.token &&
    span.fragments.length === 1 &&
    span.fragments[0]![0] === begin &&
    span.fragments[0]![1] === end
  );
}

/** The position of a link in a chain. */
export interface LinkPlace {
  readonly chain: number;
  readonly link: number;
  /** The relation to the next link. */
  readonly step: RelationRecord | undefined;
}

/** Returns the chains of a document, numbered by their start, and the relations that are not steps of one. */
export function chainsOf(
  { relations }: DocumentRecord,
  { stacks, bySpan, chainLayers }: Pieces,
  names: UimaNames,
): { places: ReadonlyMap<Piece, LinkPlace>; others: RelationRecord[] } {
  const steps: Step<Piece>[] = [];
  const others: RelationRecord[] = [];
  for (const relation of relations) {
    const [from, to] = [bySpan.get(relation.from), bySpan.get(relation.to)];
    const inChain =
      from !== undefined &&
      to !== undefined &&
      from.type === to.type &&
      chainLayers.has(from.type) &&
      names.of('relation', relation) === chainOf(from.type);
    if (inChain) steps.push({ from, to, relation });
    else others.push(relation);
  }
  const places = new Map<Piece, LinkPlace>();
  let number = 0;
  for (const [type, stack] of stacks) {
    if (!chainLayers.has(type)) continue;
    const links = new Set([...stack.values()].flat());
    const { chains, leftover } = joinChains(
      links,
      steps.filter(({ from }) => from.type === type),
    );
    others.push(...leftover);
    for (const chain of chains) {
      number++;
      for (const [i, piece] of chain.links.entries())
        places.set(piece, { chain: number, link: i + 1, step: chain.steps[i] });
    }
  }
  return { places, others };
}
