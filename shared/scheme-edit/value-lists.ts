import { isValueList, type Attribute } from '../model/attributes/index.ts';
import type { Scheme } from '../model/scheme.ts';
import { mapPart } from './edit.ts';
import type { PartName } from './names.ts';

type ListedAttribute = Extract<Attribute, { kind: 'text' }>;

/** An attribute whose values are managed as a list, such as the topics of claims. */
export interface ValueList {
  readonly part: PartName & { readonly owner: NonNullable<PartName['owner']> };
  readonly attribute: ListedAttribute;
  /** The label of the type that has it. */
  readonly of: string;
}

/** Hues in degrees of OKLCH by value. */
export type Hues = Readonly<Record<string, number>>;

/** Returns the attributes of a scheme whose values are managed as lists. */
export function valueLists({ types, relations }: Scheme): ValueList[] {
  const lists = (
    kind: 'span' | 'relation',
    owners: readonly (Scheme['types'][number] | Scheme['relations'][number])[],
  ) =>
    owners.flatMap(({ name, label, attributes }) =>
      attributes.filter(isValueList).map((attribute) => ({
        part: { kind: 'attribute' as const, name: attribute.name, owner: { kind, name } },
        attribute,
        of: label,
      })),
    );
  return [...lists('span', types), ...lists('relation', relations)];
}

/** Returns the list of an attribute; undefined if its values are no list, or if there is no such attribute. */
export function findValueList(
  scheme: Scheme,
  { owner, name }: { readonly owner: ValueList['part']['owner']; readonly name: string },
): ValueList | undefined {
  return valueLists(scheme).find(
    ({ part }) => part.name === name && part.owner.kind === owner.kind && part.owner.name === owner.name,
  );
}

/** Returns the hue of a value, or undefined if it has no colour. */
export function hueOf({ hues }: Pick<ListedAttribute, 'hues'>, value: string): number | undefined {
  return hues && Object.hasOwn(hues, value) ? hues[value] : undefined;
}

/** Returns the scheme with another colour of a value; null takes the colour away. */
export function withHue(
  scheme: Scheme,
  { part, attribute }: ValueList,
  value: string,
  hue: number | null,
): Scheme {
  const { [value]: _, ...others } = attribute.hues ?? {};
  return withDeclaration(scheme, part, { hues: hue === null ? others : { ...others, [value]: hue } });
}

/**
 * Returns the scheme after values have become another one, or none if it is null: that one keeps its colour, or takes the first colour
 * of those that become it; a default follows.
 */
export function withValuesReplaced(
  scheme: Scheme,
  { part, attribute }: ValueList,
  values: readonly string[],
  by: string | null,
): Scheme {
  const gone = new Set(values.filter((value) => value !== by));
  const kept = Object.entries(attribute.hues ?? {}).filter(([value]) => !gone.has(value));
  const hue =
    by === null
      ? undefined
      : [by, ...values].map((value) => hueOf(attribute, value)).find((each) => each !== undefined);
  const hues = Object.fromEntries(
    hue === undefined ? kept : [...kept.filter(([value]) => value !== by), [by!, hue]],
  );
  const isDefault = attribute.default !== undefined && gone.has(attribute.default);
  return withDeclaration(scheme, part, { hues, ...(isDefault && { default: by ?? undefined }) });
}

/** Changes an attribute; no hues, and a default of undefined, are left out. */
function withDeclaration(
  scheme: Scheme,
  part: PartName,
  change: { hues: Hues; default?: string | undefined },
): Scheme {
  return mapPart(scheme, part, (each) => {
    const { hues, ...declaration } = { ...each, ...change };
    if (declaration.default === undefined) delete declaration.default;
    return Object.keys(hues).length > 0 ? { ...declaration, hues } : declaration;
  });
}
