import { create } from 'zustand';
import type { EntityBrief } from '../../shared/contract/entities.ts';

/** An entity as shown in the list of the registry. */
export type ListedEntity = EntityBrief & { readonly mentions: number; readonly aliases: number };

/** Entities ticked in the list, in the order of ticking. */
export const useTicked = create<{ readonly ticked: readonly ListedEntity[] }>()(() => ({ ticked: [] }));
