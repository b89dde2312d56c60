import { normaliseFragments, quote, type Fragment, type Fragments } from '../model/fragments.ts';
import type { EditList } from './edits.ts';

/** Maps the fragments of a span into the text after the edits; none are left if all of their words are gone. */
export function correctedFragments(fragments: Fragments, edits: EditList): Fragment[] {
  return normaliseFragments(edits.fragments(fragments));
}

/** Maps the fragments of a span through several corrections, one after the other. */
export function fragmentsAlong(fragments: Fragments, way: readonly EditList[]): Fragment[] {
  return way.reduce<Fragment[]>(
    correctedFragments,
    fragments.map(([start, end]) => [start, end]),
  );
}

/** A text before and after one or several corrections. */
export interface Passage {
  readonly before: string;
  readonly after: string;
  readonly way: readonly EditList[];
}

/** A span whose words a correction changes. */
export interface AffectedSpan<Span> {
  readonly span: Span;
  /** The words, fragments joined as stored. */
  readonly before: string;
  /** Null if none of the words are left. */
  readonly after: string | null;
  /** Where the span lies afterwards; empty if none of its words are left. */
  readonly fragments: readonly Fragment[];
}

/** Returns exactly the spans whose words corrections change, in the given order. */
export function affectedSpans<Span extends { readonly fragments: Fragments }>(
  { before, after, way }: Passage,
  spans: readonly Span[],
): AffectedSpan<Span>[] {
  return spans.flatMap((span) => {
    if (span.fragments.length === 0) return [];
    const fragments = fragmentsAlong(span.fragments, way);
    const words = quote(before, span.fragments);
    const left = fragments.length === 0 ? null : quote(after, fragments);
    return left === words ? [] : [{ span, before: words, after: left, fragments }];
  });
}
