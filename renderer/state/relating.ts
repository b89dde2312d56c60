import { create } from 'zustand';
import type { AllowedRelation } from '../../shared/model/relation-rules.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** An end of a relation that is being made, with what is shown of it; it may be in another document. */
export interface RelatingEnd {
  readonly id: Uid;
  readonly type: string;
  readonly words: string;
  readonly document: Uid;
}

/** Two ends, and the relation types that fit them, to be chosen by a letter. */
export interface RelationChoice {
  readonly from: RelatingEnd;
  readonly to: RelatingEnd;
  readonly options: readonly AllowedRelation[];
  /** Where the list opens, in viewport coordinates. */
  readonly at: { readonly x: number; readonly y: number };
}

/** Whose arcs are drawn; other relations are shown as stubs. */
export type ArcMode = 'selection' | 'all' | 'none' | 'types';

interface Relating {
  /** The span at which the new relation starts. */
  mark: RelatingEnd | null;
  choice: RelationChoice | null;
  arcs: ArcMode;
  /** The names of the types to draw in the mode `types`. */
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

/** The relation being made, and which arcs are drawn. */
export const useRelating = create<Relating>()(() => ({ ...remembered(), mark: null, choice: null }));

useRelating.subscribe(({ arcs, arcTypes }) =>
  localStorage.setItem(STORAGE, JSON.stringify({ arcs, arcTypes })),
);

/** Sets which arcs are drawn. */
export function showArcs(arcs: Exclude<ArcMode, 'types'>): void {
  useRelating.setState({ arcs });
}

/** Adds a type to those whose arcs are drawn, or removes it. */
export function toggleArcType(name: string): void {
  useRelating.setState(({ arcs, arcTypes }) => {
    const chosen = arcs === 'types' ? arcTypes : [];
    const next = chosen.includes(name) ? chosen.filter((type) => type !== name) : [...chosen, name];
    return next.length === 0 ? { arcs: 'selection', arcTypes: [] } : { arcs: 'types', arcTypes: next };
  });
}
