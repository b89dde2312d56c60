import { whyLocked } from '../state/project.ts';
import { toast } from '../state/view.ts';

/** Returns whether the open project can be changed; shows the reason if not. */
export function mayWrite(): boolean {
  const why = whyLocked();
  if (why !== null) toast(why, 'notice');
  return why === null;
}
