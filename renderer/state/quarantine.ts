import { create } from 'zustand';
import type { Guess, QuarantineItem } from '../../shared/contract/quarantine.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { setView, useView } from './view.ts';

/** State of the quarantine panel. */
interface QuarantineView {
  /** The set whose proposals are listed; `null` for all sets. */
  readonly set: Uid | null;
  readonly current: Uid | null;
  /** The listed proposals, in order. */
  readonly rows: readonly QuarantineItem[];
  /** Likely positions for the current proposal, chosen by digits. */
  readonly guesses: readonly Guess[];
  /** The set that was shown before: quarantine shows the model's. */
  readonly before: Uid | null;
}

const nothing: QuarantineView = { set: null, current: null, rows: [], guesses: [], before: null };

export const useQuarantine = create<QuarantineView>()(() => nothing);

/** Returns the current proposal; if none is chosen, the first one. */
export function currentProposal({ rows, current } = useQuarantine.getState()): QuarantineItem | undefined {
  return rows.find(({ id }) => id === current) ?? rows[0];
}

// While quarantine is open, the model's set is shown; afterwards the earlier one again.
useView.subscribe((now, then) => {
  if (now.screen === then.screen) return;
  if (now.screen === 'quarantine') useQuarantine.setState({ before: then.chosenSet });
  else if (then.screen === 'quarantine') {
    const { before } = useQuarantine.getState();
    useQuarantine.setState(nothing);
    setView({ chosenSet: before });
  }
});
