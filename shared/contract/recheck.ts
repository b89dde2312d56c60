import * as z from 'zod';
import { TermName } from '../model/attributes/common.ts';
import { Uid } from '../model/uid.ts';
import { command, editOf, job, query } from './define.ts';

/** An annotation that is to be looked at again, since its type means something else than when it was made or last confirmed. */
const RecheckRow = z.object({
  id: Uid,
  kind: z.enum(['span', 'relation', 'label']),
  /** `null` for a relation across documents or between entities. */
  document: Uid.nullable(),
  /** The span to show: itself, or the start of a relation. */
  span: Uid.nullable(),
  documentTitle: z.string(),
  type: TermName,
  text: z.string(),
  /** Who changed it last, and the number of the version of the scheme under which that was. */
  analyst: z.string().nullable(),
  version: z.int(),
});
export type RecheckRow = z.infer<typeof RecheckRow>;

/** Same words, same type. */
const RecheckGroup = z.object({ type: TermName, text: z.string(), count: z.int(), documents: z.int() });
export type RecheckGroup = z.infer<typeof RecheckGroup>;

/** Which of them: all of the set, or those of a type, an article, or with the same words. The analyst's own set by default. */
const Chosen = z.object({
  set: Uid.optional(),
  type: TermName.optional(),
  document: Uid.optional(),
  text: z.string().optional(),
});

/** Calls about annotations that were made before their type changed its meaning. */
export const recheckCalls = {
  /** How many there are, by set and type. Sets of models are left out. */
  'recheck.counts': query(
    z.object({}),
    z.object({
      total: z.int(),
      sets: z.array(
        z.object({
          set: Uid,
          name: z.string(),
          /** Whether it is the analyst's own. */
          own: z.boolean(),
          count: z.int(),
          types: z.array(
            z.object({ kind: z.enum(['span', 'relation', 'label']), name: TermName, count: z.int() }),
          ),
        }),
      ),
    }),
  ),
  'recheck.list': query(
    Chosen.extend({ offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(500).default(100) }),
    z.object({ annotations: z.int(), documents: z.int(), rows: z.array(RecheckRow) }),
  ),
  'recheck.groups': query(
    Chosen.extend({ limit: z.int().min(1).max(500).default(100) }),
    z.object({ groups: z.array(RecheckGroup) }),
  ),
  /** Confirms annotations as they are. Those that are not in the list are skipped. */
  'recheck.confirm': command(
    z.object({ set: Uid.optional(), ids: z.array(Uid).min(1).max(500) }),
    z.object({ confirmed: z.int() }),
    ({ ids }) => editOf(ids),
  ),
  /** Confirms all that are chosen: one journal entry. */
  'recheck.confirmAll': job(Chosen.extend({ job: Uid }), z.object({ confirmed: z.int() })),
};
