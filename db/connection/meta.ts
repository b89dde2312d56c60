import * as z from 'zod';
import { PostilError } from '../../shared/contract/errors.ts';
import { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from './connection.ts';
import { MESSAGES } from '../messages.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore } from './store.ts';

/** The rows of `meta` that every project has, and how each is written. Others belong to what makes and removes them. */
const MetaRows = z.object({
  /** The project's uid. */
  project: Uid,
  /** The uid of the scheme version that counts. */
  scheme: Uid,
  /** Local id of the change that last wrote the two. */
  project_change: z.string().regex(/^[1-9]\d*$/, 'it is no number of a change'),
  /** Version of the program that made the project; projects of the first days lack it. */
  created_with: z.string().min(1).optional(),
});

/** Describes what of the project's `meta` rows cannot be read; `undefined` if all of it can. */
export function problemOfMeta(store: ReadStore): string | undefined {
  const { db } = store;
  const rows = db.all<{ key: string; value: string }>(sql`SELECT key, value FROM meta`);
  const parsed = MetaRows.safeParse(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const key = String(issue.path[0]);
    const missing = !rows.some((row) => row.key === key);
    return `its meta row “${key}” is ${missing ? 'missing' : 'broken'}`;
  }
  const { scheme, project_change: change } = parsed.data;
  if (!hasChange(db, Number(change))) return 'its meta row “project_change” names a change that is not there';
  try {
    currentScheme(store);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error;
    return `version ${scheme} of its scheme, which its meta row “scheme” names, is missing or broken`;
  }
  if (db.value(sql`SELECT 1 FROM device LIMIT 1`) === undefined) return 'its table of devices is empty';
  return undefined;
}

/** Refuses a project that does not say what it is. Error: damaged. */
export function assertMeta(store: ReadStore): void {
  const problem = problemOfMeta(store);
  if (problem === undefined) return;
  throw new PostilError('damaged', MESSAGES.damaged(store.path, problem), { file: store.path });
}

function hasChange(db: ReadDb, id: number): boolean {
  return db.value(sql`SELECT 1 FROM change WHERE id = ${id}`) !== undefined;
}
