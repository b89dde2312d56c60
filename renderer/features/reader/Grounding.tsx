import type { Span } from '../../../shared/model/annotation.ts';
import { groundingOf } from '../../../shared/model/grounding.ts';
import { TEXTS } from './texts.ts';

/** How a model's span was located, and the model's explanation; nothing for other spans. */
export function Grounding({ span, className }: { span: Span; className: string | undefined }) {
  const { grounding, explanation } = groundingOf(span.extra);
  if (!grounding && explanation === undefined) return null;
  return (
    <>
      {explanation !== undefined && (
        <p className={className} dir="auto">
          “{explanation}”
        </p>
      )}
      {grounding && (
        <p className={className} dir="auto">
          {TEXTS.ways[grounding.method]}
          {grounding.method === 'normalised' ||
          grounding.method === 'approximate' ||
          grounding.method === 'hand'
            ? ` “${grounding.quote}”`
            : ''}
          {grounding.method === 'hand' ? '' : TEXTS.certainty(grounding.score)}
        </p>
      )}
    </>
  );
}
