import {
  optionsOf,
  parseValue,
  problemOfValue,
  type Attribute,
  type AttributeValue,
} from '../model/attributes/index.ts';

/** What a value becomes; null if the table drops it. */
export interface ConvertedValue {
  readonly from: AttributeValue;
  readonly to: AttributeValue | null;
}

/**
 * Returns what a value becomes under another declaration of its attribute: as the table names it, else itself or the same value in
 * other writing if that fits. Returns undefined if none of these do, and null if the table drops the value.
 */
export function convertValue(
  to: Attribute,
  table: readonly ConvertedValue[],
  value: AttributeValue,
): AttributeValue | null | undefined {
  const named = table.find(({ from }) => from === value);
  if (named) return named.to;
  if (problemOfValue(to, value) === null) return value;
  const written = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).trim();
  const option = optionsOf(to)?.find((each) => String(each).toLowerCase() === written.toLowerCase());
  if (option !== undefined && to.kind === 'choice') return option;
  const parsed = written === '' ? undefined : parseValue(to, written);
  return parsed !== undefined && problemOfValue(to, parsed) === null ? parsed : undefined;
}
