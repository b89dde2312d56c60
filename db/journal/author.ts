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

/** Returns the names of the analysts who made changes, in one statement: each span tagged by hand has a change of its own. */
export function authorsOf(db: ReadDb, changes: Iterable<number>): Map<number, string> {
  const rows = db.all<{ id: number; name: string }>(sql`
    SELECT c.id, n.name FROM json_each(${JSON.stringify([...changes])}) j
      CROSS JOIN change c ON c.id = j.value JOIN analyst n ON n.uid = c.analyst`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Caches who makes a change that has just begun, because a new tag is returned with its author. */
export function rememberAuthor(db: ReadDb, change: number, analyst: Uid): void {
  db.fact(`author ${change}`, () =>
    db.fact(`analyst name ${analyst}`, () =>
      db.value<string>(sql`SELECT name FROM analyst WHERE uid = ${toBytes(analyst)}`),
    ),
  );
}
