import { mkdtempSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openStore } from '../../db/open.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { Store } from '../../db/store.ts';
import { newUid } from '../../shared/model/uid.ts';
import { runImport, type ImportInput } from '../../electron/backend/jobs/import.ts';

/** So small that a test has many chunks. */
export const SMALL_CHUNKS = { above: 50, items: 20, ms: 1000 } as const;

/**
 * Imports a file as the import's thread does, on a connection of its own, but in small chunks.
 *
 * @param isCancelled asked again and again, also within chunks
 */
export async function importInChunks(
  project: string,
  actor: Actor,
  file: string,
  { isCancelled = () => false, ...input }: { isCancelled?: () => boolean } & Partial<ImportInput> = {},
) {
  const store = openStore(project, { program: 'import' });
  try {
    const context = {
      store,
      actor,
      // Beside the project, with which it goes.
      staging: mkdtempSync(join(dirname(project), 'staging-')),
      isCancelled,
      progress: () => undefined,
      onWriting: () => {
        throw new Error('it was to be written in chunks');
      },
      chunks: SMALL_CHUNKS,
    };
    return await runImport(context, {
      files: [{ id: newUid(), path: file, name: basename(file) }],
      ...input,
    });
  } finally {
    store.close();
  }
}

/** How many rows every table has, hidden ones too, but for what says who has the project open. */
export function rowCounts({ db }: Store): Record<string, number> {
  const tables = db.raw
    .prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'document_fts_%' AND name <> 'holder'",
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((name) => [name, db.raw.prepare(`SELECT count(*) FROM main.${name}`).pluck().get() as number]),
  );
}
