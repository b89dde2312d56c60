import { nthHue } from '../model/hue.ts';
import { Scheme, type RelationType, type SlotDeclaration, type SpanType } from '../model/scheme.ts';
import { childrenOf, problemOfParent } from '../model/type-tree.ts';
import type { PartName, Rename } from './names.ts';

/** The result of an edit; `renames` lists the renamed parts. */
export interface Edited {
  readonly scheme: Scheme;
  readonly renames: readonly Rename[];
}

/** An edit that is not possible; the message gives the reason. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** A span type or relation type, which has attributes or slots of its own. */
type Owner = NonNullable<PartName['owner']>;

/** Parses a scheme. Throws {@link Refused} with the first problem. */
export function validated(scheme: unknown): Scheme {
  const result = Scheme.safeParse(scheme);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new Refused(sentence(issue.message));
}

/** Changes fields of one part. */
export function changePart(scheme: Scheme, part: PartName, change: object): Edited {
  return { scheme: mapPart(scheme, part, (each) => ({ ...each, ...change })), renames: [] };
}

/** Renames a part and all references to it in the scheme. */
export function renamePart(scheme: Scheme, part: PartName, to: string): Edited {
  if (namesBeside(scheme, part).includes(to)) throw new Refused(`There is already one called “${to}”.`);
  const named = mapPart(scheme, part, (each) => ({ ...each, name: to }));
  const follow = (name: string) => (name === part.name ? to : name);
  const renames = [{ part, to }];
  if (part.kind === 'span') return { scheme: followType(named, follow), renames };
  const types = named.types.map((type): SpanType => {
    if (part.kind === 'layer') return { ...type, layer: follow(type.layer) };
    if (part.kind === 'relation')
      return mapDerived(type, (derived) => ({ ...derived, relation: follow(derived.relation) }));
    if (part.kind === 'slot' && part.owner?.name === type.name)
      return mapDerived(type, (derived) => ({ ...derived, slot: follow(derived.slot) }));
    return type;
  });
  return { scheme: { ...named, types }, renames };
}

/**
 * Removes a part and all references to it. Throws {@link Refused} if a list of allowed types would become empty, which means any
 * type.
 */
export function removePart(scheme: Scheme, part: PartName): Edited {
  const { name } = part;
  const left = filterPart(scheme, part);
  if (part.kind === 'layer') {
    const inside = scheme.types.filter((type) => type.layer === name).map((type) => type.name);
    if (inside.length > 0)
      throw new Refused(
        `${few(inside)} ${inside.length === 1 ? 'is' : 'are'} in it. Move them to another layer first.`,
      );
    if (scheme.layers.length === 1) throw new Refused('A scheme has at least one layer.');
  }
  if (part.kind === 'relation' || part.kind === 'slot') {
    const users = left.types.flatMap((type) =>
      type.slots
        .filter(({ derived }) =>
          part.kind === 'relation'
            ? derived?.relation === name
            : type.name === part.owner?.name && derived?.slot === name,
        )
        .map((slot) => `${type.name} · ${slot.name}`),
    );
    if (users.length > 0) throw new Refused(`${few(users)} follows from it. Change that first.`);
  }
  if (part.kind !== 'span') return { scheme: left, renames: [] };
  const { parent: above } = scheme.types.find((type) => type.name === name) ?? {};
  const below = childrenOf(scheme, name).map((type) => type.name);
  // The types below it move up to where it was, and stay allowed where it was.
  const without = (names: readonly string[], where: string) => {
    const rest = names.flatMap((each) => (each === name ? below.filter((b) => !names.includes(b)) : each));
    if (names.length > 0 && rest.length === 0)
      throw new Refused(`It is the only type that ${where} allows. Change that first.`);
    return rest;
  };
  const types = left.types.map(({ parent, splitInto, ...type }): SpanType => ({
    ...type,
    ...under(parent === name ? above : parent),
    ...(splitInto?.some((each) => each !== name) && {
      splitInto: splitInto.filter((each) => each !== name),
    }),
    slots: type.slots.map(({ defaultType, ...slot }): SlotDeclaration => {
      const where = `${type.name} · ${slot.name}`;
      return {
        ...slot,
        types: without(slot.types, where),
        ...(defaultType !== undefined && defaultType !== name && { defaultType }),
        suggest: slot.suggest.map((rule) =>
          rule.rule === 'nearest' && rule.types
            ? { ...rule, types: without(rule.types, `a suggestion of ${where}`) }
            : rule,
        ),
      };
    }),
  }));
  const relations = left.relations.map((relation) => ({
    ...relation,
    from: without(relation.from, `the start of ${relation.name}`),
    to: without(relation.to, `the end of ${relation.name}`),
  }));
  return { scheme: { ...left, types, relations }, renames: [] };
}

/** Moves a type under another one, or to the top; with it those below it. Throws {@link Refused} if it cannot stand there. */
export function moveUnder(scheme: Scheme, name: string, to: string | undefined): Edited {
  const types = scheme.types.map(({ parent, ...type }): SpanType => ({
    ...type,
    ...under(type.name === name ? to : parent),
  }));
  const problem = problemOfParent(
    { types },
    types.find((type) => type.name === name)!,
  );
  if (problem !== null) throw new Refused(sentence(problem));
  return { scheme: { ...scheme, types }, renames: [] };
}

/**
 * Moves a type one level: under the sibling before it in its layer, or out of its parent, to beside it. Throws {@link Refused}
 * if there is none.
 */
export function shiftInTree(scheme: Scheme, name: string, direction: 'in' | 'out'): Edited {
  const type = scheme.types.find((each) => each.name === name)!;
  if (direction === 'out') {
    const parent = scheme.types.find((each) => each.name === type.parent);
    if (!parent) throw new Refused('It is at the top already.');
    return moveUnder(scheme, name, parent.parent);
  }
  const beside = scheme.types.filter(({ layer, parent }) => layer === type.layer && parent === type.parent);
  const before = beside[beside.indexOf(type) - 1];
  if (!before) throw new Refused('There is no type before it to move it under.');
  return moveUnder(scheme, name, before.name);
}

function under(parent: string | undefined): { parent?: string } {
  return parent === undefined ? {} : { parent };
}

/** Moves a part before or after its neighbour. Types move among those of their own layer and parent. */
export function movePart(scheme: Scheme, part: PartName, by: -1 | 1): Edited {
  const moved = <Each extends Named & { readonly layer?: string; readonly parent?: string | undefined }>(
    list: readonly Each[],
  ): Each[] => {
    const at = list.findIndex(({ name }) => name === part.name);
    const { layer, parent } = list[at] ?? {};
    let to = at + by;
    while (list[to] && (list[to]!.layer !== layer || list[to]!.parent !== parent)) to += by;
    const next = [...list];
    if (at < 0 || !list[to]) return next;
    [next[at], next[to]] = [next[to]!, next[at]!];
    return next;
  };
  return { scheme: withList(scheme, part, moved), renames: [] };
}

/** Returns the names of all parts with the same kind and owner, in order. */
export function namesBeside(scheme: Scheme, part: PartName): string[] {
  let names: string[] = [];
  withList(scheme, part, (list) => {
    names = list.map(({ name }) => name);
    return [...list];
  });
  return names;
}

/** Adds a part at the end of its list, with an unused name and colour. */
export function addPart(
  scheme: Scheme,
  { kind, owner }: Pick<PartName, 'kind' | 'owner'>,
  layer?: string,
): Edited & { readonly part: PartName } {
  const starts = { span: 'NEW', relation: 'new', label: 'new', layer: 'new', attribute: 'new', slot: 'new' };
  const taken = namesBeside(scheme, { kind, owner, name: '' });
  const name = freeName(starts[kind], taken);
  const part: PartName = { kind, name, ...(owner && { owner }) };
  const hue = Math.round(nthHue(scheme.types.length + scheme.relations.length));
  const made = {
    span: {
      name,
      label: 'New type',
      layer: layer ?? scheme.layers[0]!.name,
      family: 'mention',
      hue,
      guideline: [],
      attributes: [],
      slots: [],
    },
    relation: {
      name,
      label: 'new',
      ends: 'span',
      from: [],
      to: [],
      symmetric: false,
      transitive: false,
      hue,
      guideline: [],
      attributes: [],
    },
    label: {
      name,
      label: 'New label',
      guideline: [],
      value: { kind: 'text', name: 'value', label: 'New label' },
    },
    layer: { name, label: 'New layer', visible: true },
    attribute: { kind: 'text', name, label: 'New attribute' },
    slot: {
      name,
      label: 'New slot',
      types: [],
      accepts: ['span', 'entity'],
      many: false,
      required: false,
      carried: false,
      suggest: [],
    },
  }[kind];
  // The object fits the list of its kind, but the compiler cannot infer that; the scheme is parsed before it is used.
  const next = withList(scheme, part, (list) => [...list, made as never]);
  return { scheme: next, renames: [], part };
}

/** Returns the type that has a key. */
export function holderOf(scheme: Scheme, key: string): SpanType | undefined {
  return scheme.types.find((type) => type.key === key);
}

/** Returns letters that no type uses as its key, those of the name first. */
export function freeKeys(scheme: Scheme, name: string): string[] {
  const letters = [...name.toLowerCase()].filter((letter) => /^[a-z]$/.test(letter));
  return [...new Set([...letters, ...'abcdefghijklmnopqrstuvwxyz'])].filter((key) => !holderOf(scheme, key));
}

function freeName(start: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? start : `${start} ${n}`;
    if (!taken.includes(name)) return name;
  }
}

/** Follows renamed types in everything that names them. */
export function followType(scheme: Scheme, follow: (name: string) => string): Scheme {
  const types = scheme.types.map((type): SpanType => ({
    ...type,
    ...under(type.parent === undefined ? undefined : follow(type.parent)),
    ...(type.splitInto && { splitInto: type.splitInto.map(follow) }),
    slots: type.slots.map((slot) => ({
      ...slot,
      types: slot.types.map(follow),
      ...(slot.defaultType !== undefined && { defaultType: follow(slot.defaultType) }),
      suggest: slot.suggest.map((rule) =>
        rule.rule === 'nearest' && rule.types ? { ...rule, types: rule.types.map(follow) } : rule,
      ),
    })),
  }));
  const relations = scheme.relations.map((relation) => ({
    ...relation,
    from: relation.from.map(follow),
    to: relation.to.map(follow),
  }));
  return { ...scheme, types, relations };
}

function mapDerived(
  type: SpanType,
  map: (derived: NonNullable<SlotDeclaration['derived']>) => NonNullable<SlotDeclaration['derived']>,
): SpanType {
  return {
    ...type,
    slots: type.slots.map((slot) => (slot.derived ? { ...slot, derived: map(slot.derived) } : slot)),
  };
}

type Named = { readonly name: string };

/** Changes one part. */
export function mapPart(scheme: Scheme, part: PartName, map: (each: Named) => Named): Scheme {
  return withList(scheme, part, (list) =>
    list.map((each) => (each.name === part.name ? (map(each) as typeof each) : each)),
  );
}

/** Takes one part out, and leaves what refers to it. */
export function filterPart(scheme: Scheme, part: PartName): Scheme {
  return withList(scheme, part, (list) => list.filter(({ name }) => name !== part.name));
}

/** Returns the scheme with the list that contains a part replaced by the result of `change`. */
export function withList(
  scheme: Scheme,
  { kind, owner }: Pick<PartName, 'kind' | 'owner'>,
  change: <Each extends Named>(list: readonly Each[]) => Each[],
): Scheme {
  switch (kind) {
    case 'layer':
      return { ...scheme, layers: change(scheme.layers) };
    case 'span':
      return { ...scheme, types: change(scheme.types) };
    case 'relation':
      return { ...scheme, relations: change(scheme.relations) };
    case 'label':
      return { ...scheme, labels: change(scheme.labels) };
    case 'attribute':
      return inOwner(scheme, owner, (type) => ({ ...type, attributes: change(type.attributes) }));
    case 'slot':
      return inOwner(scheme, owner, (type) =>
        'slots' in type ? { ...type, slots: change(type.slots) } : type,
      );
  }
}

function inOwner(
  scheme: Scheme,
  owner: Owner | undefined,
  change: <Each extends SpanType | RelationType>(type: Each) => Each,
): Scheme {
  if (!owner) throw new Error('an attribute or slot belongs to a type');
  const map = <Each extends SpanType | RelationType>(list: readonly Each[]) =>
    list.map((type) => (type.name === owner.name ? change(type) : type));
  return owner.kind === 'span'
    ? { ...scheme, types: map(scheme.types) }
    : { ...scheme, relations: map(scheme.relations) };
}

function few(names: readonly string[]): string {
  return names.length <= 3
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return first.endsWith('.') ? first : `${first}.`;
}
