import type { Attribute } from '../model/attributes/index.ts';
import type { Scheme, SpanType } from '../model/scheme.ts';
import { nounOf, subjectOf } from './diff.ts';
import { mapPart, Refused, withList } from './edit.ts';
import type { PartName } from './names.ts';

/** Finds the declaration of a part. */
export function partIn(scheme: Scheme, part: PartName): object | undefined {
  let found: object | undefined;
  withList(scheme, part, (list) => {
    found = list.find(({ name }) => name === part.name);
    return [...list];
  });
  return found;
}

export function assertPart(scheme: Scheme, part: PartName): void {
  if (!partIn(scheme, part)) throw new Refused(`There is no ${nounOf(part.kind)} ${subjectOf(part)}.`);
}

export function requireType(scheme: Scheme, name: string): SpanType {
  const found = scheme.types.find((type) => type.name === name);
  if (!found) throw new Refused(`There is no type ${name}.`);
  return found;
}

/** Finds the declaration of an attribute or of the value of a label. */
export function attributeIn(scheme: Scheme, part: PartName): Attribute {
  assertPart(scheme, part);
  const found = partIn(scheme, part)!;
  return part.kind === 'label' ? (found as { value: Attribute }).value : (found as Attribute);
}

export function withAttribute(scheme: Scheme, part: PartName, attribute: Attribute): Scheme {
  return mapPart(scheme, part, (each) =>
    part.kind === 'label' ? { ...each, value: attribute } : { ...attribute, name: each.name },
  );
}
