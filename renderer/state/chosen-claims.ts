import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';

interface ChosenClaims {
  readonly ids: ReadonlySet<Uid>;
  /** The claims of the groups that were chosen as a whole, by the key of the group. */
  readonly groups: ReadonlyMap<string, readonly Uid[]>;
  /** Index of the row where a range begins. */
  readonly anchor: number | null;
}

const NOTHING: ChosenClaims = { ids: new Set(), groups: new Map(), anchor: null };

/** The claims chosen in the list, in whichever groups they are, to do something with all of them. */
export const useChosenClaims = create<ChosenClaims>()(() => NOTHING);

export function chooseNoClaims(): void {
  if (useChosenClaims.getState() !== NOTHING) useChosenClaims.setState(NOTHING, true);
}

/** Whether all claims of a group were chosen with it, and still are. */
export function isGroupChosen({ ids, groups }: ChosenClaims, key: string): boolean {
  return groups.get(key)?.every((id) => ids.has(id)) ?? false;
}
