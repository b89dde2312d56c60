import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { openStore } from '../connection/open.ts';

/** A file or folder that left the project with some of its content: an export, a copy or a bundle. */
export interface HandedOut {
  readonly kind: 'export' | 'copy' | 'bundle';
  /** The format of an export; empty for the others. */
  readonly format: string;
  /** Absolute, on the machine that wrote it. */
  readonly path: string;
}

/**
 * Remembers what was handed out, so that a deletion for good can name what it cannot reach. It is no change of the project and
 * cannot be undone. A project that can only be read remembers nothing.
 */
export function rememberHandedOut(project: string, { kind, format, path }: HandedOut): void {
  let store;
  try {
    store = openStore(project, { program: 'export' });
  } catch (error) {
    if (error instanceof PostilError && error.code === 'read-only') return;
    throw error;
  }
  try {
    store.db.run(sql`
      INSERT INTO handed_out (at, kind, format, path) VALUES (${Date.now()}, ${kind}, ${format}, ${resolve(path)})`);
  } finally {
    store.close();
  }
}

/** What was handed out, the newest first; `there`: it is still where it was written. */
export function listHandedOut(db: ReadDb): (HandedOut & { readonly at: number; readonly there: boolean })[] {
  return db
    .all<HandedOut & { at: number }>(sql`SELECT at, kind, format, path FROM handed_out ORDER BY id DESC`)
    .map((row) => ({ ...row, there: existsSync(row.path) }));
}
