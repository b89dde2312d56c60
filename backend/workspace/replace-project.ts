import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { EraseTarget } from '../../db/erase/erase.ts';
import type { EraseReport } from '../../shared/contract/erase.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { backUpInThread } from '../jobs/backup-in-thread.ts';
import { libraryPath } from './library.ts';
import { MESSAGES } from './messages.ts';
import { libraryFolder } from './settings.ts';
import { syncFolderOf } from './sync-folder.ts';
import type { Workspace } from './workspace.ts';

/** Replaces the project by a copy and opens it. Returns where the replaced file is kept. */
export function restoreProject(workspace: Workspace, from: string): Promise<{ kept: string | null }> {
  const { program } = workspace.bridge;
  return whileClosed(workspace, (project) => backUpInThread({ task: 'restore', project, from, program }));
}

/** Erases a document, or the names of an entity, from every byte of the project and its copies, and opens it again. */
export function eraseFromProject(workspace: Workspace, target: EraseTarget): Promise<EraseReport> {
  const { program } = workspace.bridge;
  const { actor } = workspace.settings;
  return whileClosed(workspace, (project) =>
    backUpInThread({ task: 'erase', project, target, actor, program }),
  );
}

/** Copies the open project into the library and opens the copy. Returns its path. */
export async function workLocally(workspace: Workspace): Promise<string> {
  const { path } = workspace.store;
  const stem = basename(path, extname(path));
  const names = [stem, ...Array.from({ length: 99 }, (_, i) => `${stem} (local copy ${i + 1})`)];
  const out = names.map(libraryPath).find((candidate) => !existsSync(candidate));
  if (out === undefined || syncFolderOf(out))
    throw new PostilError('refused', MESSAGES.noSaferFolder(libraryFolder()));
  mkdirSync(dirname(out), { recursive: true });
  await workspace.jobs.writable();
  await workspace.jobs.run('host.workLocally', (signal) =>
    backUpInThread({ task: 'copy', project: path, out }, signal),
  );
  workspace.open(out);
  return out;
}

/** Closes the project for work on its file, and opens it again, even if the work failed. */
async function whileClosed<Result>(
  workspace: Workspace,
  work: (project: string) => Promise<Result>,
): Promise<Result> {
  const project = workspace.projectPath;
  let done;
  try {
    done = await closedForWork(workspace, () => work(project));
  } catch (error) {
    if (!workspace.isOpen) reopen(workspace, project);
    throw error;
  }
  workspace.open(project);
  return done;
}

/** Closes the project for work on its file, and leaves it closed. */
export async function closedForWork<Result>(
  workspace: Workspace,
  work: () => Promise<Result>,
): Promise<Result> {
  workspace.jobs.assertNone();
  await workspace.jobs.writable();
  // This work makes a copy of its own, or must not have one made meanwhile.
  await workspace.backups.abandon();
  workspace.close();
  await workspace.backups.finished();
  return await work();
}

/** After work that failed, the old file is still there. If it is damaged, it is refused again. */
function reopen(workspace: Workspace, project: string): void {
  try {
    workspace.open(project);
  } catch (error) {
    if (!(error instanceof PostilError)) throw error;
  }
}
