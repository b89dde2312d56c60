import type { Attribute } from '../model/attributes/index.ts';
import { namesAbove } from '../model/type-tree.ts';
import type { DocumentLabel, RelationType, Scheme, SlotDeclaration, SpanType } from '../model/scheme.ts';
import {
  filterPart,
  followType,
  mapPart,
  moveUnder,
  namesBeside,
  Refused,
  removePart,
  renamePart,
  withList,
  type Edited,
} from './edit.ts';
import { subjectOf } from './diff.ts';
import { assertPart, attributeIn, partIn, requireType, withAttribute } from './find-part.ts';
import { attributeToType, split, typeToAttribute } from './apply-types.ts';
import type { PartName } from './names.ts';
import type { SchemeStep, StepOf } from './steps.ts';

/** A part whose annotations are read as those of another. */
export interface Redirect {
  /** By its name before the step. */
  readonly from: PartName;
  /** By its name after the step. */
  readonly to: PartName;
}

/** A value of a choice that is read as another. */
export interface ValueRedirect {
  /** By its name after the step. */
  readonly part: PartName;
  readonly from: string;
  readonly to: string;
}

/** The scheme after a step, and what goes on under another name or as another part. */
export interface Stepped extends Edited {
  readonly redirects: readonly Redirect[];
  readonly values: readonly ValueRedirect[];
  /** Parts whose annotations are out of sight afterwards, by their names before the step. */
  readonly lost: readonly PartName[];
}

/**
 * Applies one step to a scheme. Throws {@link Refused} if a part is missing or the step is impossible by the scheme alone. The
 * result may be inconsistent until the steps after it are applied; `validated` checks it.
 */
export function applyStep(scheme: Scheme, step: SchemeStep): Stepped {
  switch (step.step) {
    case 'rename':
      assertPart(scheme, step.part);
      return plain(renamePart(scheme, step.part, step.to));
    case 'merge':
      return merge(scheme, step);
    case 'mergeValues':
      return mergeValues(scheme, step);
    case 'renameValue':
      return renameValue(scheme, step);
    case 'split':
      return plain(split(scheme, step));
    case 'typeToAttribute':
      return plain(typeToAttribute(scheme, step));
    case 'attributeToType':
      return plain(attributeToType(scheme, step));
    case 'convert':
      return plain(convert(scheme, step));
    case 'moveSlot':
      return moveSlot(scheme, step);
    case 'add':
      if (namesBeside(scheme, step.part).includes(step.part.name))
        throw new Refused(`There is already one called “${step.part.name}”.`);
      // The declaration is checked with the whole scheme.
      return edited(
        withList(scheme, step.part, (list) => [
          ...list,
          { ...step.fields, name: step.part.name } as unknown as (typeof list)[number],
        ]),
      );
    case 'remove':
      assertPart(scheme, step.part);
      return plain(removePart(scheme, step.part));
    case 'change':
      assertPart(scheme, step.part);
      return edited(mapPart(scheme, step.part, (each) => changed(each, step.fields)));
    case 'order':
      return edited(
        withList(scheme, step, (list) => {
          const at = new Map(step.names.map((name, i) => [name, i]));
          const place = ({ name }: { name: string }) => at.get(name) ?? step.names.length;
          return [...list].sort((a, b) => place(a) - place(b));
        }),
      );
    case 'describe': {
      const { step: _, ...fields } = step;
      return edited({ ...scheme, ...fields });
    }
  }
}

function edited(scheme: Scheme): Stepped {
  return { scheme, renames: [], redirects: [], values: [], lost: [] };
}

function plain({ scheme, renames }: Edited): Stepped {
  return { ...edited(scheme), renames };
}

function changed<Each extends { readonly name: string }>(
  each: Each,
  fields: Readonly<Record<string, unknown>>,
) {
  const all: [string, unknown][] = Object.entries({ ...each, ...fields, name: each.name });
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as unknown as Each;
}

function merge(scheme: Scheme, { part, into, adopt = false }: StepOf<'merge'>): Stepped {
  assertPart(scheme, part);
  const to: PartName = { ...part, name: into };
  assertPart(scheme, to);
  if (into === part.name) throw new Refused(`${subjectOf(part)} cannot be merged into itself.`);
  switch (part.kind) {
    case 'span':
      return mergeTypes(scheme, part, to, adopt);
    case 'relation':
      return mergeRelations(scheme, part, to, adopt);
    case 'label': {
      const [from, target] = [part.name, into].map((name) =>
        scheme.labels.find((each) => each.name === name),
      ) as [DocumentLabel, DocumentLabel];
      const joined = joinAttributes(from.value, target.value);
      if (joined === null) throw new Refused(kindsDiffer(part, to));
      const isMany = from.many || target.many;
      const left = mapPart(scheme, to, (each) => ({ ...each, value: joined, ...(isMany && { many: true }) }));
      return redirected(filterPart(left, part), [{ from: part, to }]);
    }
    case 'attribute': {
      const joined = joinAttributes(partIn(scheme, part) as Attribute, partIn(scheme, to) as Attribute);
      if (joined === null) throw new Refused(kindsDiffer(part, to));
      return redirected(
        filterPart(
          mapPart(scheme, to, () => joined),
          part,
        ),
        [{ from: part, to }],
      );
    }
    case 'slot': {
      const slot = joinSlots(partIn(scheme, part) as SlotDeclaration, partIn(scheme, to) as SlotDeclaration);
      const types = scheme.types.map((type) =>
        type.name === part.owner?.name
          ? {
              ...type,
              slots: type.slots.flatMap((each) =>
                each.name === part.name
                  ? []
                  : [followDerived(each.name === into ? slot : each, part.name, into)],
              ),
            }
          : type,
      );
      return redirected({ ...scheme, types }, [{ from: part, to }]);
    }
  }
}

function mergeTypes(scheme: Scheme, part: PartName, to: PartName, adopt: boolean): Stepped {
  const type = requireType(scheme, part.name);
  const target = requireType(scheme, to.name);
  if (type.family !== target.family)
    throw new Refused(
      `${part.name} is of the family ${type.family} and ${to.name} of ${target.family}. Only types of one family can be merged.`,
    );
  const { attributes, ...inner } = joinParts('span', type, target, adopt);
  const slots = [...target.slots];
  const redirects = [{ from: part, to }, ...inner.redirects];
  const lost = [...inner.lost];
  for (const slot of type.slots) {
    const from: PartName = { kind: 'slot', name: slot.name, owner: { kind: 'span', name: type.name } };
    const at = slots.findIndex(({ name }) => name === slot.name);
    if (at < 0 && !adopt) {
      lost.push(from);
      continue;
    }
    if (at < 0) slots.push(slot);
    else slots[at] = joinSlots(slot, slots[at]!);
    redirects.push({
      from,
      to: { kind: 'slot', name: slot.name, owner: { kind: 'span', name: target.name } },
    });
  }
  // A type that takes the place of one above it moves up to there.
  const isBelow = namesAbove(scheme, to.name).includes(part.name);
  const placed = isBelow ? moveUnder(scheme, to.name, type.parent).scheme : scheme;
  const joined = mapPart(placed, to, (each) => ({ ...each, attributes, slots }));
  const followed = followType(filterPart(joined, part), (name) => (name === part.name ? to.name : name));
  return { ...redirected(withoutRepeats(followed), redirects), lost };
}

function mergeRelations(scheme: Scheme, part: PartName, to: PartName, adopt: boolean): Stepped {
  const type = partIn(scheme, part) as RelationType;
  const target = partIn(scheme, to) as RelationType;
  if (
    type.ends !== target.ends ||
    type.symmetric !== target.symmetric ||
    type.transitive !== target.transitive
  )
    throw new Refused(
      `${part.name} and ${to.name} differ in what they link or in how: both must be symmetric or directed, and transitive or not.`,
    );
  const { attributes, redirects, lost } = joinParts('relation', type, target, adopt);
  const joined = mapPart(scheme, to, (each) => ({
    ...each,
    attributes,
    from: joinAllowed(type.from, target.from),
    to: joinAllowed(type.to, target.to),
  }));
  const types = filterPart(joined, part).types.map((each) => ({
    ...each,
    slots: each.slots.map((slot) =>
      slot.derived?.relation === part.name
        ? { ...slot, derived: { ...slot.derived, relation: to.name } }
        : slot,
    ),
  }));
  return {
    ...redirected({ ...filterPart(joined, part), types }, [{ from: part, to }, ...redirects]),
    lost,
  };
}

/** Joins the attributes of two types by name. */
function joinParts(
  kind: 'span' | 'relation',
  type: SpanType | RelationType,
  target: SpanType | RelationType,
  adopt: boolean,
): { attributes: Attribute[]; redirects: Redirect[]; lost: PartName[] } {
  const attributes = [...target.attributes];
  const redirects: Redirect[] = [];
  const lost: PartName[] = [];
  for (const attribute of type.attributes) {
    const { name } = attribute;
    const from: PartName = { kind: 'attribute', name, owner: { kind, name: type.name } };
    const at = attributes.findIndex((each) => each.name === name);
    const joined = at < 0 ? (adopt ? attribute : null) : joinAttributes(attribute, attributes[at]!);
    if (joined === null) {
      lost.push(from);
      continue;
    }
    attributes.splice(at < 0 ? attributes.length : at, 1, joined);
    redirects.push({ from, to: { kind: 'attribute', name, owner: { kind, name: target.name } } });
  }
  return { attributes, redirects, lost };
}

/** Returns the second attribute, wide enough for the values of both; `null` if they are of different kinds. */
function joinAttributes(attribute: Attribute, target: Attribute): Attribute | null {
  if (attribute.kind === 'choice' && target.kind === 'choice') {
    const options = [...new Set([...target.options, ...attribute.options])];
    const labels = { ...attribute.optionLabels, ...target.optionLabels };
    return {
      ...target,
      options,
      ...(Object.keys(labels).length > 0 && { optionLabels: labels }),
    };
  }
  if (attribute.kind === 'number' && target.kind === 'number') {
    const { minimum, maximum, integer, ...rest } = target;
    const least = widest(Math.min, attribute.minimum, minimum);
    const most = widest(Math.max, attribute.maximum, maximum);
    return {
      ...rest,
      ...(least !== undefined && { minimum: least }),
      ...(most !== undefined && { maximum: most }),
      ...(integer && attribute.integer && { integer }),
    };
  }
  return attribute.kind === target.kind ? target : null;
}

function widest(
  choose: (a: number, b: number) => number,
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  return a === undefined || b === undefined ? undefined : choose(a, b);
}

/** Returns the second slot, wide enough for the fillers of both. Whether it takes many stays as it is. */
function joinSlots(slot: SlotDeclaration, target: SlotDeclaration): SlotDeclaration {
  return {
    ...target,
    types: joinAllowed(slot.types, target.types),
    accepts: [...new Set([...target.accepts, ...slot.accepts])],
  };
}

/** An empty list allows every type. */
function joinAllowed(a: readonly string[], b: readonly string[]): string[] {
  return a.length === 0 || b.length === 0 ? [] : [...new Set([...b, ...a])];
}

function followDerived(slot: SlotDeclaration, from: string, to: string): SlotDeclaration {
  return slot.derived?.slot === from ? { ...slot, derived: { ...slot.derived, slot: to } } : slot;
}

/** Two types that have become one stand once in a list of allowed types. */
function withoutRepeats(scheme: Scheme): Scheme {
  const once = (names: readonly string[]) => [...new Set(names)];
  return {
    ...scheme,
    types: scheme.types.map((type) => ({
      ...type,
      slots: type.slots.map((slot) => ({
        ...slot,
        types: once(slot.types),
        suggest: slot.suggest.map((rule) =>
          rule.rule === 'nearest' && rule.types ? { ...rule, types: once(rule.types) } : rule,
        ),
      })),
    })),
    relations: scheme.relations.map((each) => ({ ...each, from: once(each.from), to: once(each.to) })),
  };
}

function kindsDiffer(part: PartName, to: PartName): string {
  return `${subjectOf(part)} and ${subjectOf(to)} are of different kinds. Change the kind of one first.`;
}

function redirected(scheme: Scheme, redirects: readonly Redirect[]): Stepped {
  return { ...edited(scheme), redirects };
}

function mergeValues(scheme: Scheme, { part, values, into }: StepOf<'mergeValues'>): Stepped {
  const attribute = attributeIn(scheme, part);
  if (attribute.kind !== 'choice') throw new Refused(`${subjectOf(part)} is no choice of values.`);
  for (const value of [...values, into])
    if (!attribute.options.includes(value)) throw new Refused(`${subjectOf(part)} has no value “${value}”.`);
  if (values.includes(into)) throw new Refused(`The value “${into}” cannot be merged into itself.`);
  const { optionLabels, default: preset, ...rest } = attribute;
  const labels = Object.entries(optionLabels ?? {}).filter(([option]) => !values.includes(option));
  return {
    ...edited(
      withAttribute(scheme, part, {
        ...rest,
        options: attribute.options.filter((option) => !values.includes(option)),
        ...(optionLabels && { optionLabels: Object.fromEntries(labels) }),
        ...(preset !== undefined && { default: values.includes(preset) ? into : preset }),
      }),
    ),
    values: values.map((from) => ({ part, from, to: into })),
  };
}

function renameValue(scheme: Scheme, { part, value, to }: StepOf<'renameValue'>): Stepped {
  const attribute = attributeIn(scheme, part);
  if (attribute.kind !== 'choice') throw new Refused(`${subjectOf(part)} is no choice of values.`);
  if (!attribute.options.includes(value)) throw new Refused(`${subjectOf(part)} has no value “${value}”.`);
  if (attribute.options.includes(to)) throw new Refused(`There is already a value “${to}”.`);
  const follow = (option: string) => (option === value ? to : option);
  const renamed = <Each>(fields: Readonly<Record<string, Each>>) =>
    Object.fromEntries(Object.entries(fields).map(([option, each]) => [follow(option), each]));
  const { options, optionLabels, default: preset, ...rest } = attribute;
  return {
    ...edited(
      withAttribute(scheme, part, {
        ...rest,
        options: options.map(follow),
        ...(optionLabels && { optionLabels: renamed(optionLabels) }),
        ...(preset !== undefined && { default: follow(preset) }),
      }),
    ),
    values: [{ part, from: value, to }],
  };
}

function convert(scheme: Scheme, { part, to }: StepOf<'convert'>): Edited {
  attributeIn(scheme, part);
  return { scheme: withAttribute(scheme, part, to), renames: [] };
}

function moveSlot(scheme: Scheme, { part, to }: StepOf<'moveSlot'>): Stepped {
  assertPart(scheme, part);
  requireType(scheme, to);
  const target: PartName = { kind: 'slot', name: part.name, owner: { kind: 'span', name: to } };
  if (partIn(scheme, target)) throw new Refused(`There is already one called “${part.name}”.`);
  const slot = partIn(scheme, part)!;
  const left = removePart(scheme, part).scheme;
  const moved = withList(left, target, (list) => [...list, slot as (typeof list)[number]]);
  // Fillers count again once the type is merged into the one that has the slot.
  return { ...redirected(moved, [{ from: part, to: target }]), lost: [part] };
}
