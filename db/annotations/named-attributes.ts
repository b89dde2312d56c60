import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { ReadStore } from '../connection/store.ts';
import type { AttributeRow } from '../rows/attributes.ts';
import type { Term } from '../scheme/terms.ts';

/** The attributes of an annotation by name, and which of them are untouched defaults. */
export interface NamedAttributes {
  readonly attributes: Record<string, AttributeValue>;
  readonly untouched: string[];
}

/**
 * Adds a stored attribute under the name that it is read as. One that the type of the annotation does not have is left out; of
 * two that are read as the same, the attribute's own value counts.
 */
export function addAttribute(
  { terms }: ReadStore,
  type: Term,
  { attribute_id: id, value, touched }: AttributeRow,
  { attributes, untouched }: NamedAttributes,
): void {
  const part = terms.partOf(id, type);
  if (!part) return;
  const { name } = part;
  if (Object.hasOwn(attributes, name)) {
    if (part.id !== id) return;
    const at = untouched.indexOf(name);
    if (at >= 0) untouched.splice(at, 1);
  }
  attributes[name] = terms.readValue(id, JSON.parse(value) as AttributeValue);
  if (touched === 0) untouched.push(name);
}
