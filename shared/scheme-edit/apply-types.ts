import { problemOfValue, type Attribute, type AttributeValue } from '../model/attributes/index.ts';
import { nthHue } from '../model/hue.ts';
import type { Scheme, SpanType } from '../model/scheme.ts';
import { subjectOf } from './diff.ts';
import { changePart, freeKeys, Refused, removePart, type Edited } from './edit.ts';
import { attributeIn, partIn, requireType, withAttribute } from './find-part.ts';
import type { PartName } from './names.ts';
import type { StepOf } from './steps.ts';

type Split = StepOf<'split'>;

/**
 * Divides a type. Types that the scheme lacks are made like it; all of them are allowed wherever it is allowed. Applied again, the
 * scheme stays as it is.
 */
export function split(scheme: Scheme, step: Split): Edited {
  const { part, by, types, rest } = step;
  const names = types.map(({ name }) => name);
  const target = rest === 'queue' ? undefined : rest.type;
  if (!partIn(scheme, part) && target !== undefined && names.every((name) => findType(scheme, name)))
    return { scheme, renames: [] };
  const type = requireType(scheme, part.name);
  assertTargets(scheme, step);
  const lacking = types.filter(({ name }) => !findType(scheme, name));
  const keys = keysOf(scheme, lacking);
  const made = lacking.map((each, i) => newType(scheme, type, { ...each, key: keys[i], place: i }, by));
  const at = scheme.types.indexOf(type) + 1;
  const all = [...scheme.types.slice(0, at), ...made, ...scheme.types.slice(at)];
  const allowed = allowBeside({ ...scheme, types: all }, type.name, names);
  if (rest === 'queue') return changePart(allowed, part, { splitInto: names });
  return target === type.name ? { scheme: allowed, renames: [] } : replaceType(allowed, part, target!);
}

/** Makes a type a value of an attribute of another one, which gets the attribute or the option if it lacks it. */
export function typeToAttribute(
  scheme: Scheme,
  { part, into, attribute, value }: StepOf<'typeToAttribute'>,
): Edited {
  const target = requireType(scheme, into);
  const at: PartName = { kind: 'attribute', name: attribute, owner: { kind: 'span', name: into } };
  const declared = partIn(scheme, at) as Attribute | undefined;
  const isThere = declared !== undefined && problemOfValue(declared, value) === null;
  if (isThere && !partIn(scheme, part)) return { scheme, renames: [] };
  const type = requireType(scheme, part.name);
  if (part.name === into) throw new Refused(`${into} cannot become a value of itself.`);
  assertFamily(type, target);
  const widened = isThere ? scheme : withValue(scheme, at, declared, value);
  return replaceType(allowBeside(widened, part.name, [into]), part, into);
}

/** Makes values of an attribute types. Spans that have another value, or none, keep their type and its attribute. */
export function attributeToType(scheme: Scheme, { part, to }: StepOf<'attributeToType'>): Edited {
  attributeIn(scheme, part);
  if (part.owner?.kind !== 'span')
    throw new Refused('Only an attribute of a type of spans can become types.');
  const names = [...new Set(Object.values(to))];
  return split(scheme, {
    step: 'split',
    part: { kind: 'span', name: part.owner.name },
    by: { attribute: part.name, to },
    types: names.map((name) => ({ name, label: name })),
    rest: { type: part.owner.name },
  });
}

function assertTargets(scheme: Scheme, { part, by, types, rest }: Split): void {
  const type = requireType(scheme, part.name);
  const names = types.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Refused('Each new type is named once.');
  const used = [
    ...('attribute' in by ? Object.values(by.to) : 'list' in by ? by.list.map((each) => each.type) : []),
    ...(rest === 'queue' || rest.type === type.name ? [] : [rest.type]),
  ];
  for (const name of used)
    if (!names.includes(name))
      throw new Refused(`${name} is not among the types that ${type.name} is split into.`);
  if (names.includes(type.name)) throw new Refused(`${type.name} cannot be split into itself.`);
  if ('attribute' in by && !type.attributes.some(({ name }) => name === by.attribute))
    throw new Refused(`There is no attribute ${type.name} · ${by.attribute}.`);
  for (const name of names) {
    const there = findType(scheme, name);
    if (there) assertFamily(type, there);
  }
}

function assertFamily(type: SpanType, target: SpanType): void {
  if (type.family !== target.family)
    throw new Refused(`${type.name} is of the family ${type.family} and ${target.name} of ${target.family}.`);
}

/** A type like the one that is split. It lacks the attribute whose value it stands for, if it stands for one value only. */
function newType(
  scheme: Scheme,
  type: SpanType,
  {
    name,
    label,
    hue,
    key,
    place,
  }: Omit<Split['types'][number], 'key'> & { readonly key: string | undefined; readonly place: number },
  by: Split['by'],
): SpanType {
  const { key: _, splitInto: __, ...like } = type;
  const values = 'attribute' in by ? Object.values(by.to).filter((each) => each === name) : [];
  const told = 'attribute' in by && values.length === 1 ? by.attribute : undefined;
  return {
    ...like,
    name,
    label,
    hue: hue ?? Math.round(nthHue(scheme.types.length + scheme.relations.length + place)),
    guideline: [],
    attributes: type.attributes.filter((attribute) => attribute.name !== told),
    ...(key !== undefined && { key }),
  };
}

/** Returns the keys of new types: those that are stated, and for each of the others a free letter of its own, if there is one. */
function keysOf(scheme: Scheme, types: Split['types']): (string | undefined)[] {
  const taken = new Set(types.flatMap(({ key }) => key ?? []));
  return types.map(({ name, key }) => {
    const chosen = key ?? freeKeys(scheme, name).find((free) => !taken.has(free));
    if (chosen !== undefined) taken.add(chosen);
    return chosen;
  });
}

/** Removes a type; where it is the default or stands in a list alone, another one takes its place. */
function replaceType(scheme: Scheme, part: PartName, by: string): Edited {
  const types = scheme.types.map((type) => ({
    ...type,
    slots: type.slots.map((slot) => (slot.defaultType === part.name ? { ...slot, defaultType: by } : slot)),
  }));
  return removePart({ ...scheme, types }, part);
}

/** The scheme in which an attribute takes a value: it is made, or gets one more option. */
function withValue(
  scheme: Scheme,
  at: PartName,
  declared: Attribute | undefined,
  value: AttributeValue,
): Scheme {
  if (declared?.kind === 'choice' && typeof value === 'string')
    return withAttribute(scheme, at, { ...declared, options: [...declared.options, value] });
  if (declared) throw new Refused(`${subjectOf(at)} does not take the value “${String(value)}”.`);
  const kind = { string: 'choice', number: 'number', boolean: 'boolean' }[typeof value as 'string'];
  const made = {
    kind,
    name: at.name,
    label: at.name,
    ...(typeof value === 'string' && { options: [value] }),
  } as Attribute;
  const owner: PartName = { kind: 'span', name: at.owner!.name };
  return changePart(scheme, owner, { attributes: [...requireType(scheme, owner.name).attributes, made] })
    .scheme;
}

/** Allows types wherever another one is allowed by name. */
function allowBeside(scheme: Scheme, name: string, others: readonly string[]): Scheme {
  const beside = (names: readonly string[]) =>
    names.includes(name) ? [...new Set([...names, ...others])] : [...names];
  return {
    ...scheme,
    types: scheme.types.map((type) => ({
      ...type,
      slots: type.slots.map((slot) => ({
        ...slot,
        types: beside(slot.types),
        suggest: slot.suggest.map((rule) =>
          rule.rule === 'nearest' && rule.types ? { ...rule, types: beside(rule.types) } : rule,
        ),
      })),
    })),
    relations: scheme.relations.map((each) => ({ ...each, from: beside(each.from), to: beside(each.to) })),
  };
}

function findType({ types }: Scheme, name: string): SpanType | undefined {
  return types.find((each) => each.name === name);
}
