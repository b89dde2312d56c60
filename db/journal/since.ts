import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';

/** Returns the local id of the last change, or of the last one before `before`; 0 if there is none. */
export function lastChange({ db }: ReadStore, before = Number.MAX_SAFE_INTEGER): number {
  return db.value<number | null>(sql`SELECT max(id) FROM change WHERE id < ${before}`) ?? 0;
}

/** Returns the local ids of the documents that changes after `seen` and before `before` touched, each once. */
export function documentsChangedSince(
  { db }: ReadStore,
  seen: number,
  before = Number.MAX_SAFE_INTEGER,
): number[] {
  return db.column<number>(
    sql`
      SELECT DISTINCT d.id FROM change c JOIN change_document cd ON cd.change_id = c.id JOIN document d ON d.uid = cd.document
      WHERE c.id > ${seen} AND c.id < ${before}`,
  );
}
