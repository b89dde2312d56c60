import * as z from 'zod';
import { Attributes } from '../model/annotation.ts';
import { TermName } from '../model/attributes/common.ts';
import { Uid } from '../model/uid.ts';
import { job } from './define.ts';

const Scope = z.union([z.strictObject({ document: Uid }), z.literal('project')]);

/** Which string is looked for, where, and as what it would be tagged. */
const Query = z.object({
  job: Uid,
  text: z.string().min(1).max(1000),
  type: TermName,
  scope: Scope,
  set: Uid.optional(),
  /** Those of the new spans; a `role` among them decides which spans count as the same case. */
  attributes: Attributes.optional(),
  /** What the new spans are linked to, and those that are tagged so already but not linked. */
  entities: z.array(Uid).optional(),
});

/**
 * How an occurrence came to be found, one group each: `exact` and `folded` (case and diacritics) as whole words,
 * `inside` a longer word, `overlap` with spans of the same layer, `role:R` already tagged in another role, `unlinked`: tagged so
 * already, but not linked, if there are entities to link to.
 */
export const PropagationGroup = z.string().regex(/^(?:exact|folded|unlinked|inside|overlap|role:.{0,200})$/u);

export const Occurrence = z.object({
  document: Uid,
  documentTitle: z.string(),
  start: z.int(),
  end: z.int(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
  /** The type of the span that it overlaps. */
  overlaps: TermName.optional(),
});
export type Occurrence = z.infer<typeof Occurrence>;

const Group = z.object({
  id: PropagationGroup,
  /** Whether it is selected by default. */
  ticked: z.boolean(),
  count: z.int(),
  documents: z.int(),
  /** Up to `rows` of the query; `count` is the number of all. */
  rows: z.array(Occurrence),
});
export type PropagationGroupInfo = z.infer<typeof Group>;

/** Tagging every other occurrence of a string, in a document or the project. */
export const propagationCalls = {
  'propagation.preview': job(
    Query.extend({
      /** Occurrences listed for each group. */
      rows: z.int().nonnegative().max(2000).optional(),
      /** What to count as chosen; by default the groups that are ticked. */
      groups: z.array(PropagationGroup).optional(),
    }),
    z.object({
      searched: z.int(),
      groups: z.array(Group),
      /** Occurrences tagged so already. */
      identical: z.int(),
      chosen: z.object({ created: z.int(), documents: z.int(), linked: z.int() }),
    }),
  ),
  /** Tags what the chosen groups hold now, exceptions left out: one journal entry, or nothing. */
  'propagation.apply': job(
    Query.extend({
      groups: z.array(PropagationGroup).min(1),
      except: z.array(z.object({ document: Uid, start: z.int() })).optional(),
      /** The document it was asked for from: its undo takes it back too. */
      from: Uid.optional(),
    }),
    /** `documents` counts those in which spans were created or linked. */
    z.object({ created: z.int(), documents: z.int(), linked: z.int() }),
  ),
};
