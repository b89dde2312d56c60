import type { Box } from '../../editor/geometry.ts';

/** The distance that is kept from the words being worked on (px): about a line. */
const CLEARANCE = 24;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Returns where a box of `size` may stand inside `area` without covering any of `taken`: at the foot or the head of the area, in its
 * middle or at a side. The place `now` is kept while it is free, so that messages do not jump about.
 */
export function clearPlace(
  size: Size,
  area: Box,
  taken: readonly Box[],
  now?: { readonly left: number; readonly top: number },
): { left: number; top: number } {
  const middle = (area.left + area.right - size.width) / 2;
  const foot = area.bottom - size.height;
  const right = area.right - size.width;
  const places = [
    ...(now && now.left >= area.left && now.left <= right && now.top >= area.top && now.top <= foot
      ? [now]
      : []),
    { left: middle, top: foot },
    { left: middle, top: area.top },
    { left: right, top: foot },
    { left: area.left, top: foot },
    { left: right, top: area.top },
    { left: area.left, top: area.top },
  ];
  const [best] = places
    .map((place, order) => ({ place, order, cost: covered(place, size, taken) }))
    .sort((a, b) => a.cost - b.cost || a.order - b.order);
  return { left: Math.max(0, best!.place.left), top: Math.max(0, best!.place.top) };
}

/** Returns how much of the boxes, with the clearance around them, is covered (px²). */
function covered(
  place: { left: number; top: number },
  { width, height }: Size,
  taken: readonly Box[],
): number {
  return taken.reduce((sum, { left, right, top, bottom }) => {
    const across = Math.min(place.left + width, right + CLEARANCE) - Math.max(place.left, left - CLEARANCE);
    const down = Math.min(place.top + height, bottom + CLEARANCE) - Math.max(place.top, top - CLEARANCE);
    return sum + Math.max(0, across) * Math.max(0, down);
  }, 0);
}
