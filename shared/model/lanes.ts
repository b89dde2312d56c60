/** A range inside one block, in UTF-16 units from the block's start. */
export interface Ranged {
  readonly start: number;
  readonly end: number;
}

/** Maximum number of underlines below a line; further ones are counted. */
export const LANES = 4;

/**
 * Returns an underline lane for each range, in the given order: assigns the shortest first, each to the lowest lane that is
 * free and has a higher number than the lanes of everything it contains. Ranges that find no lane get {@link LANES}.
 */
export function assignLanes(ranges: readonly Ranged[]): number[] {
  const lanes = new Array<number>(ranges.length).fill(0);
  const order = ranges
    .map((range, i) => ({ range, i }))
    .sort((a, b) => width(a.range) - width(b.range) || a.range.start - b.range.start || a.i - b.i);
  const placed: { range: Ranged; lane: number }[] = [];
  for (const { range, i } of order) {
    let taken = 0;
    let lane = 0;
    for (const other of placed) {
      if (other.range.start >= range.end || range.start >= other.range.end) continue;
      taken |= 1 << other.lane;
      if (other.range.start >= range.start && other.range.end <= range.end)
        lane = Math.max(lane, other.lane + 1);
    }
    while (lane < LANES && taken & (1 << lane)) lane++;
    lanes[i] = Math.min(lane, LANES);
    placed.push({ range, lane: Math.min(lane, LANES) });
  }
  return lanes;
}

const width = ({ start, end }: Ranged): number => end - start;

/** A run of text with the same list of ranges, innermost (shortest) first. */
export interface Segment<Range extends Ranged> extends Ranged {
  readonly ranges: readonly Range[];
}

/** Cuts overlapping ranges into sorted segments that do not overlap. Leaves out zero-width ranges. */
export function flatten<Range extends Ranged>(ranges: readonly Range[]): Segment<Range>[] {
  const wide = ranges.filter((range) => range.end > range.start).sort((a, b) => a.start - b.start);
  const cuts = [...new Set(wide.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const segments: Segment<Range>[] = [];
  let open: Range[] = [];
  let next = 0;
  for (const [i, start] of cuts.entries()) {
    open = open.filter((range) => range.end > start);
    for (let range = wide[next]; range && range.start <= start; range = wide[++next]) open.push(range);
    const end = cuts[i + 1];
    if (end === undefined || open.length === 0) continue;
    segments.push({ start, end, ranges: open.toSorted((a, b) => width(a) - width(b) || b.start - a.start) });
  }
  return segments;
}
