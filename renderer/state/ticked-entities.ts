import { create } from 'zustand';
import type { EntityBrief } from '../../shared/contract/entities.ts';

/** An entity as the list of the registry shows it. */
export type ListedEntity = EntityBrief & { readonly mentions: number; readonly aliases: number };

/** Entities ticked in the list, in the order in which they were. */
export const useTicked = create<{ readonly ticked: readonly ListedEntity[] }>()(() => ({ ticked: [] }));
