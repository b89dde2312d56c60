import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { findDamage, isPassing } from '../../db/integrity/damage.ts';
import type { IntegrityNews } from '../workspace/integrity.ts';

const { path, thorough } = workerData as { path: string; thorough: boolean };
const tell = (news: IntegrityNews) => parentPort?.postMessage(news);

let raw: Database.Database | undefined;
try {
  // Such a connection leaves file and journal alone when it is closed.
  raw = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  // Each finding at once: the next check may fail, or take long.
  for (const damage of findDamage(raw, thorough)) tell({ damage });
  tell({ done: true });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  tell(isPassing(error) ? { failed: message } : { damage: message });
} finally {
  raw?.close();
}
