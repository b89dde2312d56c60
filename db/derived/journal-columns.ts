import { sql } from '../connection/connection.ts';
import { toUid } from '../connection/uid.ts';
import { derivedRows } from './define.ts';

/**
 * Changes that have an undo which is not itself undone are marked. The reverse does not hold: changes that were erased
 * are marked too.
 */
export const undoneMarks = derivedRows('marks of undone changes', function* ({ db }) {
  const rows = db.all<{ id: number; uid: Buffer; label: string }>(sql`
    SELECT id, uid, label FROM change c
    WHERE undone = 0 AND EXISTS (SELECT 1 FROM change u WHERE u.undoes_id = c.id AND u.undone = 0) ORDER BY id DESC`);
  for (const { id, uid, label } of rows)
    yield {
      message: `change ${toUid(uid)} “${label}” is not marked as undone, and is`,
      mend: (db) => db.run(sql`UPDATE main.change SET undone = 1 WHERE id = ${id}`),
    };
});

/**
 * The highest number that a device has given to a change. It may be greater than the numbers that exist, because
 * cancelled changes had numbers too.
 */
export const deviceCounters = derivedRows('counters of devices', function* ({ db }) {
  const rows = db.all<{ id: number; name: string; seq: number; highest: number }>(sql`
    SELECT d.id, d.name, d.seq, max(c.seq) AS highest FROM device d JOIN change c ON c.device_id = d.id
    GROUP BY d.id HAVING max(c.seq) > d.seq`);
  for (const { id, name, seq, highest } of rows)
    yield {
      message: `device “${name}” counts ${seq} changes, but has one with the number ${highest}`,
      mend: (db) => db.run(sql`UPDATE device SET seq = ${highest} WHERE id = ${id}`),
    };
});
