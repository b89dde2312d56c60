import * as z from 'zod';
import { AttributeValueSchema } from '../model/attributes/index.ts';
import { TermName } from '../model/attributes/common.ts';
import { MAX_TEXT_VALUE } from '../model/attributes/text.ts';
import { Uid } from '../model/uid.ts';
import { OwnerSchema } from '../scheme-edit/steps.ts';
import { MOST_CHOSEN } from '../model/claim-groups.ts';
import { command, jobInTurn, query } from './define.ts';

/** An attribute whose values are managed as a list. */
const ListedAttribute = z.strictObject({ owner: OwnerSchema, name: TermName });
export type ListedAttribute = z.infer<typeof ListedAttribute>;

const Value = z.string().trim().min(1).max(MAX_TEXT_VALUE);
const Replacement = z.object({
  attribute: ListedAttribute,
  values: z.array(z.string().min(1).max(MAX_TEXT_VALUE)).min(1).max(1000),
  /** What they become; null removes them. */
  by: Value.nullable(),
});

const ListedValue = z.object({
  value: z.string(),
  annotations: z.int(),
  documents: z.int(),
  /** The hue of its colour in degrees of OKLCH; null if it has none. */
  hue: z.number().nullable(),
});
export type ListedValue = z.infer<typeof ListedValue>;

const Affected = { annotations: z.int(), documents: z.int() };

/** Calls about attributes with open values, such as topics: the list of those in use, and changes of all that have one. */
export const valueCalls = {
  /** The values that annotations of any set have, the most frequent first. */
  'values.list': query(
    z.object({
      attribute: ListedAttribute,
      search: z.string().max(500).optional(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().positive().max(1000).default(1000),
    }),
    z.object({ total: z.int(), rows: z.array(ListedValue) }),
  ),
  /** The values to offer while one writes: those that begin with the words come before those that contain them. */
  'values.offers': query(
    z.object({
      attribute: ListedAttribute,
      search: z.string().max(500),
      limit: z.int().positive().max(50).default(8),
    }),
    z.object({ values: z.array(ListedValue.omit({ documents: true })) }),
  ),
  /** What replacing values would change, in every set. */
  'values.effect': query(
    Replacement,
    z.object({ ...Affected, sets: z.array(z.object({ name: z.string(), ...Affected })) }),
  ),
  /** Renames, merges or removes values in all annotations that have one, of every set, as one change. Colours follow. */
  'values.replace': jobInTurn(Replacement.extend({ job: Uid }), z.object(Affected)),
  /** Gives a value a colour, or takes it away: a new version of the scheme. */
  'values.colour': command(
    z.object({ attribute: ListedAttribute, value: Value, hue: z.number().min(0).max(360).nullable() }),
    z.object({}),
  ),
  /** Sets an attribute of many spans, or removes it; those whose type does not have it stay as they are. */
  'values.set': jobInTurn(
    z.object({
      job: Uid,
      spans: z.array(Uid).min(1).max(MOST_CHOSEN),
      name: TermName,
      value: AttributeValueSchema.nullable(),
    }),
    z.object({ changed: z.int() }),
  ),
};
