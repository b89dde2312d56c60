import { create } from 'zustand';
import type { AllowedRelation } from '../../shared/model/relation-rules.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** An end of a relation that is being made, with what is shown of it; it may lie in another document. */
export interface RelatingEnd {
  readonly id: Uid;
  readonly type: string;
  readonly words: string;
  readonly document: Uid;
}

/** Two ends, and the relation types that fit them: waits for a letter. */
export interface RelationChoice {
  readonly from: RelatingEnd;
  readonly to: RelatingEnd;
  readonly options: readonly AllowedRelation[];
  /** Where the list opens, in viewport coordinates. */
  readonly at: { readonly x: number; readonly y: number };
}

/** Whose arcs are drawn; the others show as stubs. */
export type ArcMode = 'selection' | 'all' | 'none' | 'types';

interface Relating {
  /** Where the relation starts that is being made. */
  mark: RelatingEnd | null;
  choice: RelationChoice | null;
  arcs: ArcMode;
  /** With the mode `types`: their names. */
  arcTypes: readonly string[];
}

const STORAGE = 'postil-arcs';
const MODES: readonly ArcMode[] = ['selection', 'all', 'none', 'types'];

function remembered(): Pick<Relating, 'arcs' | 'arcTypes'> {
  const defaults = { arcs: 'selection', arcTypes: [] } as const;
  try {
    const { arcs, arcTypes } = JSON.parse(localStorage.getItem(STORAGE) ?? '{}') as Partial<Relating>;
    return {
      arcs: arcs && MODES.includes(arcs) ? arcs : defaults.arcs,
      arcTypes: Array.isArray(arcTypes) ? arcTypes.filter((type) => typeof type === 'string') : [],
    };
  } catch {
    return defaults;
  }
}

/** A relation in the making, and which arcs are drawn. */
export const useRelating = create<Relating>()(() => ({ ...remembered(), mark: null, choice: null }));

useRelating.subscribe(({ arcs, arcTypes }) =>
  localStorage.setItem(STORAGE, JSON.stringify({ arcs, arcTypes })),
);

/** Draws arcs by mode; a mode already chosen stays. */
export function showArcs(arcs: Exclude<ArcMode, 'types'>): void {
  useRelating.setState({ arcs });
}

/** Draws, or no longer draws, the arcs of one type besides those of other chosen types. */
export function toggleArcType(name: string): void {
  useRelating.setState(({ arcs, arcTypes }) => {
    const chosen = arcs === 'types' ? arcTypes : [];
    const next = chosen.includes(name) ? chosen.filter((type) => type !== name) : [...chosen, name];
    return next.length === 0 ? { arcs: 'selection', arcTypes: [] } : { arcs: 'types', arcTypes: next };
  });
}
