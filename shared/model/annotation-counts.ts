import { counted } from '../text/counted.ts';

/**
 * How many annotations there are, counted in the same way everywhere: in a project and in what is imported, exported or converted.
 * Cues that belong to a claim are counted apart from the other spans, because nobody makes them for their own sake.
 */
export interface AnnotationCounts {
  documents: number;
  /** Without the cues of claims. */
  spans: number;
  cues: number;
  relations: number;
}

export function noAnnotations(): AnnotationCounts {
  return { documents: 0, spans: 0, cues: 0, relations: 0 };
}

/** Counts a span: as a cue if it belongs to a claim. */
export function countSpan(
  counts: Pick<AnnotationCounts, 'spans' | 'cues'>,
  span: { readonly owner?: unknown },
) {
  if (span.owner === undefined) counts.spans++;
  else counts.cues++;
}

/** Returns the spans in words, with the cues by name: “22 spans and 1 cue”. */
export function spansInWords({ spans, cues }: Pick<AnnotationCounts, 'spans' | 'cues'>): string {
  return cues === 0 ? counted(spans, 'span') : `${counted(spans, 'span')} and ${counted(cues, 'cue')}`;
}
