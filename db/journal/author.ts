import { sql, type ReadDb } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** Returns the name of the analyst who made a change. */
export function authorOf(db: ReadDb, change: number): string | undefined {
  return db.fact(`author ${change}`, () =>
    db.value<string>(
      sql`SELECT n.name FROM change c JOIN analyst n ON n.uid = c.analyst WHERE c.id = ${change}`,
    ),
  );
}

/** Caches who makes a change that has just begun, because a new tag is returned with its author. */
export function rememberAuthor(db: ReadDb, change: number, analyst: Uid): void {
  db.fact(`author ${change}`, () =>
    db.fact(`analyst name ${analyst}`, () =>
      db.value<string>(sql`SELECT name FROM analyst WHERE uid = ${toBytes(analyst)}`),
    ),
  );
}
