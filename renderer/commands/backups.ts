import type { ListedCopy } from '../../shared/contract/backups.ts';
import { call } from '../api.ts';
import { useBackups } from '../state/backups.ts';
import { currentProject } from '../state/project.ts';
import { makeStale } from '../state/queries.ts';
import { fullMoment } from '../ui/moments.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** Returns when a copy was made, as lists and messages show it. */
export function copyTime({ at }: ListedCopy): string {
  return fullMoment(new Date(at));
}

export async function backUpNow(): Promise<void> {
  useBackups.setState({ making: true });
  try {
    await call('backups.make', {});
  } catch (error) {
    toastError(error);
  } finally {
    useBackups.setState({ making: false });
    makeStale(['host']);
  }
}

/** Replaces the project by a copy, and reports where the replaced file is now. */
export async function restoreCopy(copy: ListedCopy): Promise<void> {
  useBackups.setState({ restoring: copy });
  setView({ dialog: null });
  try {
    const { kept } = await call('backups.restore', { copy: copy.id });
    toast(TEXTS.restored(copyTime(copy), kept), 'notice');
  } catch (error) {
    toastError(error);
  } finally {
    useBackups.setState({ restoring: null });
  }
}

export function revealCopies(copy?: ListedCopy): void {
  call('backups.reveal', copy ? { copy: copy.id } : {}).catch(toastError);
}

/** Changes how much disk space the automatic copies may use together (bytes). */
export async function limitCopies(bytes: number): Promise<void> {
  try {
    await call('backups.setLimit', { bytes });
    makeStale(['host']);
  } catch (error) {
    toastError(error);
  }
}

/** Saves a copy as a separate project: where the dialog says, or under a name that the page asks for. */
export async function saveCopyByDialog(): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    if (!dialogs) return setView({ dialog: 'save-copy' });
    await saveCopy(TEXTS.copyOf(currentProject()?.name ?? TEXTS.newProject), true);
  } catch (error) {
    toastError(error);
  }
}

/** Saves a copy; throws if that fails. */
export async function saveCopy(name: string, dialog: boolean): Promise<void> {
  const { path } = await call('backups.saveCopy', { name, dialog });
  if (path !== null) toast(TEXTS.copySaved(path), 'notice');
}
