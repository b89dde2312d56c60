import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid } from '../../shared/model/uid.ts';
import { configure, Connection, sql } from './connection.ts';
import type { Actor } from '../journal/actor.ts';
import { Recorder } from '../journal/recorder.ts';
import { MESSAGES } from '../messages.ts';
import { migrate } from '../migrations/index.ts';
import { addSchemeVersion } from '../scheme/scheme.ts';
import { storeOf } from './store-of.ts';

/** Makes a new project file. It never overwrites: an existing path is refused. */
export function createProject(path: string, scheme: Scheme, actor: Actor): void {
  if (existsSync(path)) {
    throw new PostilError('refused', MESSAGES.fileExists(path), { file: path });
  }
  const raw = new Database(path);
  try {
    migrate(raw);
    configure(raw, { readonly: false });
    const store = storeOf(new Connection(raw), path, false);
    store.db.immediate((db) => {
      const version = addSchemeVersion(store, scheme);
      const recorder = new Recorder(store, actor, {
        command: 'project.create',
        label: 'Create project',
        kind: 'setup',
      });
      recorder.put('project', newUid(), { scheme: version });
      recorder.finish();
      db.run(sql`INSERT INTO meta (key, value) VALUES ('created_with', ${PROGRAM_VERSION})`);
    });
  } finally {
    raw.close();
  }
}

/** Written into projects and manifests. */
export const PROGRAM_VERSION = '0.1.0';
