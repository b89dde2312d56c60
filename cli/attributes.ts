import { parseValue, type Attribute, type AttributeValue } from '../shared/model/attributes/index.ts';
import type { CliContext } from './define.ts';

/** The option that {@link attributesGiven} reads. */
export const ATTRIBUTE_OPTION = { attr: { type: 'string', multiple: true } } as const;

/**
 * The values of `--attr k=v` for a type that declares `declared`. An unknown attribute or value is passed on as it
 * stands: the backend refuses it and names what there is.
 */
export function attributesGiven(
  options: CliContext['options'],
  declared: readonly Attribute[],
): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const pair of (options['attr'] as string[] | undefined) ?? []) {
    const [name = '', ...rest] = pair.split('=');
    const input = rest.join('=');
    const attribute = declared.find((each) => each.name === name);
    attributes[name] = (attribute && parseValue(attribute, input)) ?? input;
  }
  return attributes;
}
