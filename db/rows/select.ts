import type { Uid } from '../../shared/model/uid.ts';
import type { ReadDb, Sql } from '../connection/connection.ts';
import { toUid } from '../connection/uid.ts';

/** Answers the uids a row kind's two statements select: all rows, or those of one change. */
export function selectUids(
  db: ReadDb,
  change: number | undefined,
  statements: { readonly all: Sql; readonly of: (change: number) => Sql },
): Uid[] {
  const statement = change === undefined ? statements.all : statements.of(change);
  return db.all<{ uid: Buffer }>(statement).map((row) => toUid(row.uid));
}
