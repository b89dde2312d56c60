import * as z from 'zod';
import { Label, Note, Relation, Span } from '../model/annotation.ts';
import { Status } from '../model/document.ts';
import { Uid } from '../model/uid.ts';
import { TOPICS } from './topics.ts';

/** What a change made stale; clients refetch it unless the patch already brings it. */
export const Topic = z.enum(TOPICS);
export type Topic = z.infer<typeof Topic>;

/** The annotations a change wrote, as they are now, and what it removed. */
export const AnnotationPatch = z.object({
  spans: z.array(Span),
  relations: z.array(Relation),
  labels: z.array(Label),
  notes: z.array(Note),
  removed: z.array(Uid),
});
export type AnnotationPatch = z.infer<typeof AnnotationPatch>;

/** What lists and counts show of a span. */
const CountedSpan = z.object({
  document: Uid,
  set: Uid,
  type: z.string(),
  /** Whether it belongs to another span, as a cue does. */
  owned: z.boolean(),
  /** Whether it names an entity. */
  linked: z.boolean(),
});

/**
 * A change of nothing but spans, slots and statuses, in enough detail to bring the results of queries up to date without running
 * them again.
 */
export const CountedChange = z.object({
  /** Local id of the change. Results of queries state the last change that they include. */
  id: z.int(),
  spans: z.array(z.object({ id: Uid, before: CountedSpan.nullable(), after: CountedSpan.nullable() })),
  /** Spans with slots that were changed. */
  frames: z.array(Uid),
  statuses: z.array(
    z.object({ document: Uid, set: Uid, before: Status, status: Status, reason: z.string() }),
  ),
  /** Open items after the change, of each document and set in which it wrote spans or slots. */
  openItems: z.array(z.object({ document: Uid, set: Uid, count: z.int() })),
});
export type CountedChange = z.infer<typeof CountedChange>;

/** Announced to every client after a commit; its arrival is what "saved" means. */
export const ChangeNotice = z.object({
  change: Uid,
  label: z.string(),
  /** ISO 8601. */
  at: z.string(),
  documents: z.array(Uid),
  stale: z.array(Topic),
  /** `null`: too much to list, read the open document again. */
  patch: AnnotationPatch.nullable(),
  /** `null`: the change concerned other rows too, or too many, or another program made it. */
  counted: CountedChange.nullable(),
});
export type ChangeNotice = z.infer<typeof ChangeNotice>;

/** Progress of a job. `total` is `null` while it is not known. */
export const JobProgress = z.object({
  job: Uid,
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  message: z.string(),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** What the backend sends to clients without a request. */
export const BackendEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('changed'), notice: ChangeNotice }),
  z.object({ event: z.literal('progress'), progress: JobProgress }),
  /** Another project was opened, or none is open any more. */
  z.object({ event: z.literal('project'), open: z.boolean() }),
  /** An action chosen in the native menu. */
  z.object({ event: z.literal('action'), action: z.string() }),
  /** Something is wrong with the file: it is damaged, cannot be written any more, or lost its journal. */
  z.object({ event: z.literal('alarm'), message: z.string() }),
  /** Something that is good to know, in words for a person. */
  z.object({ event: z.literal('told'), message: z.string() }),
  /** The window is about to close: what is being written is sent now, and `host.closeNow` called after it. */
  z.object({ event: z.literal('closing') }),
  /** Other programs have the project open too: each as "the web host (pid 4711)"; none when the last has closed it. */
  z.object({ event: z.literal('holders'), others: z.array(z.string()) }),
  /** There are other copies of the project than before; or the automatic one failed, and why. */
  z.object({ event: z.literal('backups'), problem: z.string().nullable() }),
]);
export type BackendEvent = z.infer<typeof BackendEvent>;
