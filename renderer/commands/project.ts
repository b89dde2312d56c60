import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { isProjectOpen } from '../state/project.ts';
import { makeStale } from '../state/queries.ts';
import { setView, toast, toastError } from '../state/view.ts';

/** Opens a project chosen in the dialog; without dialogs the start screen lists what there is. */
export async function openByDialog(): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    if (dialogs) await call('host.open', {});
    else await call('host.close', {});
  } catch (error) {
    tellRefusal(error);
  }
}

export async function openListed(project: Uid): Promise<void> {
  try {
    await call('host.open', { project });
  } catch (error) {
    tellRefusal(error);
  }
}

/** The start screen itself says what cannot be opened as a project, and offers its backups. */
function tellRefusal(error: unknown): void {
  const shown = error instanceof PostilError && ['damaged', 'not-a-project'].includes(error.code);
  if (!shown || isProjectOpen()) toastError(error);
}

/** Makes a project. Answers why not, in words, or `null`. */
export async function createProject(name: string, preset: string, dialog: boolean): Promise<string | null> {
  try {
    await call('host.create', { name, preset, dialog });
    setView({ dialog: null });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Opens the refused project with or without the doubtful journal beside it. */
export async function decideJournal(choice: 'with' | 'without'): Promise<void> {
  try {
    const { kept } = await call('host.decideJournal', { choice });
    if (kept !== null)
      toast(`Opened ${choice} the journal. The files as they were are kept: ${kept}`, 'told');
  } catch (error) {
    toastError(error);
  }
}

/** Goes on with a copy of the project on a disk of this machine. */
export async function workLocally(): Promise<void> {
  try {
    const { path } = await call('host.workLocally', {});
    toast(`You work on a copy now: ${path}. The project itself is as it was.`, 'told');
  } catch (error) {
    toastError(error);
  }
}

/** Says nothing more of where the project lies. */
export async function acceptSyncFolder(): Promise<void> {
  try {
    await call('host.acceptSyncFolder', {});
    makeStale(['host']);
  } catch (error) {
    toastError(error);
  }
}
