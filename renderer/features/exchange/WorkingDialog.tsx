import { useWorking } from '../../state/working.ts';
import { RunningJob } from './RunningJob.tsx';
import { TEXTS } from './texts.ts';

/** A call that takes long and can be cancelled. */
export function WorkingDialog() {
  const working = useWorking((state) => state.working);
  return working && <RunningJob title={working.title} job={working.job} waiting={TEXTS.working} />;
}
