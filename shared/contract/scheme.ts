import * as z from 'zod';
import { AttributeValueSchema } from '../model/attributes/index.ts';
import { Scheme } from '../model/scheme.ts';
import { Uid } from '../model/uid.ts';
import { PartSchema, SchemeStep } from '../scheme-edit/steps.ts';
import { SCHEME_FORMATS } from '../scheme-files/formats.ts';
import { command, job, query } from './define.ts';

const Rename = z.strictObject({ part: PartSchema, to: z.string() });

/**
 * What the scheme shall be: another one, with what goes on under another name; as it was in an earlier version; or as steps
 * make it.
 */
const Target = z.union([
  z.strictObject({ scheme: Scheme, renames: z.array(Rename).default([]) }),
  z.strictObject({ version: z.int() }),
  /** With `once`, steps that are done already are skipped. */
  z.strictObject({ steps: z.array(SchemeStep).min(1).max(1000), once: z.boolean().optional() }),
]);
export type SchemeTarget = z.output<typeof Target>;

/** One difference, and what it means for the existing annotations. */
export const PlannedChange = z.object({
  verb: z.enum(['added', 'changed', 'removed']),
  subject: z.string(),
  text: z.string(),
  /** Why it cannot be, with counts and where; `null` when it can. */
  refusal: z.string().nullable(),
  /** What follows from it. */
  note: z.string().nullable(),
  /** The type, relation type or label, by its new name, whose annotations may mean something else after it. */
  meaning: PartSchema.nullable(),
});
export type PlannedChange = z.infer<typeof PlannedChange>;

/** What a step does to the annotations. */
export const PlannedStep = z.object({
  text: z.string(),
  /** The annotations that it concerns: of a merge, those that are read as another type, value or part. */
  count: z.int(),
  documents: z.int(),
  sets: z.array(z.object({ name: z.string(), count: z.int(), documents: z.int() })),
  /** What is out of sight afterwards. It stays stored, and undo brings it back. */
  lost: z.array(z.object({ part: z.string(), count: z.int() })),
  /** The places that would have two spans on the same words. */
  duplicates: z.int(),
  /** The relations that would repeat another one; of spans, once one of two is kept. */
  repeatedRelations: z.int(),
  /** Whether the step has to say what becomes of them. */
  undecided: z.boolean(),
  examples: z.array(z.object({ document: Uid, name: z.string(), quote: z.string() })),
});
export type PlannedStep = z.infer<typeof PlannedStep>;

/** One difference between two schemes. */
export const SchemeDifference = PlannedChange.pick({ verb: true, subject: true, text: true });
export type SchemeDifference = z.infer<typeof SchemeDifference>;

const Uses = z.object({
  count: z.int(),
  entities: z.int(),
  sets: z.array(z.object({ name: z.string(), count: z.int(), documents: z.int() })),
  documents: z.int(),
  examples: z.array(z.object({ id: Uid, name: z.string() })),
  /** The same in a sentence; `null` when nothing uses it. */
  words: z.string().nullable(),
});
export type SchemeUses = z.infer<typeof Uses>;

/** Calls that look at the scheme and change it. */
export const schemeCalls = {
  /** What a change would do, without doing it. */
  'scheme.plan': query(
    z.object({ target: Target }),
    z.object({
      changes: z.array(PlannedChange),
      /** Of a target in steps: those that would be taken, and the texts of those that are done already. */
      steps: z.array(PlannedStep),
      skipped: z.array(z.string()),
    }),
  ),
  /**
   * Makes a new version. Refused when the scheme is not of version `base` any more, or when annotations stand in the way
   * of any part of it.
   */
  'scheme.edit': command(
    z.object({
      base: z.int(),
      target: Target,
      /**
       * The types, relation types and labels, by their new names, that mean something else from now on: their annotations are
       * to be looked at again.
       */
      meaning: z.array(PartSchema).max(500).default([]),
    }),
    z.object({
      version: z.int(),
      scheme: Scheme,
      changes: z.array(PlannedChange),
      /** Of a target in steps: the texts of those that were done already. */
      skipped: z.array(z.string()),
    }),
  ),
  /** Who uses a part and, of a type, its attributes and slots; of a choice, each of its values. */
  'scheme.uses': query(
    z.object({ part: PartSchema }),
    z.object({
      uses: Uses,
      inner: z.array(z.object({ kind: z.enum(['attribute', 'slot']), name: z.string(), uses: Uses })),
      values: z.array(z.object({ attribute: z.string(), value: AttributeValueSchema, count: z.int() })),
    }),
  ),
  /** How many annotations of every set have each type, relation type and label, by name; those without any are missing. */
  'scheme.counts': query(
    z.object({}),
    z.object({
      span: z.record(z.string(), z.int()),
      relation: z.record(z.string(), z.int()),
      label: z.record(z.string(), z.int()),
    }),
  ),
  'scheme.versions': query(
    z.object({ before: z.int().optional(), limit: z.int().min(1).max(100).default(30) }),
    z.object({
      versions: z.array(
        z.object({
          number: z.int(),
          label: z.string(),
          /** ISO 8601. */
          at: z.string(),
          analyst: z.string().nullable(),
          inForce: z.boolean(),
          undone: z.boolean(),
          /** The types, relation types and labels whose meaning it changed. */
          meaning: z.array(z.string()),
          changes: z.array(SchemeDifference),
        }),
      ),
      /** Ask with this number for those before. */
      next: z.int().nullable(),
    }),
  ),
  /** Writes the scheme into a folder, or beside the project. `lost` is what the format does not hold, in words. */
  'scheme.export': job(
    z.object({ job: Uid, folder: Uid.optional(), format: z.enum(SCHEME_FORMATS).default('json') }),
    z.object({ path: z.string(), version: z.int(), lost: z.array(SchemeDifference) }),
  ),
};
