import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { isProjectOpen } from '../state/project.ts';
import { makeStale } from '../state/queries.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** Opens a project chosen in the dialog; a host without dialogs lists the projects on the start screen. */
export async function openByDialog(): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    if (dialogs) await call('host.open', {});
    else await call('host.close', {});
  } catch (error) {
    toastOpenError(error);
  }
}

export async function openListed(project: Uid): Promise<void> {
  try {
    await call('host.open', { project });
  } catch (error) {
    toastOpenError(error);
  }
}

/** Shows an error, except for a file that cannot be opened as a project: the start screen shows that, with its backups. */
function toastOpenError(error: unknown): void {
  const shown = error instanceof PostilError && ['damaged', 'not-a-project'].includes(error.code);
  if (!shown || isProjectOpen()) toastError(error);
}

/** Creates a project. Returns the refusal in words, or `null`. */
export async function createProject(name: string, preset: string, dialog: boolean): Promise<string | null> {
  try {
    await call('host.create', { name, preset, dialog });
    setView({ dialog: null });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Opens the refused project with or without the doubtful SQLite journal file beside it. */
export async function decideJournal(choice: 'with' | 'without'): Promise<void> {
  try {
    const { kept } = await call('host.decideJournal', { choice });
    if (kept !== null) toast(TEXTS.openedWithJournal(choice, kept), 'notice');
  } catch (error) {
    toastError(error);
  }
}

/** Continues with a copy of the project on a local disk. */
export async function workLocally(): Promise<void> {
  try {
    const { path } = await call('host.workLocally', {});
    toast(TEXTS.workingOnCopy(path), 'notice');
  } catch (error) {
    toastError(error);
  }
}

/** Stops the warning about the project's folder. */
export async function acceptSyncFolder(): Promise<void> {
  try {
    await call('host.acceptSyncFolder', {});
    makeStale(['host']);
  } catch (error) {
    toastError(error);
  }
}
