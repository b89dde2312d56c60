import type { Node } from 'prosemirror-model';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { assignLanes, flatten, LANES } from '../../shared/model/lanes.ts';
import { isProposal, type Piece } from './span-store.ts';
import { isInline, typeToken } from './types.ts';

interface Laned extends Piece {
  /** Underline lane; -1 for spans with a bracket in the margin, {@link LANES} if all lanes are occupied. */
  readonly lane: number;
}

/**
 * Draws the pieces of one block. Overlaps are cut into segments first, because ProseMirror merges overlapping
 * inline decorations into one element whose attributes overwrite each other; each segment lists all its spans.
 */
export function drawBlock(node: Node, pieces: readonly Piece[]): DecorationSet {
  if (pieces.length === 0) return DecorationSet.empty;
  const drawn = withLanes(pieces);
  const decorations: Decoration[] = [];
  const segments = flatten(drawn);
  const counts = segments.map(({ ranges }) => ranges.filter(({ lane }) => lane === LANES).length);
  for (const [i, { start, end, ranges }] of segments.entries()) {
    const attributes: Record<string, string> = {
      class: segmentClass(ranges),
      'data-ids': ranges.map(({ span }) => span.id).join(' '),
    };
    // Only where the stack begins, not on each of its segments.
    if (counts[i] && !counts[i - 1]) attributes['data-more'] = `+${runMaximum(counts, i)}`;
    decorations.push(Decoration.inline(start, end, attributes));
  }
  for (const piece of drawn) if (piece.start === piece.end) decorations.push(emptyMark(piece));
  return DecorationSet.create(node, decorations);
}

/** Returns the largest count in the run of positive counts that begins at `from`. */
function runMaximum(counts: readonly number[], from: number): number {
  let most = 0;
  for (let i = from; counts[i]; i++) most = Math.max(most, counts[i] ?? 0);
  return most;
}

function withLanes(pieces: readonly Piece[]): Laned[] {
  const inline = pieces.filter(({ type, start, end }) => isInline(type) && end > start);
  const lanes = assignLanes(inline);
  const laneOf = new Map(inline.map((piece, i) => [piece, lanes[i] ?? 0]));
  return pieces.map((piece) => ({ ...piece, lane: laneOf.get(piece) ?? -1 }));
}

function segmentClass(ranges: readonly Laned[]): string {
  const classes = ['seg'];
  let lanes = 0;
  let tint: Laned | undefined;
  for (const range of ranges) {
    if (range.lane < 0) continue;
    // A proposal has no tint until it is accepted.
    if (range.type.family === 'mention' && !isProposal(range.span)) tint ??= range;
    if (range.lane >= LANES) continue;
    lanes = Math.max(lanes, range.lane + 1);
    classes.push(`${underline(range)}-${range.lane}`);
    classes.push(`l${range.lane}-${typeToken(range.type)}`);
  }
  if (lanes > 0) classes.push(`lanes-${lanes}`);
  if (tint) classes.push(`tint-${typeToken(tint.type)}`);
  return classes.join(' ');
}

/** How the lane of a span is drawn: solid, dotted for a cue, dashed for a proposal. */
function underline({ span, type }: Laned): 'proposed' | 'cue' | 'lane' {
  if (isProposal(span)) return 'proposed';
  return type.family === 'cue' ? 'cue' : 'lane';
}

/** A zero-width span: a thin mark between two letters. It takes no space, so that no text moves. */
function emptyMark({ span, type, start }: Piece): Decoration {
  const draw = () => {
    const mark = document.createElement('span');
    mark.className = `seg zero type-${typeToken(type)}`;
    mark.dataset['ids'] = span.id;
    return mark;
  };
  return Decoration.widget(start, draw, {
    key: `zero ${span.id} ${typeToken(type)}`,
    side: -1,
    ignoreSelection: true,
    marks: [],
  });
}
