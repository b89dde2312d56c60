import type { FoundExample } from '../../../shared/contract/guidelines.ts';
import type { ExampleLink, Guideline } from '../../../shared/guideline/blocks.ts';
import { useCall } from '../../state/queries.ts';

/** What became of the annotations of examples: null until it is known. */
export type ExamplesNow = {
  readonly found: ReadonlyMap<string, FoundExample>;
  readonly documents: ReadonlySet<string>;
} | null;

/** What became of the annotation of an example. */
export type ExampleState = 'unknown' | 'same' | 'changed' | 'deleted' | 'no-document' | 'erased';

/** Reads what became of the annotations that the examples of a guideline show. */
export function useExamples(guideline: Guideline): ExamplesNow {
  const links = guideline.flatMap(({ example }) => (example && !example.erased ? [example] : []));
  const { data } = useCall(
    'guidelines.examples',
    {
      examples: links.map(({ kind, annotation }) => ({ kind, annotation })),
      documents: [...new Set(links.flatMap(({ document }) => document ?? []))],
    },
    { enabled: links.length > 0, keep: true },
  );
  if (!data) return null;
  return {
    found: new Map(data.found.map((each) => [each.annotation, each])),
    documents: new Set(data.documents),
  };
}

export function stateOf(example: ExampleLink, now: ExamplesNow): ExampleState {
  if (example.erased) return 'erased';
  if (!now) return 'unknown';
  const found = now.found.get(example.annotation);
  if (found) return found.quote === example.quote ? 'same' : 'changed';
  return example.document === null || now.documents.has(example.document) ? 'deleted' : 'no-document';
}
