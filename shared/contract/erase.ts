import * as z from 'zod';
import { Uid } from '../model/uid.ts';
import { host, query } from './define.ts';

/** What a person types before anything is deleted for good. */
export const ERASE_WORDS = 'delete for good';

const Of = z.enum(['document', 'entity']);

/** What a deletion for good would remove, and what it cannot reach. */
export const ErasePreview = z.object({
  /** Title of the document, or name of the entity. */
  name: z.string(),
  /** The document is in the trash already, or its import was undone. */
  inTrash: z.boolean(),
  /** What goes, or loses a name, with it, as the project is now; what is not known is missing. */
  counts: z.object({
    annotations: z.int().optional(),
    notes: z.int().optional(),
    proposals: z.int().optional(),
    mentions: z.int().optional(),
  }),
  /** Of an entity: all names that it has or had, and in how many documents their words are written. */
  names: z.array(z.object({ name: z.string(), documents: z.int() })),
  /** Of a document: entities that are mentioned nowhere else. Their names stay. */
  onlyHere: z.array(z.object({ id: Uid, name: z.string() })),
  /** File names of the backups that are rewritten. */
  copies: z.array(z.string()),
  /** Exports, copies and bundles that were made of the project, the newest first. */
  handedOut: z.array(
    z.object({
      kind: z.enum(['export', 'copy', 'bundle']),
      format: z.string(),
      path: z.string(),
      /** ISO 8601. */
      at: z.string(),
      /** It is still where it was written. */
      there: z.boolean(),
    }),
  ),
});
export type ErasePreview = z.infer<typeof ErasePreview>;

/** What a deletion for good did. */
export const EraseReport = z.object({
  /** Rows of the project that are gone, and those that were changed. */
  removed: z.int(),
  changed: z.int(),
  /** File names of the backups that were rewritten. */
  copies: z.array(z.string()),
  /** Backups that could not be read: nothing was deleted in them. */
  unread: z.array(z.object({ name: z.string(), reason: z.string() })),
  /** Places where names are still written, since the work depends on them. */
  left: z.array(z.string()),
});
export type EraseReport = z.infer<typeof EraseReport>;

/**
 * Deleting an article, or the names of an entity, from every byte of a project: text, journal, search index, trash and backups.
 * `run` is a `host` call, because the project is closed and opened again.
 */
export const eraseCalls = {
  'erase.preview': query(z.object({ of: Of, id: Uid }), ErasePreview),
  'erase.run': host(
    z.object({
      of: Of,
      id: Uid,
      /** Of an entity: the names that are taken out of texts; all that it ever had, if not given. */
      names: z.array(z.string().min(1)).optional(),
      confirm: z.literal(ERASE_WORDS),
    }),
    EraseReport,
  ),
};
