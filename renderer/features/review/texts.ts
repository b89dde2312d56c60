import { counted } from '../../../shared/text/counted.ts';

/** The sentences of the review screen, in one place to be read and reworded together. */
export const TEXTS = {
  existing: 'Existing annotation',
  none: 'none',
  earlier: 'Earlier decisions',
  condition: 'Add condition…',
  boundaryKeys: 'arrows adjust the boundary.',
  typeKeys: 'A type’s letter accepts as that type.',
  bulkTitle: (cases: number | undefined) =>
    cases === undefined ? 'All filtered proposals' : `All ${counted(cases, 'filtered proposal')}`,
  bulkGroupTitle: (words: string, type: string) => `All “${words}” as ${type}`,
  bulkCreated: (created: number | null) =>
    created === null
      ? 'How many annotations this creates is counted while it runs.'
      : `${counted(created, 'annotation')} will be added to your set; the others are already there.`,
  bulkUndo: 'One undo reverts this.',
  deciding: 'Deciding; editing is possible again when it is done',
  thresholds:
    'For each type: what a threshold would accept, and how often proposals at or above it were right so far, among those you decided. Accepted unchanged counts as right; corrected or rejected counts as wrong.',
} as const;
