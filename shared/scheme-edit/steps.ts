import * as z from 'zod';
import { Attribute, AttributeValueSchema } from '../model/attributes/index.ts';
import { TermName } from '../model/attributes/common.ts';

/** A type that owns attributes or slots. */
export const OwnerSchema = z.strictObject({ kind: z.enum(['span', 'relation']), name: z.string() });

/** A part of the scheme by name; attributes and slots within their type. */
export const PartSchema = z.strictObject({
  kind: z.enum(['span', 'relation', 'label', 'layer', 'attribute', 'slot']),
  name: z.string(),
  owner: OwnerSchema.optional(),
});
const PartOf = <const Kind extends z.output<typeof PartSchema>['kind']>(...kinds: readonly Kind[]) =>
  z.strictObject({ kind: z.enum(kinds), name: z.string(), owner: OwnerSchema.optional() });

/** Plain JSON; checked against the whole scheme once all steps are applied. */
const Fields = z.record(z.string(), z.json());

const Rename = z.strictObject({ step: z.literal('rename'), part: PartSchema, to: TermName });

/**
 * Makes a part go on as another one of its kind and owner. No row is written: the version of the scheme points the one on to
 * the other.
 */
const Merge = z.strictObject({
  step: z.literal('merge'),
  part: PartOf('span', 'relation', 'label', 'attribute', 'slot'),
  into: z.string(),
  /**
   * Of types: what becomes of two spans on the same words, or two relations of the same two, in one set. `one` deletes those of the
   * merged type.
   */
  duplicates: z.enum(['both', 'one']).optional(),
  /** Of types: whether attributes and slots that `into` lacks become its own. Otherwise their values are out of sight. */
  adopt: z.boolean().optional(),
});

/** Makes values of a choice go on as another value. */
const MergeValues = z.strictObject({
  step: z.literal('mergeValues'),
  part: PartOf('attribute', 'label'),
  values: z.array(z.string()).min(1),
  into: z.string(),
});

/** Gives a value of a choice another name; the colour and label that it has stay. No row is written. */
const RenameValue = z.strictObject({
  step: z.literal('renameValue'),
  part: PartOf('attribute', 'label'),
  value: z.string(),
  to: z.string().trim().min(1),
});

/**
 * Divides a type into several; those that the scheme lacks are made like it. Spans that no rule decides stay with the type as a queue,
 * or take the type of `rest`, which may be the type itself.
 */
const Split = z.strictObject({
  step: z.literal('split'),
  part: PartOf('span'),
  by: z.union([
    /** By the value of an attribute of the type. */
    z.strictObject({ attribute: z.string(), to: z.record(z.string(), TermName) }),
    /** By the words that a span covers, then by the names of its entities; what entries of two types fit stays undecided. */
    z.strictObject({
      list: z.array(
        z.strictObject({
          type: TermName,
          words: z.array(z.string().min(1)),
          match: z.enum(['whole', 'contains', 'starts']),
        }),
      ),
    }),
    /** By a person, one after the other. */
    z.strictObject({ hand: z.literal(true) }),
  ]),
  types: z
    .array(
      z.strictObject({
        name: TermName,
        label: z.string().min(1).max(80),
        hue: z.number().optional(),
        key: z.string().optional(),
      }),
    )
    .min(1),
  rest: z.union([z.literal('queue'), z.strictObject({ type: TermName })]),
});

/** Makes a type a value of an attribute of another type. */
const TypeToAttribute = z.strictObject({
  step: z.literal('typeToAttribute'),
  part: PartOf('span'),
  into: z.string(),
  attribute: z.string(),
  value: AttributeValueSchema,
});

/** Makes values of an attribute types, like the type that has it. Spans with other values, or none, keep their type. */
const AttributeToType = z.strictObject({
  step: z.literal('attributeToType'),
  part: PartOf('attribute'),
  to: z.record(z.string(), TermName),
});

/** Changes the kind of an attribute or label, with what becomes of each value; `null` deletes it. */
const Convert = z.strictObject({
  step: z.literal('convert'),
  part: PartOf('attribute', 'label'),
  to: Attribute,
  table: z.array(z.strictObject({ from: AttributeValueSchema, to: AttributeValueSchema.nullable() })),
  /** What becomes of values that the table does not name and that do not fit; `note` keeps them in notes. `refuse` by default. */
  unnamed: z.enum(['refuse', 'drop', 'note']).optional(),
});

/** Gives a slot to another type, with its fillers once the types are merged. */
const MoveSlot = z.strictObject({
  step: z.literal('moveSlot'),
  part: PartOf('slot'),
  /** The type that has it afterwards. */
  to: z.string(),
});

/** Adds a part with a declaration; `part.name` is its name. */
const Add = z.strictObject({ step: z.literal('add'), part: PartSchema, fields: Fields });
const Remove = z.strictObject({ step: z.literal('remove'), part: PartSchema });
/** Sets fields of a part; `null` takes a field away. */
const Change = z.strictObject({ step: z.literal('change'), part: PartSchema, fields: Fields });
/** Brings the parts of one list into an order; those that are not named come last, in theirs. */
const Order = z.strictObject({
  step: z.literal('order'),
  kind: PartSchema.shape.kind,
  owner: OwnerSchema.optional(),
  names: z.array(z.string()),
});
/** Sets name or description of the scheme itself. */
const Describe = z.strictObject({
  step: z.literal('describe'),
  name: z.string().optional(),
  description: z.string().optional(),
});

/** One step of a change of the scheme, in plain JSON. Names are those before the step. */
export const SchemeStep = z.discriminatedUnion('step', [
  Rename,
  Merge,
  MergeValues,
  RenameValue,
  Split,
  TypeToAttribute,
  AttributeToType,
  Convert,
  MoveSlot,
  Add,
  Remove,
  Change,
  Order,
  Describe,
]);
export type SchemeStep = z.output<typeof SchemeStep>;
export type StepName = SchemeStep['step'];
export type StepOf<Name extends StepName> = Extract<SchemeStep, { step: Name }>;

/** The steps that change annotations beside the scheme. */
export type RowStep = StepOf<'split' | 'typeToAttribute' | 'attributeToType' | 'convert'>;

/** Whether a step writes rows of annotations. A merge only removes what it makes the same as another one, if it shall. */
export function isRowStep(step: SchemeStep): step is RowStep {
  return ['split', 'typeToAttribute', 'attributeToType', 'convert'].includes(step.step);
}
