import { parentPort, workerData } from 'node:worker_threads';
import { restore } from '../../db/backups/backup.ts';
import { backUpAutomatically, backUpNow, saveCopy } from '../../db/backups/backups.ts';
import { eraseForGood } from '../../db/erase/erase.ts';
import { translate } from '../../db/connection/open.ts';
import type { BackupAnswer, BackupTask } from './backup-thread.ts';
import { toPostilError } from '../refusal.ts';

// Copies and checks whole files on a connection of its own: of a large project it takes a minute.
const task = workerData as BackupTask;

function run(): unknown {
  switch (task.task) {
    case 'auto':
      return backUpAutomatically(task.project, task.limit);
    case 'now':
      return backUpNow(task.project);
    case 'copy':
      return saveCopy(task.project, task.out);
    case 'restore':
      return restore(task.project, task.from, task.program);
    case 'erase':
      return eraseForGood(task.project, task.target, task.actor, task.program);
  }
}

let answer: BackupAnswer;
try {
  answer = { done: run() };
} catch (error) {
  answer = { error: toPostilError(translate(error, task.project)).toEnvelope() };
}
parentPort?.postMessage(answer);
