import { whyLocked } from '../state/project.ts';
import { toast } from '../state/view.ts';

/** Whether the open project can be changed; says why not. */
export function mayWrite(): boolean {
  const why = whyLocked();
  if (why !== null) toast(why, 'told');
  return why === null;
}
