import * as z from 'zod';
import { GuidelineBlock } from '../guideline/blocks.ts';
import { PAGE_FORMATS } from '../guideline/page.ts';
import { TermName } from '../model/attributes/common.ts';
import { Uid } from '../model/uid.ts';
import { PartSchema } from '../scheme-edit/steps.ts';
import { command, job, query } from './define.ts';

const Annotation = z.object({ kind: z.enum(['span', 'relation']), annotation: Uid });

/** The annotation of an example as it is now. */
const FoundExample = z.object({
  annotation: Uid,
  document: Uid,
  /** The span to show: itself, or the start of a relation. */
  span: Uid,
  title: z.string(),
  /** Its words now. */
  quote: z.string(),
});
export type FoundExample = z.infer<typeof FoundExample>;

/** Calls about the guidelines of types, relation types and document labels, which are parts of the scheme. */
export const guidelineCalls = {
  /** Finds the annotations of examples. Those that are deleted are missing; `documents` are the given ones that exist. */
  'guidelines.examples': query(
    z.object({ examples: z.array(Annotation).max(1000), documents: z.array(Uid).max(1000).default([]) }),
    z.object({ found: z.array(FoundExample), documents: z.array(Uid) }),
  ),
  /** Makes an annotation an example of its type. If it is the other kind of example already, it changes sides. */
  'guidelines.addExample': command(
    z.object({
      ...Annotation.shape,
      as: z.enum(['example', 'counter-example']),
      text: z.string().max(5000).default(''),
    }),
    z.object({ version: z.int(), type: TermName, label: z.string(), quote: z.string(), added: z.boolean() }),
  ),
  /** The guideline of a part in each version of the scheme that changed it, the newest first. */
  'guidelines.history': query(
    z.object({ part: PartSchema }),
    z.object({
      versions: z.array(
        z.object({
          number: z.int(),
          /** ISO 8601. */
          at: z.string(),
          analyst: z.string().nullable(),
          undone: z.boolean(),
          inForce: z.boolean(),
          guideline: z.array(GuidelineBlock),
        }),
      ),
    }),
  ),
  /** Writes the guideline of the whole scheme into a folder, or beside the project. */
  'guidelines.export': job(
    z.object({
      job: Uid,
      folder: Uid.optional(),
      format: z.enum(PAGE_FORMATS),
      version: z.int().optional(),
    }),
    z.object({ path: z.string(), version: z.int() }),
  ),
};
