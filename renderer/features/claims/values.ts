import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';

/** Attributes of claims whose values the table shows and filters by. */
export type ClaimAttribute = 'epistemic' | 'sentiment' | 'kind' | 'stance';

/** Returns the label of a claim's value. Without `type`, the first claim type that declares the attribute gives it. */
export function claimValueLabel(
  scheme: Scheme | undefined,
  name: ClaimAttribute,
  value: string,
  type?: string,
): string {
  const known = type !== undefined && scheme ? spanType(scheme, type) : undefined;
  const types = known ? [known] : (scheme?.types.filter(({ family }) => family === 'claim') ?? []);
  const attribute = types.flatMap(({ attributes }) => attributes).find((each) => each.name === name);
  return valueLabel(attribute, value);
}

/** Words in values that a reader must not overlook: denials, and what is negative or disputed. */
const AGAINST = /^(?:false|den(?:y|ies|ied|ial)|negative|against|oppos|reject|refut|critical)/i;
const DISPUTED = /^(?:mixed|disputed?|contested|doubt)/i;

/** Returns whether a value is coloured, and how; null for all that is neither denied, negative nor disputed. */
export function weightOf(value: string): 'against' | 'disputed' | null {
  if (AGAINST.test(value)) return 'against';
  return DISPUTED.test(value) ? 'disputed' : null;
}
