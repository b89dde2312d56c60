import type { Uid } from '../../../shared/model/uid.ts';

/** A relation as the editor draws it: it knows nothing of schemes. */
export interface Link {
  readonly id: Uid;
  readonly from: Uid;
  readonly to: Uid;
  readonly label: string;
  /** Degrees of OKLCH. */
  readonly hue: number;
  /** Has no arrow head. */
  readonly symmetric: boolean;
  /** Drawn as an arc whatever is selected. */
  readonly drawn: boolean;
  /** Waits for a decision: a dashed line. */
  readonly proposed: boolean;
}

/** What the editor draws of relations. */
export interface Arcs {
  readonly links: readonly Link[];
  /** Whether the arcs of the selected span are drawn. */
  readonly ofSelection: boolean;
  /** The span at which a relation was begun. */
  readonly marked: Uid | null;
}

/** An end of a relation of the selected span that is not in sight. */
export interface FarEnd {
  readonly link: Uid;
  readonly span: Uid;
  /** `away`: in another document, or without a place in this one. */
  readonly direction: 'up' | 'down' | 'away';
}

export const NO_ARCS: Arcs = { links: [], ofSelection: false, marked: null };

/** Links by the spans at their ends. */
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
