import { sql } from '../../db/connection/connection.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import { keptRecheckCounts } from '../../db/recheck/counts.ts';
import type { RecheckedKind } from '../../db/recheck/meanings.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { OutputOf } from '../../shared/contract/index.ts';

/** Returns how many annotations are to be looked at again, by set and type; the most first. */
export function recheckCounts(store: ReadStore, own?: Uid): OutputOf<'recheck.counts'> {
  const { db, terms } = store;
  const counts = keptRecheckCounts(store);
  const sets = db
    .all<{ id: number; uid: Buffer; name: string }>(sql`SELECT id, uid, name FROM annotation_set ORDER BY id`)
    .flatMap(({ id, uid, name }) => {
      const types = [...(counts.get(id) ?? [])]
        .filter(([, count]) => count > 0)
        .sort(([, a], [, b]) => b - a)
        .map(([type, count]) => {
          const term = terms.byId(type);
          return { kind: term.kind as RecheckedKind, name: term.name, count };
        });
      const count = types.reduce((sum, each) => sum + each.count, 0);
      return count === 0 ? [] : [{ set: toUid(uid), name, own: toUid(uid) === own, count, types }];
    });
  return { total: sets.reduce((sum, { count }) => sum + count, 0), sets };
}
