import Database from 'better-sqlite3';
import { findDamage, isPassing } from '../../db/integrity/damage.ts';
import { serveThread } from './worker.ts';

await serveThread<'integrity'>(({ request: { project, thorough }, send }) => {
  let raw: Database.Database | undefined;
  try {
    // A read-only connection leaves file and journal alone when it is closed.
    raw = new Database(project, { readonly: true, fileMustExist: true, timeout: 5000 });
    // Sends each finding at once: the next check may fail, or take long.
    for (const message of findDamage(raw, thorough)) send({ kind: 'damage', message });
  } catch (error) {
    if (isPassing(error)) throw error;
    send({ kind: 'damage', message: error instanceof Error ? error.message : String(error) });
  } finally {
    raw?.close();
  }
});
