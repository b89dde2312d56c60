import type { ReadStore, Store } from '../../db/connection/store.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { removeRepeatedRelations } from '../../db/scheme/duplicate-relations.ts';
import { removeDuplicates } from '../../db/scheme/duplicates.ts';
import { duplicatesOf, isUndecided } from '../../db/scheme/merge-duplicates.ts';
import { idsOf } from '../../db/scheme/places.ts';
import { removeRepeatedFillers, removeRepeatedLabels } from '../../db/scheme/repeated.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { TakenStep } from '../../shared/scheme-edit/follow.ts';
import { textOfStep } from '../../shared/scheme-edit/step-words.ts';
import { MESSAGES } from './messages.ts';

/** Throws if a merge makes spans or relations the same, and does not state what becomes of them. */
export function assertDecided(store: ReadStore, taken: TakenStep): void {
  // Nothing is counted for steps that say it.
  if (taken.step.step !== 'merge' || taken.step.duplicates !== undefined) return;
  const duplicates = duplicatesOf(store, taken);
  if (!isUndecided(taken.step, duplicates)) return;
  const { spans, relations } = duplicates;
  const text = textOfStep(taken.step);
  throw new PostilError(
    'refused',
    spans > 0 ? MESSAGES.duplicatesUndecided(text, spans) : MESSAGES.relationsUndecided(text, relations),
    { field: 'steps' },
  );
}

/** Removes what a merge has made the same as something else, once the merge counts. */
export function finishStep(store: Store, recorder: Recorder, { step, before, after }: TakenStep): void {
  if (step.step === 'mergeValues' || step.step === 'renameValue') {
    if (step.part.kind === 'label') removeRepeatedLabels(store, recorder, step.part);
    return;
  }
  if (step.step !== 'merge') return;
  const { part } = step;
  const target = { ...part, name: step.into };
  switch (part.kind) {
    case 'span':
      if (step.duplicates === 'one')
        removeDuplicates(store, recorder, idsOf(store, before, part), idsOf(store, before, target));
      return;
    case 'relation':
      if (step.duplicates === 'one') removeRepeatedRelations(store, recorder, idsOf(store, before, part));
      return;
    case 'label':
      // Of two labels that take one value, the one that stays counts where both have one; no row is removed.
      if (after.scheme.labels.some(({ name, many }) => name === step.into && many))
        removeRepeatedLabels(store, recorder, target);
      return;
    case 'slot':
      removeRepeatedFillers(store, recorder, target);
      return;
    case 'attribute':
  }
}
