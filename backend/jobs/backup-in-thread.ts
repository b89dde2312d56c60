import { runThread } from '../threads/thread.ts';
import type { BackupResults, BackupTask } from '../threads/messages.ts';

/**
 * Runs a task on a whole project file in a thread. Aborting `signal` ends the thread; an unfinished copy only has its
 * temporary name.
 */
export async function backUpInThread<Task extends BackupTask>(
  task: Task,
  signal?: AbortSignal,
): Promise<BackupResults[Task['task']]> {
  // The thread returns the result that belongs to the task, which the type of the protocol cannot express.
  return (await runThread('backup', task, { signal })) as BackupResults[Task['task']];
}
