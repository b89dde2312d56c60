import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection.ts';
import { toBytes } from '../uid.ts';

/** Who else than `analyst` has changed the document after the change with local id `change`, and how often. */
export function othersSince(
  db: ReadDb,
  document: Uid,
  change: number,
  analyst: Uid,
): { name: string; changes: number }[] {
  return db.all(sql`
    SELECT coalesce(a.name, 'someone') AS name, count(*) AS changes
    FROM change_document cd JOIN change c ON c.id = cd.change_id LEFT JOIN analyst a ON a.uid = c.analyst
    WHERE cd.document = ${toBytes(document)} AND cd.change_id > ${change} AND c.analyst IS NOT ${toBytes(analyst)}
      AND c.undone = 0 AND c.undoes_id IS NULL
    GROUP BY c.analyst ORDER BY changes DESC`);
}
