import { parseValue, type Attribute, type AttributeValue } from '../shared/model/attributes/index.ts';
import type { CliCommand, CliContext } from './define.ts';

/** The option that {@link attributesGiven} reads. */
export const ATTRIBUTE_OPTION = {
  attr: { type: 'string', value: 'NAME=VALUE', multiple: true, help: 'Sets an attribute.' },
} as const satisfies CliCommand['options'];

/**
 * Returns the values of `--attr NAME=VALUE` for a type with the attributes `declared`. Unknown names and values are passed
 * on unchanged: the backend refuses them and lists the valid ones.
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
