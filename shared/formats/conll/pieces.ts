import { readableQuote, type Fragment } from '../../model/fragments.ts';
import { tellDocumentLosses } from '../document-losses.ts';
import { WITH_COMMENTS } from './carries.ts';
import type { Heading } from './heading.ts';
import { allAttributes, foreignAttributes, foreignOf } from '../foreign.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import { MODEL_FIELDS } from '../model-fields.ts';
import type { DocumentRecord, SpanRecord } from '../records.ts';
import { tokenRange, tokensOf } from '../tokens.ts';
import { COLUMN_ATTRIBUTE, PLACE_COLUMN } from './builder.ts';
import { joinedTags } from './joint.ts';
import { CONLL, keptColumns, levelsOf, type DocumentLayout, type Layout } from './layout.ts';
import type { Piece } from './place.ts';
import { Sheet } from './sheet.ts';

export interface SpanPiece extends Piece {
  readonly span: SpanRecord;
}

/**
 * Returns a document as rows of a layout, and its spans as pieces: widened to whole tokens, one per fragment, cut at
 * the ends of sequences. Changes are reported as losses.
 */
export function piecesOf(
  document: DocumentRecord,
  own: DocumentLayout | null,
  layout: Layout,
  losses: LossTally,
): { sheet: Sheet; pieces: SpanPiece[] } {
  const { tokens: all, sentences: found, segmentation } = tokensOf(document);
  // Tokens of blanks only, which some tokenisers make, are not rows.
  const kept: number[] = [];
  for (const [i, token] of all.entries()) if (!isBlank(document.text, token)) kept.push(i);
  losses.add('tokens of blanks', document.title || document.origin.name, all.length - kept.length);
  const tokens = kept.length === all.length ? all : kept.map((i) => all[i]!);
  const sentences =
    kept.length === all.length ? withTokens(found) : withTokens(withoutBlanks(found, kept, all.length));

  const { text, spans } = document;
  const ranged = spans.flatMap((span) => {
    const quoted = () => `${span.type}: ${readableQuote(text, span.fragments).slice(0, 60)}`;
    const ranges = span.fragments.flatMap((fragment) => tokenRange(tokens, fragment) ?? []);
    if (ranges.length === 0) {
      losses.add(LOST_SPANS, () => `${quoted()}: it covers no token`);
      return [];
    }
    if (span.fragments.length > 1) losses.add('spans whose fragments became spans of their own', quoted);
    if (ranges.some(({ aligned }) => !aligned)) losses.add('spans widened to whole tokens', quoted);
    return [{ span, quoted, ranges: joined(ranges) }];
  });

  // Sentences of a file are kept; guessed ones give way to spans.
  const guessed = segmentation === undefined;
  const ends = guessed
    ? withoutCuts(
        sentences,
        ranged.flatMap(({ ranges }) => ranges),
      )
    : sentences;
  const sheet = new Sheet(document, { tokens, kept, sentences: ends, own, layout });
  if (sheet.replaced > 0)
    losses.add('blanks within tokens', document.title || document.origin.name, sheet.replaced);

  const pieces = ranged.flatMap(({ span, quoted, ranges }): SpanPiece[] => {
    const level = levelOf(span, layout);
    const type = typeIn(span.type, layout);
    if (type !== span.type) losses.add('blanks and marks within types', span.type);
    if (layout.scheme === 'plain' && /^(?:O|_|-)$/.test(type)) {
      losses.add(LOST_SPANS, () => `${quoted()}: its type would mean that there is no span`);
      return [];
    }
    const cut = ranges.flatMap((range) => sheet.cut(range));
    if (cut.length > ranges.length) losses.add('spans cut at the ends of sentences', quoted);
    return cut.map(([first, end]) => ({ span, type, level, first, end }));
  });
  return { sheet, pieces };
}

/**
 * Returns a type as a tag of the layout can hold it: without blanks, which end a cell, and characters that join tags.
 */
function typeIn(type: string, { separator, joint, miscKey }: Layout): string {
  const whole = separator === 'tab' && miscKey === null ? type : type.replace(/[ \t]+/g, '_');
  if (joint !== null || miscKey !== null) return whole.replace(/[|^]/g, '_');
  return joinedTags(`B-${whole}`) === null ? whole : whole.replace(/[|^]/g, '_');
}

/** Converts sentences of all tokens to sentences of those that are kept. */
function withoutBlanks(sentences: readonly Fragment[], kept: readonly number[], count: number): Fragment[] {
  const position = new Map(kept.map((i, n) => [i, n] as const));
  const at = (token: number) => {
    const place = position.get(token) ?? kept.findIndex((i) => i >= token);
    return place === -1 ? kept.length : place;
  };
  return sentences.map(([first, end]) => [at(first), end === count ? kept.length : at(end)]);
}

function withTokens(sentences: readonly Fragment[]): Fragment[] {
  return sentences.filter(([first, end]) => end > first);
}

/** Whether a token has nothing but blanks. */
function isBlank(text: string, [start, end]: Fragment): boolean {
  for (let at = start; at < end; at++) if (!BLANKS.has(text.charCodeAt(at))) return false;
  return true;
}

/** Blank, TAB, LF and CR. */
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Merges ranges of tokens that touch after widening. */
function joined(ranges: readonly { first: number; end: number }[]): Fragment[] {
  const list: [number, number][] = [];
  for (const { first, end } of ranges) {
    const last = list.at(-1);
    if (last && first < last[1]) last[1] = Math.max(last[1], end);
    else list.push([first, end]);
  }
  return list;
}

function withoutCuts(sentences: readonly Fragment[], ranges: readonly Fragment[]): Fragment[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const list: [number, number][] = [];
  let i = 0;
  let reach = 0;
  for (const [first, end] of sentences) {
    while (i < sorted.length && sorted[i]![0] < first) reach = Math.max(reach, sorted[i++]![1]);
    const last = list.at(-1);
    if (last && reach > first) last[1] = end;
    else list.push([first, end]);
  }
  return list;
}

/** Returns the column of a span in the file it came from. */
function levelOf(span: SpanRecord, layout: Layout): number | null {
  const { tags, columns } = layout;
  const named = span.attributes[COLUMN_ATTRIBUTE] ?? foreignAttributes(span.extra)[COLUMN_ATTRIBUTE];
  const level =
    typeof named === 'string'
      ? tags.findIndex((column) => columns[column] === named)
      : foreignOf(span.extra, CONLL).level;
  return typeof level === 'number' && level >= 0 && level < levelsOf(layout) ? level : null;
}

/** Counts what of a document no column can hold. */
export function tellLosses(
  document: DocumentRecord,
  placed: readonly SpanPiece[],
  {
    layout,
    own,
    heading,
    sheet,
    losses,
  }: {
    layout: Layout;
    own: DocumentLayout | null;
    heading: Heading;
    sheet: Sheet;
    losses: LossTally;
  },
): void {
  const { segmentation, text } = document;
  const same = own !== null;
  const name = document.title || document.origin.name;
  const named = layout.header !== 'none' && layout.tags.length > 1;
  const spans = new Set(placed.map(({ span }) => span));
  const told = [...spans].map((span) => {
    if (!named || !Object.hasOwn(span.attributes, COLUMN_ATTRIBUTE)) return span;
    const { [COLUMN_ATTRIBUTE]: _, ...attributes } = span.attributes;
    return { ...span, attributes };
  });
  // Each document has different comments, so what they lack is counted field by field.
  tellDocumentLosses(document, told, losses, WITH_COMMENTS, [CONLL]);
  for (const span of told)
    for (const attribute of Object.keys(allAttributes(span)))
      losses.add(MODEL_FIELDS.span.attributes.loss, `${span.type}.${attribute}`);
  for (const field of heading.missing) {
    const value = field === 'file' ? document.origin.name : document[field];
    const { loss } = field === 'file' ? MODEL_FIELDS.origin.name : MODEL_FIELDS.document[field];
    losses.add(loss, `${field}: ${value.slice(0, 60)}`);
  }
  const kept = new Set([...keptColumns(layout).map((column) => layout.columns[column]!), PLACE_COLUMN]);
  for (const column of Object.keys(segmentation?.columns ?? {}))
    if (!kept.has(column)) losses.add('columns of tokens', column);
  if (!same && !sheet.isText(text)) losses.add('exact blanks of texts', name);
}
