import { create } from 'zustand';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { setView, useView } from './view.ts';

interface WorkingState {
  /** The running call that is shown, with the title of its dialog. */
  readonly working: { readonly job: Uid; readonly title: string } | null;
}

export const useWorking = create<WorkingState>()(() => ({ working: null }));

/**
 * Runs a call that is usually quick but may be a long job. If it reports progress, shows it in a dialog in which it can be
 * cancelled; the dialog that was open before returns afterwards.
 */
export async function asWorking<Result>(title: string, run: (job: Uid) => Promise<Result>): Promise<Result> {
  const job = newUid();
  const isShown = () => useWorking.getState().working?.job === job;
  const before = useView.getState().dialog;
  const stop = useView.subscribe(({ progress }) => {
    if (isShown() || progress?.job !== job) return;
    useWorking.setState({ working: { job, title } });
    setView({ dialog: 'working' });
  });
  try {
    return await run(job);
  } finally {
    stop();
    if (isShown()) {
      useWorking.setState({ working: null });
      if (useView.getState().dialog === 'working') setView({ dialog: before });
    }
  }
}
