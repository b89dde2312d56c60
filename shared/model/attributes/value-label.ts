import { DEFAULT_LABELS } from './default-labels.ts';
import type { AttributeValue } from './define.ts';
import type { Attribute } from './index.ts';

/** Returns a value as people read it: the label of an option, yes or no, else the value itself. */
export function valueLabel(attribute: Attribute | undefined, value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return (attribute?.kind === 'choice' && optionLabel(attribute, String(value))) || String(value);
}

function optionLabel(
  { name, optionLabels }: Extract<Attribute, { kind: 'choice' }>,
  option: string,
): string | undefined {
  const defaults: Readonly<Record<string, Readonly<Record<string, string>>>> = DEFAULT_LABELS;
  const labels = optionLabels ?? (Object.hasOwn(defaults, name) ? defaults[name] : undefined);
  return labels && Object.hasOwn(labels, option) ? labels[option] : undefined;
}
