import { z } from 'zod';
import { Uid } from '../model/uid.ts';
import { command, query } from './define.ts';

const Done = z.object({
  /** Words of the change that was undone or redone; `null` when there was none. */
  label: z.string().nullable(),
  /** How many documents it touched. */
  documents: z.int(),
});
const Scope = z.object({ document: Uid.optional() });

/** Undo and redo of this analyst, in one document or anywhere. */
export const historyCalls = {
  'history.undo': command(Scope, Done),
  'history.redo': command(Scope, Done),
  'history.next': query(Scope, z.object({ undo: z.string().nullable(), redo: z.string().nullable() })),
};
