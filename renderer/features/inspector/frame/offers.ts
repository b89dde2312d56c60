import type { Span } from '../../../../shared/model/annotation.ts';
import type { Fragments } from '../../../../shared/model/fragments.ts';
import type { Suggestion } from '../../../../shared/suggest/suggest.ts';

/** Returns the letter that takes the suggestion at an index of the list. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

/** Returns the words of a suggestion. */
export function offeredRange(suggestion: Suggestion, spans: readonly Span[]): Fragments {
  if (suggestion.kind === 'text') return [suggestion.fragment];
  return spans.find(({ id }) => id === suggestion.id)?.fragments ?? [];
}

/** Returns the type that the filler has or would get. */
export function offeredType(suggestion: Suggestion, spans: readonly Span[]): string {
  if (suggestion.kind === 'text') return suggestion.type;
  return spans.find(({ id }) => id === suggestion.id)?.type ?? '';
}
