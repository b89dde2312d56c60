import type { AttributeValue } from '../model/attributes/index.ts';
import { isJsonObject } from './json.ts';

/**
 * Values that have no place in the model are kept under `extra`, and go out again. Under this key stand attributes that
 * the scheme does not declare, by name; under the id of a format, what only that format has.
 */
export const FOREIGN_ATTRIBUTES = 'attributes';

interface Attributed {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/** The attributes of a span or relation as a file shall have them: its own, and those kept as foreign. */
export function allAttributes({ attributes, extra }: Attributed): Record<string, AttributeValue> {
  return { ...foreignAttributes(extra), ...attributes };
}

/** The attributes kept as foreign. */
export function foreignAttributes(
  extra: Readonly<Record<string, unknown>> | undefined,
): Record<string, AttributeValue> {
  const kept = extra?.[FOREIGN_ATTRIBUTES];
  return isJsonObject(kept) ? (kept as Record<string, AttributeValue>) : {};
}

/** What a format of that id keeps with a document, span, relation or segmentation; an empty object without any. */
export function foreignOf(
  extra: Readonly<Record<string, unknown>> | undefined,
  format: string,
): Readonly<Record<string, unknown>> {
  const kept = extra?.[format];
  return isJsonObject(kept) ? kept : {};
}
