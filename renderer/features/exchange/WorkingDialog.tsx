import { useWorking } from '../../state/working.ts';
import { RunningJob } from './RunningJob.tsx';

/** A call that turned out to take long, and can be cancelled. */
export function WorkingDialog() {
  const working = useWorking((state) => state.working);
  return working && <RunningJob title={working.title} job={working.job} waiting="Working …" />;
}
