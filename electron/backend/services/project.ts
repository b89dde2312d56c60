import { basename } from 'node:path';
import { sql } from '../../../db/connection.ts';
import { PROGRAM_VERSION } from '../../../db/create.ts';
import { countStatuses } from '../../../db/documents.ts';
import { CURRENT_VERSION } from '../../../db/migrations.ts';
import { currentScheme, projectUid } from '../../../db/scheme.ts';
import { listSets, setOfAnalyst } from '../../../db/sets.ts';
import type { Domain, Handlers } from '../context.ts';

export const projectHandlers: Handlers<Domain<'project'>> = {
  'project.info': ({ store, actor }, { set }) => ({
    id: projectUid(store),
    name: basename(store.path, '.postil'),
    path: store.path,
    readonly: store.readonly,
    documents: store.db.value<number>(sql`SELECT count(*) FROM document`)!,
    statuses: countStatuses(store.db, set ?? setOfAnalyst(store.db, actor.analyst.id)),
    sets: listSets(store),
    ownSet: setOfAnalyst(store.db, actor.analyst.id) ?? null,
    types: store.db.all<{ set: string; type: string; spans: number }>(sql`
      SELECT a.name AS "set", t.name AS type, count(*) AS spans FROM span s
        JOIN annotation_set a ON a.id = s.set_id JOIN term t ON t.id = s.type_id
      GROUP BY s.set_id, s.type_id ORDER BY s.set_id, spans DESC`),
    versions: {
      program: PROGRAM_VERSION,
      schema: CURRENT_VERSION,
      scheme: currentScheme(store).number,
      sqlite: store.db.value<string>(sql`SELECT sqlite_version()`)!,
    },
  }),
  'project.scheme': ({ store }) => {
    const { number, scheme } = currentScheme(store);
    return { version: number, scheme };
  },
};
