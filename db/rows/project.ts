import { sql } from '../connection/connection.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { termsOfVersion } from '../scheme/scheme.ts';
import { rowKind } from './define.ts';

/** The project as a whole: the version of its scheme that is in force. Its uid is the project's. */
export interface ProjectImage {
  readonly scheme: Uid;
}

export const projectRow = rowKind<ProjectImage>({
  name: 'project',
  noun: 'scheme',
  table: null,
  belongs: 'project',
  identity: 'minted',
  topics: ['project', 'scheme'],
  shown: null,
  cached: true,
  description: null,
  references: { scheme: 'elsewhere' },
  merge: { scheme: 'case' },
  offsets: null,
  terms: null,
  freeText: null,
  read({ db }, uid) {
    if (db.value<string>(sql`SELECT value FROM meta WHERE key = 'project'`) !== uid) return undefined;
    const scheme = db.value<string>(sql`SELECT value FROM meta WHERE key = 'scheme'`);
    const change = db.value<string>(sql`SELECT value FROM meta WHERE key = 'project_change'`);
    return scheme === undefined ? undefined : { image: { scheme: scheme as Uid }, change: Number(change) };
  },
  write(store, uid, { scheme }, change) {
    const { db, terms } = store;
    const before = db.value<string>(sql`SELECT value FROM meta WHERE key = 'scheme'`);
    db.run(sql`
      INSERT INTO meta (key, value) VALUES ('project', ${uid}), ('scheme', ${scheme}), ('project_change', ${String(change)})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
    // Names follow the scheme version in force, also when an undo returns to an earlier version.
    if (before !== scheme) {
      const { named, redirects } = termsOfVersion(store, scheme);
      terms.settle(db, named, redirects);
    }
  },
  remove({ db }) {
    db.run(sql`DELETE FROM meta WHERE key IN ('project', 'scheme', 'project_change')`);
  },
  uids({ db }, change) {
    const uid = db.value<string>(sql`SELECT value FROM meta WHERE key = 'project'`) as Uid | undefined;
    const last = db.value<string>(sql`SELECT value FROM meta WHERE key = 'project_change'`);
    return uid && (change === undefined || Number(last) === change) ? [uid] : [];
  },
});
