import type { ReadStore, Store } from '../../db/connection/store.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { countDuplicates, removeDuplicates } from '../../db/scheme/duplicates.ts';
import { idsOf } from '../../db/scheme/step-effects.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { TakenStep } from '../../shared/scheme-edit/follow.ts';
import { textOfStep } from '../../shared/scheme-edit/step-words.ts';
import { MESSAGES } from './messages.ts';

/** Throws if a merge would bring two spans onto the same words, and does not state what becomes of them. */
export function assertDecided(store: ReadStore, { step, before }: TakenStep): void {
  if (step.step !== 'merge' || step.part.kind !== 'span' || step.duplicates !== undefined) return;
  const into = idsOf(store, before, { ...step.part, name: step.into });
  const count = countDuplicates(store, idsOf(store, before, step.part), into);
  if (count === 0) return;
  throw new PostilError('refused', MESSAGES.duplicatesUndecided(textOfStep(step), count), { field: 'steps' });
}

/** Writes the rows of a merge that leaves one of two spans on the same words, once the merged type counts. */
export function finishStep(store: Store, recorder: Recorder, { step, before }: TakenStep): void {
  if (step.step !== 'merge' || step.part.kind !== 'span' || step.duplicates !== 'one') return;
  const into = { ...step.part, name: step.into };
  removeDuplicates(store, recorder, idsOf(store, before, step.part), idsOf(store, before, into));
}
