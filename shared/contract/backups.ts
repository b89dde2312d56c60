import * as z from 'zod';
import { Uid } from '../model/uid.ts';
import { host } from './define.ts';

const Copy = z.object({
  id: Uid,
  name: z.string(),
  kind: z.enum(['auto', 'backup', 'before-restore', 'migration', 'before-repair']),
  /** ISO 8601. */
  at: z.string(),
  bytes: z.int(),
  /** What is inside; `null` of a file kept as it was, and of what cannot be read. */
  documents: z.int().nullable(),
  spans: z.int().nullable(),
  /** Whether the whole copy was checked when it was made; `null` when that is not known. */
  checked: z.boolean().nullable(),
});
export type ListedCopy = z.infer<typeof Copy>;

/**
 * Copies of a project: the open one, else the one that could not be opened (`host.info` names it). Copies are named by
 * the ids of the last list. All are `host` calls, since a damaged project has copies too.
 */
export const backupCalls = {
  'backups.list': host(
    z.object({}),
    z.object({
      project: z.string(),
      folder: z.string(),
      copies: z.array(Copy),
      /** What automatic copies may have together, and what they have (bytes). */
      limit: z.number(),
      automatic: z.number(),
      /** Whether the host can show the folder in the system's file manager. */
      reveals: z.boolean(),
    }),
  ),
  /** Writes a checked copy, which stays until somebody removes it. */
  'backups.make': host(z.object({}), z.object({ name: z.string() })),
  /** Puts a copy in the project's place and opens it. `kept`: where the file that was there is now. */
  'backups.restore': host(z.object({ copy: Uid }), z.object({ kept: z.string().nullable() })),
  'backups.reveal': host(z.object({ copy: Uid.optional() }), z.object({})),
  'backups.setLimit': host(z.object({ bytes: z.number().min(1e8).max(1e13) }), z.object({})),
  /** Writes a copy that is a project of its own: to the path chosen in the dialog, or under this name in the library. */
  'backups.saveCopy': host(
    z.object({ name: z.string().min(1).max(120), dialog: z.boolean().optional() }),
    z.object({ path: z.string().nullable() }),
  ),
};
