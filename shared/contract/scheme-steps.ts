import * as z from 'zod';
import { AttributeValueSchema } from '../model/attributes/index.ts';
import { TermName } from '../model/attributes/common.ts';
import { Fragments } from '../model/fragments.ts';
import { Scheme } from '../model/scheme.ts';
import { Uid } from '../model/uid.ts';
import { SchemeStep } from '../scheme-edit/steps.ts';
import { command, editOf, jobInTurn, query } from './define.ts';

const Named = z.object({ id: Uid, name: z.string() });

/** An annotation with its words and the text around it. */
const InContext = z.object({
  span: Uid,
  type: z.string(),
  /** The name of its annotation set. */
  set: z.string(),
  document: Named,
  words: z.string(),
  before: z.string(),
  after: z.string(),
});

/** What a step does to the annotations. */
export const StepEffect = z.object({
  /** The number of annotations that change, of every set. */
  count: z.int(),
  /** What they become, with how many; null is what nothing decides. */
  outcomes: z.array(z.object({ to: z.string().nullable(), count: z.int() })),
  /** Of values that are converted: each with what it becomes; null is dropped. `isOpen` if nothing is said about it. */
  values: z.array(
    z.object({
      from: AttributeValueSchema,
      to: AttributeValueSchema.nullable(),
      isNamed: z.boolean(),
      isOpen: z.boolean(),
      count: z.int(),
    }),
  ),
  /** Entities of the registry whose type changes, and proposals in quarantine. */
  entities: z.int(),
  quarantined: z.int(),
  sets: z.array(z.object({ name: z.string(), count: z.int() })),
  documents: z.int(),
  /** The documents with most of them. */
  inDocuments: z.array(Named.extend({ count: z.int() })),
  /** What is out of sight afterwards. It stays stored, and undo brings it back. */
  hidden: z.array(z.object({ part: z.string(), count: z.int() })),
  /**
   * What a merge makes the same: places with two spans on the same words; relations that would repeat another one, of spans once
   * one of two is kept; labels and fillers of slots, of which one always stays.
   */
  duplicates: z.object({ spans: z.int(), relations: z.int(), labels: z.int(), fillers: z.int() }),
  /** Whether the step has to state what becomes of the spans or relations. */
  undecided: z.boolean(),
  /** The types below a merged one, which move under the one that stays. */
  below: z.array(z.string()),
  /** What is gone afterwards, until the change is undone. */
  losses: z.array(z.object({ what: z.string(), count: z.int() })),
  /** Ten of them, with what each becomes. */
  examples: z.array(InContext.extend({ to: z.string().nullable() })),
});
export type StepEffect = z.infer<typeof StepEffect>;

/** An annotation that a split has left for a person to decide. */
const Leftover = InContext.extend({
  fragments: Fragments,
  /** The new type that most annotations with the same words have; null if none has one. */
  likely: z.string().nullable(),
});
export type Leftover = z.infer<typeof Leftover>;

/** Calls that change the scheme together with annotations. */
export const schemeStepCalls = {
  /**
   * Applies steps as one change; those that rewrite annotations make it long. With `dryRun` nothing is stored. Refused if the scheme is
   * not of version `base` any more, and, unless `lose` is given, if something would be lost.
   */
  'scheme.apply': jobInTurn(
    z.object({
      job: Uid,
      steps: z.array(SchemeStep).min(1).max(1000),
      base: z.int().optional(),
      lose: z.boolean().default(false),
      dryRun: z.boolean().default(false),
      /** Skips steps that are done already. */
      once: z.boolean().default(false),
    }),
    z.object({
      /** In the order of the steps; null for one that concerns no annotation, and, unless for a dry run, for one that rewrites none. */
      effects: z.array(StepEffect.nullable()),
      /** The texts of the steps that were taken, in the same order. */
      taken: z.array(z.string()),
      /** The texts of steps that were done already; they have no effect in the list. */
      skipped: z.array(z.string()),
      version: z.int(),
      scheme: Scheme,
    }),
  ),
  /** What is left of the types that are being split, by type. */
  'scheme.leftovers': query(
    z.object({
      /** Lists those of this type. */
      type: TermName.optional(),
      limit: z.int().min(1).max(200).default(50),
      /** Continues after this annotation. */
      after: Uid.optional(),
    }),
    z.object({
      counts: z.array(
        z.object({
          type: z.string(),
          into: z.array(z.string()),
          left: z.int(),
          /** Those that a person has decided to leave as they are. */
          kept: z.int(),
        }),
      ),
      rows: z.array(Leftover),
    }),
  ),
  /** Gives annotations that a split has left one of its new types, or lets them keep theirs. */
  'scheme.decide': command(
    z.object({ spans: z.array(Uid).min(1).max(10_000), type: TermName }),
    z.object({ left: z.int() }),
    ({ spans }) => editOf(spans),
  ),
};
