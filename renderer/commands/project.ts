import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { setView, toastError } from '../state/view.ts';

/** Opens a project chosen in the dialog; without dialogs the start screen lists what there is. */
export async function openByDialog(): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    if (dialogs) await call('host.open', {});
    else await call('host.close', {});
  } catch (error) {
    toastError(error);
  }
}

export async function openListed(project: Uid): Promise<void> {
  try {
    await call('host.open', { project });
  } catch (error) {
    toastError(error);
  }
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
