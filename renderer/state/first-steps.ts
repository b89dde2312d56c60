import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

/** What the first steps cannot read from the project. A step that is skipped is shown again in the next window. */
interface FirstStepsState {
  readonly project: Uid | null;
  /** Whether an annotation was looked at. */
  readonly looked: boolean;
  readonly exported: boolean;
  readonly skipped: readonly string[];
}

export const useFirstSteps = create<FirstStepsState>()(() => ({
  project: null,
  looked: false,
  exported: false,
  skipped: [],
}));

/** Notes that a dataset was exported. */
export function noteExport(): void {
  useFirstSteps.setState({ exported: true });
}

export function skipStep(step: string): void {
  useFirstSteps.setState(({ skipped }) => ({ skipped: [...skipped, step] }));
}

/** Begins with nothing done, unless the steps are those of this project already. */
export function stepsOf(project: Uid): void {
  if (useFirstSteps.getState().project !== project)
    useFirstSteps.setState({ project, looked: false, exported: false, skipped: [] });
}
