import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { path } = workerData as { path: string };

const raw = new Database(path, { fileMustExist: true, timeout: 5000 });
try {
  raw.pragma('query_only = ON');
  const quick = String(raw.pragma('quick_check(1)', { simple: true }));
  const broken = (raw.pragma('foreign_key_check') as unknown[]).length;
  const problem =
    quick !== 'ok'
      ? `The project file is damaged: ${quick}.`
      : broken > 0
        ? `The project has ${broken} dangling references.`
        : null;
  parentPort?.postMessage(problem);
} finally {
  raw.close();
}
