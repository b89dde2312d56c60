import * as z from 'zod';
import { Scheme } from '../model/scheme.ts';
import { AnnotationSet } from '../model/set.ts';
import { Status } from '../model/document.ts';
import { Uid } from '../model/uid.ts';
import { query } from './define.ts';

const SetSummary = AnnotationSet.extend({
  spans: z.int(),
  documents: z.int(),
  /** Whether it has document labels. */
  labelled: z.boolean(),
});

/** Calls about the project as a whole. */
export const projectCalls = {
  'project.info': query(
    z.object({ set: Uid.optional() }),
    z.object({
      id: Uid,
      name: z.string(),
      path: z.string(),
      readonly: z.boolean(),
      documents: z.int(),
      statuses: z.record(Status, z.int()),
      sets: z.array(SetSummary),
      /** The analyst's own set, once they have begun. */
      ownSet: Uid.nullable(),
      types: z.array(z.object({ set: z.string(), type: z.string(), spans: z.int() })),
      versions: z.object({ program: z.string(), schema: z.int(), scheme: z.int(), sqlite: z.string() }),
    }),
  ),
  /** What the analyst has done in this project, for the hints of the first steps. */
  'project.stepsTaken': query(
    z.object({}),
    z.object({
      /** Types of spans that the analyst tagged, and slots that the analyst filled, by name. */
      tagged: z.array(z.string()),
      linked: z.boolean(),
      filled: z.array(z.string()),
      /** Whether a model has proposed anything. */
      proposals: z.boolean(),
      accepted: z.boolean(),
      rejected: z.boolean(),
      undone: z.boolean(),
      redone: z.boolean(),
    }),
  ),
  'project.scheme': query(
    z.object({}),
    z.object({
      version: z.int(),
      scheme: Scheme,
      /** Whether a type, relation type or label has ever been given another meaning, so that there may be annotations to re-check. */
      recheck: z.boolean(),
    }),
  ),
};
