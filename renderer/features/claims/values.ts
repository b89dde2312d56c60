import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';

/** Attributes of claims whose values the table shows and filters by. */
type ClaimAttribute = 'epistemic' | 'sentiment' | 'kind';

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
