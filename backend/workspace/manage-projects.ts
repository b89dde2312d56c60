import { existsSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import { backUpInThread } from '../jobs/backup-in-thread.ts';
import { libraryPath } from './library.ts';
import { MESSAGES } from './messages.ts';
import {
  assertFree,
  isFree,
  projectFile,
  renameProject,
  trashInSystem,
  trashProject,
} from './project-files.ts';
import { closedForWork } from './replace-project.ts';
import { createSample } from './sample.ts';
import type { Workspace } from './workspace.ts';

function isOpenHere(workspace: Workspace, path: string): boolean {
  return workspace.isOpen && resolve(workspace.store.path) === resolve(path);
}

/** Renames a project with its backups. The open one is closed for it and opened again. */
export async function renameInPlace(workspace: Workspace, path: string, name: string): Promise<void> {
  const { bridge, settings } = workspace;
  const here = isOpenHere(workspace, path);
  // Before the project is closed: a name that cannot be is no reason for that.
  const wanted = projectFile(dirname(path), name);
  if (wanted === path) return;
  assertFree(wanted, path);
  const rename = () => renameProject(path, name, bridge.program);
  let to = path;
  try {
    to = here ? await closedForWork(workspace, async () => rename()) : rename();
    settings.moved(path, to);
  } finally {
    if (here && !workspace.isOpen) workspace.open(to);
  }
}

/** Copies a project beside itself under a new name. Returns the path of the copy. */
export async function duplicateProject(workspace: Workspace, path: string, name: string): Promise<string> {
  const out = projectFile(dirname(path), name);
  assertFree(out);
  if (isOpenHere(workspace, path)) await workspace.jobs.writable();
  await workspace.jobs.run('host.duplicate', (signal) =>
    backUpInThread({ task: 'copy', project: path, out }, signal),
  );
  workspace.settings.remember(out);
  return out;
}

/** Moves a project with its backups to the trash, and closes it first if it is open. Returns where it is; `null` in the system's trash. */
export async function discardProject(workspace: Workspace, path: string): Promise<string | null> {
  const { bridge, settings } = workspace;
  const here = isOpenHere(workspace, path);
  const discard = async () => {
    if (!bridge.trash) return trashProject(path, bridge.program);
    await trashInSystem(path, bridge.program, bridge.trash);
    return null;
  };
  try {
    const place = here ? await closedForWork(workspace, discard) : await discard();
    settings.moved(path, null);
    return place;
  } catch (error) {
    if (here && !workspace.isOpen && existsSync(path)) workspace.open(path);
    throw error;
  }
}

/** Opens the sample project of the library, which is made first if it does not exist. */
export async function openSample(workspace: Workspace): Promise<void> {
  const { sample } = workspace.bridge;
  if (sample === undefined) throw new PostilError('unavailable', MESSAGES.noSample);
  const path = libraryPath('Sample');
  if (!existsSync(path)) await createSample(path, sample, workspace.settings.actor);
  workspace.open(path);
}

/** Returns a name for a copy that no file beside the project has: "Name copy", "Name copy 2". */
export function nameOfCopy(path: string): string {
  const stem = basename(path, extname(path));
  for (let i = 1; ; i++) {
    const name = i === 1 ? `${stem} copy` : `${stem} copy ${i}`;
    if (isFree(projectFile(dirname(path), name))) return name;
  }
}
