import {
  ATTRIBUTE_KINDS,
  parseValue,
  problemOfValue,
  type Attribute,
  type AttributeKinds,
  type AttributeValue,
  storageOf,
} from '../model/attributes/index.ts';
import { spanType, type Scheme } from '../model/scheme.ts';
import { foreignAttributes, FOREIGN_ATTRIBUTES } from './foreign.ts';
import type { IncomingDocument } from './records.ts';

interface Attributed {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly untouched: readonly string[];
  readonly extra?: Record<string, unknown> | undefined;
}

/**
 * Fits the attributes of a record to a scheme. Values with names that the scheme lacks, and values that it refuses, are
 * kept as foreign attributes; foreign ones that it now has are restored. Numbers and booleans become text if text is
 * declared, and texts become numbers and booleans.
 *
 * @param tell receives "TYPE.attribute" for each value that was kept as foreign
 */
export function settleAttributes(
  record: IncomingDocument,
  scheme: Scheme,
  tell: (name: string) => void,
  kinds: AttributeKinds = ATTRIBUTE_KINDS,
): IncomingDocument {
  const relationOf = (name: string) => scheme.relations.find((relation) => relation.name === name);
  return {
    ...record,
    spans: record.spans.map((span) =>
      settle(span, span.type, spanType(scheme, span.type)?.attributes, tell, kinds),
    ),
    relations: record.relations.map((relation) =>
      settle(relation, relation.type, relationOf(relation.type)?.attributes, tell, kinds),
    ),
  };
}

function settle<Annotation extends Attributed>(
  annotation: Annotation,
  type: string,
  declared: readonly Attribute[] | undefined,
  tell: (name: string) => void,
  kinds: AttributeKinds,
): Annotation {
  const known = foreignAttributes(annotation.extra);
  if (!declared || (isEmpty(annotation.attributes) && isEmpty(known))) return annotation;
  const attributes: Record<string, AttributeValue> = {};
  const foreign: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries({ ...known, ...annotation.attributes })) {
    const attribute = declared.find((candidate) => candidate.name === name);
    const fitted = attribute ? asDeclared(attribute, value, kinds) : value;
    if (attribute && problemOfValue(attribute, fitted, kinds) === null) attributes[name] = fitted;
    else {
      foreign[name] = value;
      if (Object.hasOwn(annotation.attributes, name)) tell(`${type}.${name}`);
    }
  }
  const { [FOREIGN_ATTRIBUTES]: _, ...extra } = annotation.extra ?? {};
  const kept = isEmpty(foreign) ? extra : { ...extra, [FOREIGN_ATTRIBUTES]: foreign };
  const { extra: __, ...rest } = annotation;
  return {
    ...(rest as Annotation),
    attributes,
    untouched: annotation.untouched.filter((name) => Object.hasOwn(attributes, name)),
    ...(!isEmpty(kept) && { extra: kept }),
  };
}

/** Converts a value to the declared kind of its attribute: some files have numbers and booleans as text. */
function asDeclared(attribute: Attribute, value: AttributeValue, kinds: AttributeKinds): AttributeValue {
  if (storageOf(attribute, kinds) === 'text') return String(value);
  return typeof value === 'string' ? (parseValue(attribute, value, kinds) ?? value) : value;
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
