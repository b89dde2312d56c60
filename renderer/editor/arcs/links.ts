import type { Uid } from '../../../shared/model/uid.ts';

/** A relation as the editor draws it, independent of the scheme. */
export interface Link {
  readonly id: Uid;
  readonly from: Uid;
  readonly to: Uid;
  readonly label: string;
  /** Hue in degrees of OKLCH. */
  readonly hue: number;
  /** True if it has no direction and therefore no arrow head. */
  readonly symmetric: boolean;
  /** Whether it is drawn as an arc even if neither of its ends is selected. */
  readonly drawn: boolean;
  /** True while it waits for a decision; drawn with a dashed line. */
  readonly proposed: boolean;
}

/** What the editor draws of relations. */
export interface Arcs {
  readonly links: readonly Link[];
  /** Whether the arcs of the selected span are drawn. */
  readonly ofSelection: boolean;
  /** The span at which a relation was started, or null. */
  readonly marked: Uid | null;
}

/** An end of a relation of the selected span that is out of sight. */
export interface FarEnd {
  readonly link: Uid;
  readonly span: Uid;
  /** `away`: in another document, or not located in this one. */
  readonly direction: 'up' | 'down' | 'away';
}

export const NO_ARCS: Arcs = { links: [], ofSelection: false, marked: null };

/** Returns the links by the spans at their ends. */
export function linksBySpan(links: readonly Link[]): ReadonlyMap<Uid, readonly Link[]> {
  const bySpan = new Map<Uid, Link[]>();
  for (const link of links) {
    for (const end of [link.from, link.to]) {
      const known = bySpan.get(end);
      if (known) known.push(link);
      else bySpan.set(end, [link]);
    }
  }
  return bySpan;
}

export function sameFarEnds(a: readonly FarEnd[], b: readonly FarEnd[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ link, direction }, i) => link === b[i]!.link && direction === b[i]!.direction)
  );
}
