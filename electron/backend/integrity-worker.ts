import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { path, thorough } = workerData as { path: string; thorough: boolean };

const raw = new Database(path, { fileMustExist: true, timeout: 5000 });
try {
  raw.pragma('query_only = ON');
  const check = thorough ? 'integrity_check(1)' : 'quick_check(1)';
  const found = String(raw.pragma(check, { simple: true }));
  const broken = (raw.pragma('foreign_key_check') as unknown[]).length;
  const problem =
    found !== 'ok'
      ? `The project file is damaged: ${found}.`
      : broken > 0
        ? `The project has ${broken} dangling references.`
        : null;
  parentPort?.postMessage(problem);
} finally {
  raw.close();
}
