import { create } from 'zustand';
import type { ListedEntity } from '../../shared/contract/entities.ts';

/** Entities ticked in the list, in the order of ticking. */
export const useTicked = create<{ readonly ticked: readonly ListedEntity[] }>()(() => ({ ticked: [] }));
