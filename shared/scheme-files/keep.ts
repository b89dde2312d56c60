import type { Attribute } from '../model/attributes/index.ts';
import { Scheme, type RelationType, type SlotDeclaration, type SpanType } from '../model/scheme.ts';
import { withFittingParents, withTypesBelow } from '../model/type-tree.ts';

/** What the files beside annotation.conf state, so that it replaces what the scheme has. */
export interface Stated {
  readonly labels: ReadonlySet<string>;
  readonly hues: ReadonlySet<string>;
  /** Whether there are keys: types without one then have none. */
  readonly keys: boolean;
}

/**
 * Returns the scheme of a brat configuration with what that cannot hold from another scheme: guidelines, layers, attributes that are
 * not chosen from a list, how slots suggest, document labels and the relations between entities.
 */
export function keepWhatIsNotIn(read: Scheme, base: Scheme, stated: Stated): Scheme {
  const names = new Set(read.types.map(({ name }) => name));
  const same = (a: readonly string[], b: readonly string[]) => {
    const [below, before] = [withTypesBelow(read, a), new Set(withTypesBelow(base, b))];
    return (
      (a.length === 0) === (b.length === 0) &&
      below.length === before.size &&
      below.every((n) => before.has(n))
    );
  };
  /** Types that a list admits with one above it may be missing in it. */
  const list: List = (now, before) => (same(now, before) ? before : now);
  const types = inOrderOf(
    base.types,
    withFittingParents(read.types.map((type) => keptType(type, base, stated, names, list))),
  );
  const keys = new Set<string>();
  const relations = inOrderOf(base.relations, [
    ...read.relations.map((relation) => keptRelation(relation, base, stated, list)),
    ...base.relations.filter(
      ({ ends, name }) => ends === 'entity' && !read.relations.some((each) => each.name === name),
    ),
  ]).map((relation) => ({
    ...relation,
    from: relation.from.filter((name) => names.has(name)),
    to: relation.to.filter((name) => names.has(name)),
  }));
  const used = new Set(types.map(({ layer }) => layer));
  const layers = [
    ...base.layers,
    ...read.layers.filter(({ name }) => used.has(name) && !base.layers.some((each) => each.name === name)),
  ];
  return Scheme.parse({
    ...base,
    layers,
    // A key that the file gives to one type may be that of another one here.
    types: types.map(({ key, ...type }) => {
      if (key === undefined || keys.has(key)) return type;
      keys.add(key);
      return { ...type, key };
    }),
    relations,
  });
}

type List = (now: string[], before: string[]) => string[];

/** Returns parts in the order of those that are known, with new ones last: a configuration is in the order of its hierarchy. */
function inOrderOf<Part extends { readonly name: string }>(
  known: readonly { readonly name: string }[],
  parts: readonly Part[],
): Part[] {
  const places = new Map(known.map(({ name }, i) => [name, i]));
  const place = ({ name }: Part) => places.get(name) ?? known.length;
  return [...parts].sort((a, b) => place(a) - place(b));
}

function keptType(
  type: SpanType,
  base: Scheme,
  stated: Stated,
  names: ReadonlySet<string>,
  list: List,
): SpanType {
  const known = base.types.find(({ name }) => name === type.name);
  if (!known) return type;
  const { key = stated.keys ? undefined : known.key, ...rest } = type;
  return {
    ...rest,
    label: stated.labels.has(type.name) ? type.label : known.label,
    hue: stated.hues.has(type.name) ? type.hue : known.hue,
    layer: known.layer,
    // brat knows entities and events; a claim is an event there, and so is a mention with slots.
    family: known.family,
    guideline: known.guideline,
    ...(known.wantsEntity !== undefined && { wantsEntity: known.wantsEntity }),
    attributes: keptAttributes(type.attributes, known.attributes, stated),
    slots: inOrderOf(known.slots, [
      ...type.slots.map((slot) => keptSlot(slot, known.slots, stated, names, list)),
      // A slot that takes no spans is no role of an event.
      ...known.slots.filter(({ accepts }) => !accepts.includes('span')),
    ]),
    ...(key !== undefined && { key }),
  };
}

function keptSlot(
  slot: SlotDeclaration,
  known: readonly SlotDeclaration[],
  stated: Stated,
  names: ReadonlySet<string>,
  list: List,
): SlotDeclaration {
  const before = known.find(({ name }) => name === slot.name);
  if (!before) return slot;
  const { defaultType, ...rest } = before;
  return {
    ...rest,
    label: stated.labels.has(slot.name) ? slot.label : before.label,
    types: list(slot.types, before.types),
    many: slot.many,
    required: slot.required,
    ...(defaultType !== undefined &&
      names.has(defaultType) &&
      (slot.types.length === 0 || slot.types.includes(defaultType)) && { defaultType }),
  };
}

function keptRelation(relation: RelationType, base: Scheme, stated: Stated, list: List): RelationType {
  const known = base.relations.find(({ name, ends }) => name === relation.name && ends === 'span');
  if (!known) return relation;
  return {
    ...relation,
    label: stated.labels.has(relation.name) ? relation.label : known.label,
    hue: stated.hues.has(relation.name) ? relation.hue : known.hue,
    from: list(relation.from, known.from),
    to: list(relation.to, known.to),
    guideline: known.guideline,
    attributes: keptAttributes(relation.attributes, known.attributes, stated),
  };
}

/** brat has attributes with a list of values and such that are there or not; of those it has, only the values change. */
function keptAttributes(
  read: readonly Attribute[],
  known: readonly Attribute[],
  stated: Stated,
): Attribute[] {
  const held = read.map((attribute): Attribute => {
    const before = known.find(({ name }) => name === attribute.name);
    if (before?.kind !== attribute.kind) return attribute;
    const label = stated.labels.has(attribute.name) ? attribute.label : before.label;
    if (before.kind !== 'choice' || attribute.kind !== 'choice') return { ...before, label };
    const { default: standard, ...rest } = before;
    const fits = standard !== undefined && attribute.options.includes(standard);
    return { ...rest, label, options: attribute.options, ...(fits && { default: standard }) };
  });
  const names = new Set(held.map(({ name }) => name));
  const others = known.filter(
    ({ name, kind }) => !names.has(name) && kind !== 'choice' && kind !== 'boolean',
  );
  return inOrderOf(known, [...held, ...others]);
}
