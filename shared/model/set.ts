import * as z from 'zod';
import { Uid } from './uid.ts';

/** A person who annotates. Never required: work without a profile goes to an unnamed analyst of this machine. */
export const Analyst = z.object({
  id: Uid,
  name: z.string().min(1).max(120),
  initials: z.string().max(4),
  /** Hue in degrees, as in the scheme. */
  hue: z.number().min(0).max(360),
});
export type Analyst = z.infer<typeof Analyst>;

export const SetKind = z.enum(['analyst', 'model', 'import', 'gold']);
export type SetKind = z.infer<typeof SetKind>;

/** What produced a model set. */
export const ModelRun = z.object({
  name: z.string(),
  version: z.string().optional(),
  run: z.string().optional(),
  parameters: z.unknown().optional(),
  date: z.string().optional(),
  fileSha256: z.string().optional(),
});
export type ModelRun = z.infer<typeof ModelRun>;

/** What a file or a person states about the run that made predictions. */
export const StatedRun = z.object({
  name: z.string().trim().min(1).max(160).optional(),
  version: z.string().max(80).optional(),
  run: z.string().max(80).optional(),
  /** Settings and prompt, as they were stated. */
  parameters: z.unknown().optional(),
  date: z.string().max(40).optional(),
});
export type StatedRun = z.infer<typeof StatedRun>;

/** All annotations of one origin. Every annotation is in exactly one set. */
export const AnnotationSet = z.object({
  id: Uid,
  name: z.string().min(1).max(200),
  kind: SetKind,
  analyst: Uid.optional(),
  model: ModelRun.optional(),
  supersedes: Uid.optional(),
});
export type AnnotationSet = z.infer<typeof AnnotationSet>;
