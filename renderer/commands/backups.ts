import type { ListedCopy } from '../../shared/contract/backups.ts';
import { call } from '../api.ts';
import { useBackups } from '../state/backups.ts';
import { currentProject } from '../state/project.ts';
import { makeStale } from '../state/queries.ts';
import { fullMoment } from '../ui/moments.ts';
import { setView, toast, toastError } from '../state/view.ts';

/** When a copy was made, as lists and messages say it. */
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

/** Puts a copy in the project's place, and says where the file that was there is now. */
export async function restoreCopy(copy: ListedCopy): Promise<void> {
  useBackups.setState({ restoring: copy });
  setView({ dialog: null });
  try {
    const { kept } = await call('backups.restore', { copy: copy.id });
    const before = kept === null ? '' : ` The previous file is kept as ${kept}.`;
    toast(`The project was restored from the backup of ${copyTime(copy)}.${before}`, 'told');
  } catch (error) {
    toastError(error);
  } finally {
    useBackups.setState({ restoring: null });
  }
}

export function revealCopies(copy?: ListedCopy): void {
  call('backups.reveal', copy ? { copy: copy.id } : {}).catch(toastError);
}

/** Changes what the automatic copies may have together (bytes). */
export async function limitCopies(bytes: number): Promise<void> {
  try {
    await call('backups.setLimit', { bytes });
    makeStale(['host']);
  } catch (error) {
    toastError(error);
  }
}

/** Saves a copy as a project of its own: where the dialog says, or under a name that the page asks for. */
export async function saveCopyByDialog(): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    if (!dialogs) return setView({ dialog: 'save-copy' });
    await saveCopy(`${currentProject()?.name ?? 'Project'} copy`, true);
  } catch (error) {
    toastError(error);
  }
}

/** Answers whether a copy was saved. Throws why not. */
export async function saveCopy(name: string, dialog: boolean): Promise<void> {
  const { path } = await call('backups.saveCopy', { name, dialog });
  if (path !== null) toast(`Saved a copy: ${path}. You stay in the project itself.`, 'told');
}
