import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { leaveFor } from '../state/correction.ts';
import { isProjectOpen } from '../state/project.ts';
import { forgetOpening, onceOpened } from '../state/opening.ts';
import { usePurpose, type ProjectTarget } from '../state/project-files.ts';
import { makeStale } from '../state/queries.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { importByDialog } from './files.ts';
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

export function openListed(project: Uid): void {
  leaveFor(() => void call('host.open', { project }).catch(toastOpenError));
}

/** Shows an error, except for a file that cannot be opened as a project: the start screen shows that, with its backups. */
function toastOpenError(error: unknown): void {
  const shown = error instanceof PostilError && ['damaged', 'not-a-project'].includes(error.code);
  if (!shown || isProjectOpen()) toastError(error);
}

/** What the dialog for a new project asks. */
export interface NewProject {
  readonly name: string;
  readonly analyst: string;
  readonly scheme: { readonly preset: string } | { readonly scheme: Scheme };
  readonly folder: Uid | null;
}

/** Creates a project under the analyst's name, and goes on with what it is for. Returns the refusal in words, or `null`. */
export async function createProject({ name, analyst, scheme, folder }: NewProject): Promise<string | null> {
  const { purpose } = usePurpose.getState();
  try {
    const { analyst: known, introduced } = await call('host.info', {});
    if (!introduced || analyst !== known.name) {
      const change = analyst !== '' && analyst !== known.name;
      await call('host.setAnalyst', change ? { name: analyst, initials: initialsOf(analyst) } : {});
    }
    onceOpened(() => {
      if (purpose === 'paste') setView({ dialog: 'paste' });
      else if (purpose === 'import') void importByDialog(false);
    });
    await call('host.create', { name, ...scheme, ...(folder && { folder }) });
    return null;
  } catch (error) {
    forgetOpening();
    return error instanceof Error ? error.message : String(error);
  }
}

/** Returns the first letters of the first and the last word of a name. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** Asks for the folder of a new project in a dialog of the system; `null` if it is dismissed. */
export async function chooseProjectFolder(): Promise<OutputOf<'host.pickProjectFolder'>['folder']> {
  try {
    return (await call('host.pickProjectFolder', {})).folder;
  } catch (error) {
    toastError(error);
    return null;
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

/** Opens the sample project, which is made first if it does not exist. */
export async function openSample(): Promise<void> {
  try {
    await call('host.openSample', {});
  } catch (error) {
    toastOpenError(error);
  }
}

function inputOf({ id }: ProjectTarget): { readonly project?: Uid } {
  return id ? { project: id } : {};
}

export async function revealProject(target: ProjectTarget): Promise<void> {
  await call('host.reveal', inputOf(target)).catch(toastError);
}

/** Renames a project. Returns the refusal in words, or `null`. */
export async function renameProject(target: ProjectTarget, name: string): Promise<string | null> {
  const { screen, documentId } = useView.getState();
  if (name.normalize('NFC') === target.name) return null;
  try {
    // The open project is closed for it and opened again.
    if (!target.id) onceOpened(() => setView({ screen, documentId }));
    await call('host.rename', { ...inputOf(target), name });
    makeStale(['host']);
    return null;
  } catch (error) {
    forgetOpening();
    return error instanceof Error ? error.message : String(error);
  }
}

/** Copies a project beside itself, under its own name with “copy”. */
export async function duplicate(target: ProjectTarget): Promise<void> {
  try {
    const { path } = await call('host.duplicate', inputOf(target));
    makeStale(['host']);
    toast(TEXTS.duplicated(path));
  } catch (error) {
    toastError(error);
  }
}

/** Moves a project to the trash. Returns the refusal in words, or `null`. */
export async function trashProject(target: ProjectTarget): Promise<string | null> {
  try {
    const { path } = await call('host.trash', inputOf(target));
    makeStale(['host']);
    toast(TEXTS.projectTrashed(target.name, path), 'notice');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
