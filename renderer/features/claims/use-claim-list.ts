import { useMemo } from 'react';
import type { ClaimFilter, ClaimGroup, ClaimOrder, ClaimRow } from '../../../shared/contract/claims.ts';
import type { FoldedGroups } from '../../../shared/model/claim-groups.ts';
import { foldedBy, useClaimGroups } from '../../state/claim-groups.ts';
import { usePages } from '../../state/pages.ts';
import { useCall } from '../../state/queries.ts';

/** Which claims are listed, in which order. */
export type ListedClaims = ClaimFilter & { readonly order: ClaimOrder; readonly descending: boolean };

/** A line of the list: the head of a group, or a claim, which is undefined while it is loading. */
export type ClaimLine =
  | { readonly head: ClaimGroup; readonly isFolded: boolean }
  | { readonly head: null; readonly row: ClaimRow | undefined; readonly group: ClaimGroup | null };

/** The lines of the list of claims, of which only those in view are read. */
export interface ClaimLines {
  /** Lines, heads included. */
  readonly total: number;
  readonly loaded: boolean;
  lineAt(index: number): ClaimLine | undefined;
  /** Returns the number of claims before a line, without those in folded groups. */
  claimsBefore(index: number): number;
  /** Returns the index of the head above a line, or of the line itself if it is one; -1 if the list has no groups. */
  headOf(index: number): number;
  /** Returns the index of the head above a line if all groups were folded, or none. */
  headIfAll(index: number, folded: boolean): number;
  show(first: number, last: number): void;
}

interface Layout {
  readonly group: ClaimGroup;
  readonly isFolded: boolean;
  /** Index of the head, and the number of claims of the groups above that are not folded. */
  readonly at: number;
  readonly before: number;
}

const NONE: FoldedGroups = { all: false, except: [] };

/** Returns the list of the claims that are asked for, in groups if the analyst has chosen some. */
export function useClaimList(asked: ListedClaims, enabled: boolean): ClaimLines {
  const state = useClaimGroups();
  const { by } = state;
  const folded = by === null ? NONE : foldedBy(state, by);
  const isGrouped = enabled && by !== null;
  const list = usePages('claims.list', asked, enabled && by === null);
  const found = useCall(
    'claims.groups',
    { ...asked, by: by ?? 'claimer' },
    { keep: true, enabled: isGrouped },
  );
  const layout = useMemo(() => layOut(found.data?.groups ?? [], folded), [found.data, folded]);
  const claims = sum(layout.at(-1));
  const grouped = usePages(
    'claims.grouped',
    { ...asked, by: by ?? 'claimer', folded: { ...folded, except: [...folded.except] } },
    isGrouped && claims > 0,
    false,
  );
  if (by === null)
    return {
      total: list.total,
      loaded: list.loaded,
      lineAt: (index) => ({ head: null, row: list.rowAt(index), group: null }),
      claimsBefore: (index) => index,
      headOf: () => -1,
      headIfAll: () => -1,
      show: list.show,
    };
  const groupAt = (index: number) => layout.findLast(({ at }) => at <= index);
  const claimsBefore = (index: number) => {
    const above = groupAt(index);
    return above ? above.before + Math.max(0, index - above.at - 1) : 0;
  };
  return {
    total: layout.length + claims,
    loaded: found.data !== undefined || !isGrouped,
    lineAt(index): ClaimLine | undefined {
      const above = groupAt(index);
      if (!above || index >= layout.length + claims) return undefined;
      const { at, group, before, isFolded: fold } = above;
      return at === index
        ? { head: group, isFolded: fold }
        : { head: null, row: grouped.rowAt(before + index - at - 1), group };
    },
    claimsBefore,
    headOf: (index) => groupAt(index)?.at ?? -1,
    headIfAll(index, fold) {
      const above = layout.filter(({ at }) => at <= index).slice(0, -1);
      return fold ? above.length : above.reduce((at, { group }) => at + 1 + group.claims, 0);
    },
    show: (first, last) => grouped.show(claimsBefore(first), claimsBefore(last)),
  };
}

function layOut(groups: readonly ClaimGroup[], folded: FoldedGroups): Layout[] {
  const except = new Set(folded.except);
  const layout: Layout[] = [];
  let [at, before] = [0, 0];
  for (const group of groups) {
    const fold = folded.all !== except.has(group.key);
    layout.push({ group, isFolded: fold, at, before });
    at += fold ? 1 : 1 + group.claims;
    before += fold ? 0 : group.claims;
  }
  return layout;
}

/** Returns the number of claims up to the end of a group, without those in folded groups. */
function sum(last: Layout | undefined): number {
  return last === undefined ? 0 : last.before + (last.isFolded ? 0 : last.group.claims);
}
