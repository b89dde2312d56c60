import type { Overlaps } from './options.ts';

/** A contiguous piece of a span over tokens `[first, end)`, to be assigned to a tag column. */
export interface Piece {
  readonly type: string;
  readonly first: number;
  readonly end: number;
  /** The index of its original column among the tag columns; null if any will do. */
  readonly level: number | null;
}

export interface PlacedPiece extends Piece {
  readonly level: number;
}

export interface PlaceRules {
  /** The number of columns; infinite if rows list their tags. */
  readonly levels: number;
  readonly overlaps: Overlaps;
  /** Rank of a type under `priority`: the lower one wins. */
  readonly rank: (type: string) => number;
  /** Whether adjacent spans of one type merge, as they do without letters. */
  readonly runsTogether: boolean;
  /** Whether a span may begin in the token in which another ends. */
  readonly parts: boolean;
}

/**
 * Assigns every piece to a column in which it overlaps no other, preferred pieces first: its own column, else the first
 * free one. A piece without a column is left out, and reported with the piece that it conflicts with.
 */
export function placePieces<P extends Piece>(
  pieces: readonly P[],
  rules: PlaceRules,
): { placed: (P & PlacedPiece)[]; left: { piece: P; because: P }[] } {
  const columns: (P & PlacedPiece)[][] = [];
  const left: { piece: P; because: P }[] = [];
  const placed: (P & PlacedPiece)[] = [];
  for (const piece of preferred(pieces, rules)) {
    const own = piece.level !== null && piece.level < rules.levels ? [piece.level] : [];
    const all = Array.from({ length: Math.min(rules.levels, columns.length + 1) }, (_, level) => level);
    let because: P | undefined;
    const level = [...own, ...all].find((candidate) => {
      const blocking = blocker(columns[candidate] ?? [], piece, rules);
      because ??= blocking;
      return blocking === undefined;
    });
    if (level === undefined) {
      left.push({ piece, because: because ?? piece });
      continue;
    }
    const put = { ...piece, level };
    while (columns.length <= level) columns.push([]);
    columns[level]!.splice(after(columns[level]!, put.first), 0, put);
    placed.push(put);
  }
  return { placed, left };
}

function preferred<P extends Piece>(pieces: readonly P[], { overlaps, rank }: PlaceRules): P[] {
  const size = ({ first, end }: P) => end - first;
  const compare = {
    longest: (a: P, b: P) => size(b) - size(a) || a.first - b.first,
    outermost: (a: P, b: P) => a.first - b.first || size(b) - size(a),
    priority: (a: P, b: P) => rank(a.type) - rank(b.type) || size(b) - size(a) || a.first - b.first,
  }[overlaps];
  // Pieces with a column did not overlap there; the others take what is free.
  return [...pieces].sort((a, b) => Number(a.level === null) - Number(b.level === null) || compare(a, b));
}

/** Returns the piece in a sorted column that conflicts with another. */
function blocker<P extends Piece>(column: readonly P[], piece: Piece, rules: PlaceRules): P | undefined {
  const at = after(column, piece.first);
  for (let i = at - 1; i >= 0 && column[i]!.end >= piece.first; i--)
    if (collide(column[i]!, piece, rules)) return column[i];
  for (let i = at; i < column.length && column[i]!.first <= piece.end; i++)
    if (collide(column[i]!, piece, rules)) return column[i];
  return undefined;
}

/** Returns the index at which a piece that begins at `first` belongs: after those that begin there or earlier. */
function after(column: readonly Piece[], first: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]!.first <= first) low = middle + 1;
    else high = middle;
  }
  return low;
}

function collide(a: Piece, b: Piece, { runsTogether, parts }: PlaceRules): boolean {
  const [before, after] = a.first < b.first || (a.first === b.first && a.end <= b.end) ? [a, b] : [b, a];
  if (runsTogether && before.type === after.type) return after.first <= before.end;
  if (parts && after.first === before.end - 1) return false;
  return after.first < before.end;
}
