import { create } from 'zustand';
import { ClaimGroupings, type ClaimGrouping, type FoldedGroups } from '../../shared/model/claim-groups.ts';

interface ClaimGroups {
  /** What the list of claims is grouped by, or null. */
  readonly by: ClaimGrouping | null;
  /** Which groups are folded, for each way of grouping. */
  readonly folded: Readonly<Partial<Record<ClaimGrouping, FoldedGroups>>>;
}

const STORAGE = 'postil-claim-groups';
/** The maximum number of groups that are remembered as folded, or as unfolded: those of the last. */
const MOST = 2000;
const UNFOLDED: FoldedGroups = { all: false, except: [] };

/** How the claims are grouped, and which groups are folded; remembered. */
export const useClaimGroups = create<ClaimGroups>()(() => {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE) ?? '{}') as Partial<Record<string, unknown>>;
    const by = ClaimGroupings.find((each) => each === stored['by']) ?? null;
    const folded = (stored['folded'] ?? {}) as Partial<Record<ClaimGrouping, Partial<FoldedGroups>>>;
    return {
      by,
      folded: Object.fromEntries(
        ClaimGroupings.flatMap((each) => {
          const { all, except } = folded[each] ?? {};
          return typeof all === 'boolean' && Array.isArray(except)
            ? [[each, { all, except: except.filter((key) => typeof key === 'string') }]]
            : [];
        }),
      ),
    };
  } catch {
    return { by: null, folded: {} };
  }
});
useClaimGroups.subscribe((groups) => localStorage.setItem(STORAGE, JSON.stringify(groups)));

/** Returns which groups are folded in a list that is grouped by something. */
export function foldedBy({ folded }: ClaimGroups, by: ClaimGrouping): FoldedGroups {
  return folded[by] ?? UNFOLDED;
}

export function isFolded({ all, except }: FoldedGroups, key: string): boolean {
  return all !== except.includes(key);
}

export function groupClaimsBy(by: ClaimGrouping | null): void {
  useClaimGroups.setState({ by });
}

/** Folds or unfolds a group. */
export function foldGroup(key: string, fold: boolean): void {
  change((folded) => {
    if (isFolded(folded, key) === fold) return folded;
    const { all, except } = folded;
    return {
      all,
      except: except.includes(key) ? except.filter((each) => each !== key) : [...except, key].slice(-MOST),
    };
  });
}

export function foldAllGroups(fold: boolean): void {
  change(() => ({ all: fold, except: [] }));
}

function change(to: (folded: FoldedGroups) => FoldedGroups): void {
  useClaimGroups.setState((state) =>
    state.by === null
      ? state
      : { ...state, folded: { ...state.folded, [state.by]: to(foldedBy(state, state.by)) } },
  );
}
