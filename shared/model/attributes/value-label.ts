import type { AttributeValue } from './define.ts';
import type { Attribute } from './index.ts';

/** Returns a value as people read it: the label of an option, yes or no, else the value itself. */
export function valueLabel(attribute: Attribute | undefined, value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return (attribute?.kind === 'choice' && attribute.optionLabels?.[value]) || String(value);
}
