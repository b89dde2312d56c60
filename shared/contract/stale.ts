import type { ChangeNotice } from './change.ts';
import { TOPICS } from './topics.ts';

/** Returns the notice of a change of which it is not known what it did: everything may be stale. */
export function everythingStale(change: Pick<ChangeNotice, 'change' | 'label' | 'at'>): ChangeNotice {
  return { ...change, documents: [], stale: [...TOPICS], patch: null, counted: null };
}
