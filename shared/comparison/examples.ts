import type { ComparedSpan } from './compared.ts';
import { matchSpans } from './match.ts';
import { overlap } from './overlap.ts';

/** The corresponding spans of any number of sets at one place. */
export interface Example {
  /** One for each set, in their order; `null` if a set has nothing there. */
  readonly members: readonly (ComparedSpan | null)[];
  /** `agreed` if all sets have it with the same bounds and type, otherwise the first other verdict that applies. */
  readonly verdict: Verdict;
}

/** `missing`: some sets do not have it; `type`, `bounds`: these differ; `both`: type and bounds differ. */
export type Verdict = 'agreed' | 'missing' | 'type' | 'bounds' | 'both';

interface Member {
  readonly set: number;
  readonly span: ComparedSpan;
}

/**
 * Groups the spans of several sets in one document into examples: clusters with at most one span of each set, in which
 * every span shares text with every other. All pairs of sets are matched, and the closest pairs are joined first. With
 * two sets the examples are the pairs and the unmatched spans of {@link matchSpans}.
 */
export function examplesOf(sets: readonly (readonly ComparedSpan[])[]): Example[] {
  const clusters = new Map<ComparedSpan, Member[]>();
  for (const [set, spans] of sets.entries()) for (const span of spans) clusters.set(span, [{ set, span }]);
  for (const { a, b } of linksOf(sets)) {
    const [one, other] = [clusters.get(a)!, clusters.get(b)!];
    if (one === other || !fitTogether(one, other)) continue;
    const joined = [...one, ...other];
    for (const { span } of joined) clusters.set(span, joined);
  }
  return [...new Set(clusters.values())].map((cluster) => {
    const members = sets.map((_, set) => cluster.find((member) => member.set === set)?.span ?? null);
    return { members, verdict: verdictOf(members) };
  });
}

interface Link {
  readonly a: ComparedSpan;
  readonly b: ComparedSpan;
  readonly weight: number;
}

/** Returns the matches between all pairs of sets, the closest first. */
function linksOf(sets: readonly (readonly ComparedSpan[])[]): Link[] {
  const links: Link[] = [];
  for (const [i, first] of sets.entries()) {
    for (const second of sets.slice(i + 1)) {
      for (const { source, target, sameType, sameBounds } of matchSpans(first, second).pairs) {
        const shared = sameBounds ? 1 : overlap(source.fragments, target.fragments);
        links.push({ a: source, b: target, weight: shared + (sameType ? (sameBounds ? 1 : 1e-7) : 0) });
      }
    }
  }
  return links.sort((x, y) => y.weight - x.weight);
}

/**
 * Whether two clusters may be joined: no set occurs twice and all spans overlap each other. A mere chain of overlaps is
 * not an example.
 */
function fitTogether(one: readonly Member[], other: readonly Member[]): boolean {
  return one.every((a) =>
    other.every(
      (b) =>
        a.set !== b.set && (a.span.fragments.length === 0 || overlap(a.span.fragments, b.span.fragments) > 0),
    ),
  );
}

function verdictOf(members: readonly (ComparedSpan | null)[]): Verdict {
  const there = members.filter((member) => member !== null);
  if (there.length < members.length) return 'missing';
  const [first] = there;
  const sameType = there.every(({ type }) => type === first!.type);
  const sameBounds = there.every(
    ({ fragments }) => fragments.length === 0 || overlap(fragments, first!.fragments) === 1,
  );
  if (sameType && sameBounds) return 'agreed';
  return sameType ? 'bounds' : sameBounds ? 'type' : 'both';
}
