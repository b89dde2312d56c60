import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { typeClass } from '../../editor/type-styles.ts';

/** Returns the label of a type, relation type or document label. */
export function labelOf(scheme: Scheme, name: string): string {
  return scheme.labels.find((label) => label.name === name)?.label ?? typeLabel(scheme, name);
}

/** Returns the class with the colour of a type. */
export function classOf(scheme: Scheme, name: string): string {
  return typeClass(scheme.types.findIndex((type) => type.name === name));
}
