import { create } from 'zustand';
import type { Guess, QuarantineItem } from '../../shared/contract/quarantine.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { setView, useView } from './view.ts';

/** What is being placed from quarantine. */
interface QuarantineView {
  /** Only what this set proposes; `null` for all sets. */
  readonly set: Uid | null;
  readonly current: Uid | null;
  /** What is listed now, in order. */
  readonly rows: readonly QuarantineItem[];
  /** The places that come near the current one, as the digits name them. */
  readonly guesses: readonly Guess[];
  /** The set that was chosen before: placing shows the model's. */
  readonly before: Uid | null;
}

const nothing: QuarantineView = { set: null, current: null, rows: [], guesses: [], before: null };

export const useQuarantine = create<QuarantineView>()(() => nothing);

/** The proposal that is being placed; without a choice the first one. */
export function currentProposal({ rows, current } = useQuarantine.getState()): QuarantineItem | undefined {
  return rows.find(({ id }) => id === current) ?? rows[0];
}

// While one places, the model's set is shown; elsewhere it is one's own again.
useView.subscribe((now, then) => {
  if (now.screen === then.screen) return;
  if (now.screen === 'quarantine') useQuarantine.setState({ before: then.chosenSet });
  else if (then.screen === 'quarantine') {
    const { before } = useQuarantine.getState();
    useQuarantine.setState(nothing);
    setView({ chosenSet: before });
  }
});
