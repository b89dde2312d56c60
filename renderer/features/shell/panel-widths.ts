/** The widths of both side panels (px); null for one that is closed. */
export interface PanelWidths {
  readonly left: number | null;
  readonly right: number | null;
}

export type Side = keyof PanelWidths;

/** The least and the largest width of each panel (px). */
export const LIMITS: Readonly<Record<Side, readonly [least: number, most: number]>> = {
  left: [200, 640],
  right: [280, 560],
};

/** What stays for the article between the panels (px), unless the panels are already as narrow as they can be. */
const TEXT = 440;

/** Returns the widths that fit a window: both panels give way in proportion, so that the article keeps its place. */
export function fittingWidths(wanted: PanelWidths, window: number): PanelWidths {
  const sum = (wanted.left ?? 0) + (wanted.right ?? 0);
  const factor = Math.min(1, (window - TEXT) / sum);
  const fit = (side: Side): number | null => {
    const width = wanted[side];
    return width === null ? null : clamp(Math.round(width * factor), LIMITS[side]);
  };
  return { left: fit('left'), right: fit('right') };
}

/** Returns the least and the largest width of a panel beside the other one. */
export function limitsBeside(side: Side, shown: PanelWidths, window: number): readonly [number, number] {
  const [least, most] = LIMITS[side];
  const other = (side === 'left' ? shown.right : shown.left) ?? 0;
  return [least, Math.max(least, Math.min(most, window - TEXT - other))];
}

export function clamp(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value));
}
