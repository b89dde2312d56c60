import type { Attribute } from '../model/attributes/index.ts';
import { nthHue } from '../model/hue.ts';
import type { RelationType, Scheme, SlotDeclaration, SpanType } from '../model/scheme.ts';
import { allowsType, namesAbove, withFittingParents } from '../model/type-tree.ts';
import type {
  ObservedRelation,
  ObservedSlot,
  ObservedType,
  ObservedValues,
  Vocabulary,
} from './vocabulary.ts';

/** A choice with more values becomes text, because it is no closed list. */
const MAX_CHOICES = 12;
const LAYER = 'imported';

/**
 * Extends a scheme by everything that was seen. Additions come from the scheme that the files declare, if they do, else
 * from what was seen. Existing terms only gain options (choices), attributes and slots (types).
 *
 * @returns the scheme itself if it lacks nothing; else a new one, and the additions in words
 */
export function extendScheme(
  scheme: Scheme,
  seen: Vocabulary,
  declared?: Scheme,
): { readonly scheme: Scheme; readonly added: readonly string[] } {
  const added: string[] = [];
  const keys = new Set(scheme.types.flatMap(({ key }) => key ?? []));
  const layers = [...scheme.layers];
  const types = scheme.types.map((type) => {
    const observed = seen.types.get(type.name);
    return observed ? extendType(type, observed, (what) => added.push(`${type.name}.${what}`)) : type;
  });
  const found = [...seen.types.keys(), ...seen.entityTypes.keys()];
  // With a type come those above it, so that the hierarchy is kept.
  const names = new Set(found.flatMap((name) => [...(declared ? namesAbove(declared, name) : []), name]));
  for (const name of names) {
    if (types.some((type) => type.name === name)) continue;
    const stated = declared?.types.find((type) => type.name === name);
    const observed = seen.types.get(name);
    const base = stated ? { ...stated, key: undefined } : newType(name, types.length, observed);
    const layer = declared?.layers.find(({ name: known }) => known === base.layer) ?? {
      name: LAYER,
      label: 'Imported',
      visible: true,
    };
    if (!layers.some((known) => known.name === layer.name)) layers.push(layer);
    const key = freeKey(stated?.key, name, keys);
    const { key: _, ...rest } = base;
    const type = { ...rest, layer: layer.name, ...(key !== undefined && { key }) };
    types.push(observed ? extendType(type, observed) : type);
    added.push(name);
  }
  const relations = scheme.relations.map((relation) => {
    const observed = seen.relations.get(relation.name);
    return observed
      ? extendRelation(relation, observed, (what) => added.push(`${relation.name}.${what}`))
      : relation;
  });
  for (const [name, observed] of seen.relations) {
    if (relations.some((relation) => relation.name === name)) continue;
    const stated = declared?.relations.find((relation) => relation.name === name);
    relations.push(
      extendRelation(stated ? widened(stated, observed) : newRelation(name, observed), observed),
    );
    added.push(name);
  }
  const labels = scheme.labels.map((label) => {
    const observed = seen.labels.get(label.name);
    if (!observed) return label;
    const value = widenAttribute(label.value, observed);
    if (value !== label.value) added.push(`${label.name} (options)`);
    return { ...label, value };
  });
  for (const [name, observed] of seen.labels) {
    if (labels.some((label) => label.name === name)) continue;
    const stated = declared?.labels.find((label) => label.name === name);
    labels.push(
      stated
        ? { ...stated, value: widenAttribute(stated.value, observed) }
        : { name, label: shortLabel(name), guideline: [], value: newAttribute('value', observed) },
    );
    added.push(name);
  }
  if (added.length === 0) return { scheme, added };
  return { scheme: known({ ...scheme, layers, types, relations, labels }), added };
}

/** Merges two schemes: what the first lacks comes from the second. For files that each declare their own. */
export function mergeSchemes(first: Scheme | undefined, second: Scheme): Scheme {
  if (!first) return second;
  const missing = <Named extends { readonly name: string }>(
    have: readonly Named[],
    more: readonly Named[],
  ) => {
    const names = new Set(have.map(({ name }) => name));
    return [...have, ...more.filter(({ name }) => !names.has(name))];
  };
  return {
    ...first,
    layers: missing(first.layers, second.layers),
    types: withFittingParents(missing(first.types, second.types)),
    relations: missing(first.relations, second.relations),
    labels: missing(first.labels, second.labels),
  };
}

/** A declared type may name types that were never seen: those restrictions are dropped. */
function known(scheme: Scheme): Scheme {
  const names = new Set(scheme.types.map(({ name }) => name));
  const only = (list: readonly string[]) => list.filter((name) => names.has(name));
  return {
    ...scheme,
    types: withFittingParents(scheme.types).map((type) => ({
      ...type,
      slots: type.slots.map(({ defaultType, ...slot }) => {
        const allowed = only(slot.types);
        const fits =
          defaultType !== undefined && names.has(defaultType) && allowsType(scheme, allowed, defaultType);
        return { ...slot, types: allowed, ...(fits && { defaultType }) };
      }),
    })),
    relations: scheme.relations.map((relation) => ({
      ...relation,
      from: only(relation.from),
      to: only(relation.to),
    })),
  };
}

function newType(name: string, at: number, observed: ObservedType | undefined): SpanType {
  return {
    name,
    label: shortLabel(name),
    layer: LAYER,
    family: observed?.owned ? 'cue' : (observed?.slots.size ?? 0) > 0 ? 'event' : 'mention',
    hue: Math.round(nthHue(at)),
    guideline: [],
    attributes: [],
    slots: [],
  };
}

function extendType(
  type: SpanType,
  observed: ObservedType,
  tell: (what: string) => void = () => undefined,
): SpanType {
  const attributes = extendAttributes(type.attributes, observed.attributes, tell);
  const slots = [...type.slots];
  for (const [name, seen] of observed.slots) {
    if (slots.some((slot) => slot.name === name)) continue;
    slots.push(newSlot(name, seen));
    tell(name);
  }
  return { ...type, attributes, slots };
}

function newSlot(name: string, { many, accepts }: ObservedSlot): SlotDeclaration {
  const kinds = (['span', 'entity', 'document', 'text'] as const).filter((kind) => accepts.has(kind));
  return {
    name,
    label: shortLabel(name),
    types: [],
    accepts: kinds.length > 0 ? kinds : ['span', 'entity'],
    many,
    required: false,
    carried: false,
    suggest: [],
  };
}

function newRelation(name: string, { ends }: ObservedRelation): RelationType {
  return {
    name,
    label: shortLabel(name),
    ends,
    from: [],
    to: [],
    symmetric: false,
    transitive: false,
    hue: 250,
    guideline: [],
    attributes: [],
  };
}

/** Allows ends that a declaration forbids but the files have. */
function widened(relation: RelationType, observed: ObservedRelation): RelationType {
  const end = (allowed: readonly string[], seen: ReadonlySet<string>) =>
    allowed.length === 0 ? [] : [...new Set([...allowed, ...seen])];
  return { ...relation, from: end(relation.from, observed.from), to: end(relation.to, observed.to) };
}

function extendRelation(
  relation: RelationType,
  observed: ObservedRelation,
  tell: (what: string) => void = () => undefined,
): RelationType {
  return { ...relation, attributes: extendAttributes(relation.attributes, observed.attributes, tell) };
}

function extendAttributes(
  attributes: readonly Attribute[],
  observed: ReadonlyMap<string, ObservedValues>,
  tell: (what: string) => void,
): Attribute[] {
  const extended = attributes.map((attribute) => {
    const values = observed.get(attribute.name);
    const wide = values ? widenAttribute(attribute, values) : attribute;
    if (wide !== attribute) tell(`${attribute.name} (options)`);
    return wide;
  });
  for (const [name, values] of observed) {
    if (extended.some((attribute) => attribute.name === name)) continue;
    extended.push(newAttribute(name, values));
    tell(name);
  }
  return extended;
}

/** A choice gets the options that it lacks; values that do not fit other kinds stay foreign attributes. */
function widenAttribute(attribute: Attribute, { texts }: ObservedValues): Attribute {
  if (attribute.kind !== 'choice' || texts === null) return attribute;
  const missing = [...texts].filter(
    (text) => text !== '' && text.length <= 80 && !attribute.options.includes(text),
  );
  return missing.length === 0 ? attribute : { ...attribute, options: [...attribute.options, ...missing] };
}

function newAttribute(name: string, { kinds, texts, count }: ObservedValues): Attribute {
  const label = shortLabel(name);
  const only = kinds.size === 1 ? [...kinds][0] : 'string';
  if (only === 'boolean') return { kind: 'boolean', name, label };
  if (only === 'number') return { kind: 'number', name, label };
  const options = [...(texts ?? [])];
  // Few texts, each seen several times, are a closed list. Otherwise every value would become an option.
  const closed =
    kinds.size === 1 &&
    texts !== null &&
    options.length > 0 &&
    options.length <= MAX_CHOICES &&
    count >= 2 * options.length &&
    options.every((text) => text !== '' && text.length <= 40);
  return closed ? { kind: 'choice', name, label, options } : { kind: 'text', name, label };
}

function shortLabel(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1) || name;
  return [...last].slice(0, 40).join('');
}

/** Returns the wanted key, else a letter of the name, else any free one; none if all are taken. */
function freeKey(wanted: string | undefined, name: string, taken: Set<string>): string | undefined {
  const letters = [...name.toLowerCase()].filter((letter) => /^[a-z]$/.test(letter));
  const key = [...(wanted === undefined ? [] : [wanted]), ...letters, ...'abcdefghijklmnopqrstuvwxyz'].find(
    (letter) => !taken.has(letter),
  );
  if (key !== undefined) taken.add(key);
  return key;
}
