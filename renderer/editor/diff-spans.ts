import { commonEnds } from '../../shared/text/common-ends.ts';
import type { Span } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';

/**
 * Compares two lists of spans by object identity and returns the spans to put and the ids to remove. Skips what the lists
 * have in common at either end, so that one change among many is cheap.
 */
export function diffSpans(before: readonly Span[], after: readonly Span[]): [put: Span[], removed: Uid[]] {
  const { head, tail } = commonEnds(before, after);
  const old = new Map(before.slice(head, before.length - tail).map((span) => [span.id, span]));
  const put: Span[] = [];
  for (const span of after.slice(head, after.length - tail)) {
    if (old.get(span.id) !== span) put.push(span);
    old.delete(span.id);
  }
  return [put, [...old.keys()]];
}
