import * as z from 'zod';
import {
  ATTRIBUTE_KINDS,
  attributeSchema,
  problemOfValue,
  type Attribute,
  type AttributeKinds,
  type AttributeValue,
} from './attributes/index.ts';
import { TermName } from './attributes/common.ts';
import { GuidelineSchema } from '../guideline/markdown.ts';
import { SuggestionRule } from './suggestion.ts';
import { allowsType, problemOfParent } from './type-tree.ts';

const Label = z.string().min(1).max(80);
const Markdown = z.string().max(20_000);
/** Hue in degrees of OKLCH; lightness and chroma belong to the theme, so that all types weigh the same. */
const Hue = z.number().min(0).max(360);
/** One plain letter of any script, in lower case where it has cases; digits belong to the slots, modifiers to the commands. */
const TypeKey = z.string().regex(/^[\p{Ll}\p{Lo}]$/u, 'one lower-case letter');

/**
 * What kind of thing a span type marks. A `cue` is owned by a claim and not counted among spans;
 * mentions are tinted in the text, claims and events are bracketed in the margin.
 */
export const Family = z.enum(['mention', 'claim', 'event', 'cue']);
export type Family = z.infer<typeof Family>;

/** A named, typed link from a span to its fillers, declared by the span's type. */
export const SlotDeclaration = z.strictObject({
  name: TermName,
  label: Label,
  help: z.string().max(2000).optional(),
  /** Names of span types that may fill it; empty means any span. */
  types: z.array(TermName),
  /** Whether a registry entity, a document or a free text may fill it in place of a span. */
  accepts: z
    .array(z.enum(['span', 'entity', 'document', 'text']))
    .min(1)
    .default(['span', 'entity']),
  many: z.boolean().default(false),
  /** Whether it is listed as open until it is filled, or a reason for leaving it empty is given; nothing is refused. */
  required: z.boolean().default(false),
  /** Type given to a mention that is made by filling the slot. */
  defaultType: TermName.optional(),
  /** Whether the next claim may start with the fillers of the one before. */
  carried: z.boolean().default(false),
  /** What is offered as fillers, in order. */
  suggest: z.array(SuggestionRule).default([]),
  /**
   * What it is taken to hold while nothing fills it: where a relation of the registry leads from the entities in
   * another slot of the span. It is shown and never stored.
   */
  derived: z.strictObject({ slot: TermName, relation: TermName }).optional(),
});
export type SlotDeclaration = z.infer<typeof SlotDeclaration>;

export const Layer = z.strictObject({ name: TermName, label: Label, visible: z.boolean().default(true) });
export type Layer = z.infer<typeof Layer>;

/** Returns the schemas of a scheme and its parts whose attributes are of the given kinds. */
function schemasOf(kinds: AttributeKinds) {
  const attribute = attributeSchema(kinds);
  const SpanType = z.strictObject({
    name: TermName,
    label: Label,
    layer: TermName,
    family: Family.default('mention'),
    /** The type above it in the hierarchy, of the same family: what holds for that type holds for this one too. */
    parent: TermName.optional(),
    hue: Hue,
    key: TypeKey.optional(),
    /** Whether a name of this type is an open item until it is linked to an entity. */
    wantsEntity: z.boolean().optional(),
    /** The types that it is being split into: its spans are a queue, in which a person gives each one of them. */
    splitInto: z.array(TermName).min(1).optional(),
    guideline: GuidelineSchema,
    attributes: z.array(attribute).default([]),
    slots: z.array(SlotDeclaration).default([]),
  });
  const RelationType = z.strictObject({
    name: TermName,
    label: Label,
    /** Whether it links two spans or two registry entities. */
    ends: z.enum(['span', 'entity']),
    /** Allowed types at either end; empty means any. */
    from: z.array(TermName).default([]),
    to: z.array(TermName).default([]),
    symmetric: z.boolean().default(false),
    transitive: z.boolean().default(false),
    hue: Hue.default(250),
    guideline: GuidelineSchema,
    attributes: z.array(attribute).default([]),
  });
  const DocumentLabel = z.strictObject({
    name: TermName,
    label: Label,
    /** The set of questions to which it belongs, such as “Topic”; shown and hidden together. */
    group: Label.optional(),
    /** Whether a document may have several of the values. Only for a choice; each value is stored as a label of its own. */
    many: z.boolean().optional(),
    guideline: GuidelineSchema,
    value: attribute,
  });
  const Shape = z.strictObject({
    name: z.string().min(1).max(120),
    description: Markdown.default(''),
    layers: z.array(Layer).min(1),
    types: z.array(SpanType),
    relations: z.array(RelationType).default([]),
    labels: z.array(DocumentLabel).default([]),
  });
  const Scheme = Shape.check((context) => {
    for (const { path, message } of inconsistencies(context.value, kinds)) {
      context.issues.push({ code: 'custom', path, message, input: context.value });
    }
  });
  return { SpanType, RelationType, DocumentLabel, Scheme };
}
const SCHEMAS = schemasOf(ATTRIBUTE_KINDS);

export const { SpanType, RelationType } = SCHEMAS;
export type SpanType = z.infer<typeof SpanType>;
export type RelationType = z.infer<typeof RelationType>;

/** A label on a whole document: a question with one value per annotation set, or several. */
export const { DocumentLabel } = SCHEMAS;
export type DocumentLabel = z.infer<typeof DocumentLabel>;

/**
 * The annotation scheme of a project: span types in layers, relation types, document labels.
 * Beyond shapes it checks that names and keys are unique, that references resolve and that defaults fit.
 */
export const { Scheme } = SCHEMAS;
export type Scheme = z.infer<typeof Scheme>;

/** Returns {@link Scheme} for other kinds of attributes. */
export function schemeSchema(kinds: AttributeKinds = ATTRIBUTE_KINDS): typeof Scheme {
  return kinds === ATTRIBUTE_KINDS ? Scheme : schemasOf(kinds).Scheme;
}

interface Inconsistency {
  readonly path: (string | number)[];
  readonly message: string;
}

function* duplicates(
  names: readonly (string | undefined)[],
  path: string,
  what: string,
): Generator<Inconsistency> {
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (name === undefined) continue;
    if (seen.has(name)) yield { path: [path, i], message: `${what} "${name}" is used twice` };
    seen.add(name);
  }
}

function* inconsistencies(scheme: Scheme, kinds: AttributeKinds): Generator<Inconsistency> {
  const types = new Set(scheme.types.map((type) => type.name));
  const layers = new Set(scheme.layers.map((layer) => layer.name));
  yield* problemsOfGuidelines(scheme);
  yield* duplicates(
    scheme.layers.map((l) => l.name),
    'layers',
    'the layer name',
  );
  yield* duplicates(
    scheme.types.map((t) => t.name),
    'types',
    'the type name',
  );
  yield* duplicates(
    scheme.types.map((t) => t.key),
    'types',
    'the key',
  );
  yield* duplicates(
    scheme.relations.map((r) => r.name),
    'relations',
    'the relation name',
  );
  yield* duplicates(
    scheme.labels.map((l) => l.name),
    'labels',
    'the label name',
  );

  for (const [i, type] of scheme.types.entries()) {
    const at = ['types', i];
    if (!layers.has(type.layer))
      yield { path: [...at, 'layer'], message: `there is no layer "${type.layer}"` };
    const misplaced = problemOfParent(scheme, type);
    if (misplaced !== null) yield { path: [...at, 'parent'], message: misplaced };
    yield* problemsOfAttributes(type.attributes, at, kinds);
    yield* unknownTypes(type.slots.flatMap(namedTypes), types, [...at, 'slots']);
    yield* unknownTypes(type.splitInto ?? [], types, [...at, 'splitInto']);
    yield* problemsOfDerivedSlots(type, scheme.relations, at);
    for (const { name, types: allowed, defaultType } of type.slots) {
      if (defaultType !== undefined && !allowsType(scheme, allowed, defaultType))
        yield {
          path: [...at, 'slots', name],
          message: `the default type "${defaultType}" is not one of its allowed types`,
        };
    }
    yield* duplicates(
      type.slots.map((slot) => slot.name),
      'types',
      `in ${type.name}, the slot name`,
    );
  }
  for (const [i, relation] of scheme.relations.entries()) {
    yield* problemsOfAttributes(relation.attributes, ['relations', i], kinds);
    yield* unknownTypes([...relation.from, ...relation.to], types, ['relations', i]);
  }
  for (const [i, label] of scheme.labels.entries()) {
    yield* problemsOfAttributes([label.value], ['labels', i], kinds);
    if (label.many && label.value.kind !== 'choice')
      yield {
        path: ['labels', i, 'many'],
        message: `"${label.name}" has no values of which several can hold`,
      };
  }
}

function* problemsOfGuidelines(scheme: Scheme): Generator<Inconsistency> {
  for (const list of ['types', 'relations', 'labels'] as const)
    for (const [i, { name, guideline }] of scheme[list].entries()) {
      const uids = guideline.map(({ uid }) => uid);
      if (new Set(uids).size < uids.length)
        yield {
          path: [list, i, 'guideline'],
          message: `two blocks of the guideline of "${name}" have the same uid`,
        };
    }
}

function* problemsOfDerivedSlots(
  { slots }: SpanType,
  relations: readonly RelationType[],
  at: (string | number)[],
): Generator<Inconsistency> {
  for (const { name, accepts, derived } of slots) {
    if (!derived) continue;
    const path = [...at, 'slots', name, 'derived'];
    if (!slots.some((slot) => slot.name === derived.slot && slot.name !== name))
      yield { path, message: `there is no other slot "${derived.slot}"` };
    if (!relations.some((relation) => relation.name === derived.relation && relation.ends === 'entity'))
      yield { path, message: `there is no relation "${derived.relation}" between entities` };
    if (!accepts.includes('entity')) yield { path, message: 'the slot does not accept entities' };
  }
}

/** Every type that a slot's declaration names. */
function namedTypes({ types, defaultType, suggest }: SlotDeclaration): string[] {
  const ruled = suggest.flatMap((rule) => (rule.rule === 'nearest' ? (rule.types ?? []) : []));
  return [...types, ...(defaultType === undefined ? [] : [defaultType]), ...ruled];
}

function* unknownTypes(
  names: readonly string[],
  known: ReadonlySet<string>,
  path: (string | number)[],
): Generator<Inconsistency> {
  for (const name of names) if (!known.has(name)) yield { path, message: `there is no type "${name}"` };
}

function* problemsOfAttributes(
  attributes: readonly Attribute[],
  at: (string | number)[],
  kinds: AttributeKinds,
): Generator<Inconsistency> {
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const path = [...at, 'attributes', attribute.name];
    if (seen.has(attribute.name))
      yield { path, message: `the attribute "${attribute.name}" is declared twice` };
    seen.add(attribute.name);
    const reason =
      attribute.default === undefined ? null : problemOfValue(attribute, attribute.default, kinds);
    if (reason) yield { path, message: `the default of "${attribute.name}" ${reason}` };
  }
}

/** Attribute values of one annotation by attribute name. */
export type AttributeValues = Readonly<Record<string, AttributeValue>>;

/** The values an annotation of a type starts with: its declared defaults. */
export function defaultValues(attributes: readonly Attribute[]): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {};
  for (const { name, default: value } of attributes) if (value !== undefined) values[name] = value;
  return values;
}

/** Finds a span type by name. */
export function spanType(scheme: Scheme, name: string): SpanType | undefined {
  return scheme.types.find((type) => type.name === name);
}

/** Returns the label of a span type or relation type; its name if the scheme does not have it or while there is no scheme. */
export function typeLabel(scheme: Pick<Scheme, 'types' | 'relations'> | undefined, name: string): string {
  const named = (part: { name: string }) => part.name === name;
  return (scheme?.types.find(named) ?? scheme?.relations.find(named))?.label ?? name;
}
