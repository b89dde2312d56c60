import { basename } from 'node:path';
import { sql } from '../../db/connection/connection.ts';
import { stepsTaken } from '../../db/history/first-steps.ts';
import { PROGRAM_VERSION } from '../../db/connection/create.ts';
import { countStatuses } from '../../db/documents/documents.ts';
import { CURRENT_VERSION } from '../../db/migrations/index.ts';
import { meaningsOf } from '../../db/recheck/meanings.ts';
import { currentScheme, projectUid } from '../../db/scheme/scheme.ts';
import { keptCounts, typesIn, type CountsBySet } from '../../db/sets/set-counts.ts';
import { listSets, setOfAnalyst } from '../../db/sets/sets.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { idOf } from '../../db/rows/ids.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Domain, Handlers } from '../context.ts';

function isLabelled({ db }: ReadStore, set: Uid): boolean {
  const id = idOf(db, 'annotation_set', set);
  return db.value(sql`SELECT EXISTS (SELECT 1 FROM label WHERE set_id = ${id})`) === 1;
}

export const projectHandlers: Handlers<Domain<'project'>> = {
  'project.info': ({ store, actor }, { set }) => {
    const counts = keptCounts(store);
    const sets = listSets(store, counts);
    return {
      id: projectUid(store),
      name: basename(store.path, '.postil'),
      path: store.path,
      readonly: store.readonly,
      documents: store.db.value<number>(sql`SELECT count(*) FROM document`)!,
      statuses: countStatuses(store.db, set ?? setOfAnalyst(store.db, actor.analyst.id)),
      sets: sets.map((each) => ({ ...each, labelled: isLabelled(store, each.id) })),
      ownSet: setOfAnalyst(store.db, actor.analyst.id) ?? null,
      types: namedCounts(store, counts),
      versions: {
        program: PROGRAM_VERSION,
        schema: CURRENT_VERSION,
        scheme: currentScheme(store).number,
        sqlite: store.db.value<string>(sql`SELECT sqlite_version()`)!,
      },
    };
  },
  'project.stepsTaken': ({ store: { db }, actor }) => ({
    ...stepsTaken(db, actor.analyst.id),
    proposals: db.value<number>(sql`SELECT EXISTS (SELECT 1 FROM annotation_set WHERE kind = 'model')`) === 1,
  }),
  'project.scheme': ({ store }) => {
    const { number, scheme } = currentScheme(store);
    return { version: number, scheme, recheck: meaningsOf(store).length > 0 };
  },
};

/** Groups counts by set in the order in which the sets were created, the most frequent type first. */
function namedCounts({ db, terms }: ReadStore, counts: CountsBySet) {
  const sets = db.all<{ id: number; name: string }>(sql`SELECT id, name FROM annotation_set ORDER BY id`);
  return sets.flatMap(({ id, name }) =>
    [...(counts.get(id) ? typesIn(terms, counts.get(id)!) : [])]
      .filter(([, spans]) => spans > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([type, spans]) => ({ set: name, type: terms.byId(type).name, spans })),
  );
}
