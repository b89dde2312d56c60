import { restore } from '../../db/backups/backup.ts';
import { backUpAutomatically, backUpNow, saveCopy } from '../../db/backups/backups.ts';
import { eraseForGood } from '../../db/erase/erase.ts';
import { serveThread } from './worker.ts';

// Copies and checks whole files on a connection of its own, which takes a minute for a large project.
await serveThread<'backup'>(({ request }) => {
  switch (request.task) {
    case 'auto':
      return backUpAutomatically(request.project, request.limit);
    case 'now':
      return backUpNow(request.project);
    case 'copy':
      saveCopy(request.project, request.out);
      return undefined;
    case 'restore':
      return restore(request.project, request.from, request.program);
    case 'erase':
      return eraseForGood(request.project, request.target, request.actor, request.program);
  }
});
