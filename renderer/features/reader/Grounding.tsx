import type { Span } from '../../../shared/model/annotation.ts';
import { groundingOf } from '../../../shared/model/grounding.ts';

/** How a model's span came to its place, and what the model said about it; nothing for others. */
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
          {WAYS[grounding.method]}
          {grounding.method === 'normalised' ||
          grounding.method === 'approximate' ||
          grounding.method === 'hand'
            ? ` “${grounding.quote}”`
            : ''}
          {grounding.method === 'hand' ? '' : `, place ${Math.round(grounding.score * 100)} % sure`}
        </p>
      )}
    </>
  );
}

const WAYS = {
  stated: 'Stands where the file says',
  unit: 'Stands where the file says, counted in another unit',
  moved: 'The file’s offsets were off',
  exact: 'Found by its words',
  normalised: 'Found as nearly',
  approximate: 'Found as roughly',
  hand: 'Placed by hand for',
} as const;
