import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';
import { setView } from './view.ts';

/** A project that is renamed or moved to the trash: one of the start screen, or, without an id, the open one. */
export interface ProjectTarget {
  readonly id?: Uid;
  readonly name: string;
  /** Where the open one is. */
  readonly path?: string;
}

export const useProjectTarget = create<{ readonly target: ProjectTarget | null }>()(() => ({ target: null }));

/** Opens the dialog that renames a project, or the one that moves it to the trash. */
export function askAbout(dialog: 'rename-project' | 'trash-project', target: ProjectTarget): void {
  useProjectTarget.setState({ target });
  setView({ dialog });
}

/** What a new project is made for: to annotate an article that is pasted, or to import files; `null` for neither. */
export type Purpose = 'paste' | 'import' | null;

export const usePurpose = create<{ readonly purpose: Purpose }>()(() => ({ purpose: null }));

/** Opens the dialog for a new project. */
export function askForProject(purpose: Purpose = null): void {
  usePurpose.setState({ purpose });
  setView({ dialog: 'new' });
}
