import { runThread } from '../threads/thread.ts';
import type { BackupResults, BackupTask } from '../threads/messages.ts';

/** Runs a task on a whole project file in a thread. Aborting `signal` ends it; an unfinished copy has only its temporary name. */
export async function backUpInThread<Task extends BackupTask>(
  task: Task,
  signal?: AbortSignal,
): Promise<BackupResults[Task['task']]> {
  // The thread returns what belongs to the task; the type of a protocol cannot state that.
  return (await runThread('backup', task, { signal })) as BackupResults[Task['task']];
}
