import { problemOfValue, type Attribute, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { defaultValues } from '../../shared/model/scheme.ts';
import { assertValues } from './span-rules.ts';

/** The values of an annotation, and which of them are untouched defaults. */
export interface Values {
  attributes: Record<string, AttributeValue>;
  untouched: string[];
}

/** A type of spans or relations, as far as its attributes go. */
interface Declared {
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

/** What a new annotation starts with: the given values over the declared defaults. */
export function startValues(type: Declared, given: Readonly<Record<string, AttributeValue>>): Values {
  const defaults = defaultValues(type.attributes);
  return {
    attributes: { ...defaults, ...given },
    untouched: Object.keys(defaults).filter((name) => !(name in given)),
  };
}

/** A copy that may be changed. */
export function keepValues({ attributes, untouched }: Values): Values {
  return { attributes: { ...attributes }, untouched: [...untouched] };
}

/** Puts given values in, and takes those of `null` out. Error: invalid-input, naming the attribute. */
export function changeValues(
  values: Values,
  type: Declared,
  changes: Readonly<Record<string, AttributeValue | null>>,
): void {
  const given = Object.entries(changes).filter(
    (entry): entry is [string, AttributeValue] => entry[1] !== null,
  );
  assertValues(type.name, type.attributes, Object.fromEntries(given));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete values.attributes[name];
    else values.attributes[name] = value;
    values.untouched = values.untouched.filter((untouched) => untouched !== name);
  }
}

/** What of an annotation's values fits another type, filled up with that type's defaults. */
export function fittingValues(annotation: Values, type: Declared): Values {
  const attributes: Record<string, AttributeValue> = {};
  const untouched: string[] = [];
  const defaults = defaultValues(type.attributes);
  for (const declaration of type.attributes) {
    const { name } = declaration;
    const value = annotation.attributes[name];
    if (value !== undefined && !annotation.untouched.includes(name) && !problemOfValue(declaration, value))
      attributes[name] = value;
    else if (defaults[name] !== undefined) {
      attributes[name] = defaults[name];
      untouched.push(name);
    }
  }
  return { attributes, untouched };
}
