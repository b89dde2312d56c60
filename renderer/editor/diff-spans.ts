import { commonEnds } from '../../shared/text/common-ends.ts';
import type { Span } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';

/**
 * What changed between two lists of spans, by identity of the objects: spans to put and ids to remove. What the
 * lists have in common at either end is passed over, so that one change among many costs little.
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
