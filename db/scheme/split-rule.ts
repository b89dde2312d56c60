import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { FRAGMENT_SEPARATOR } from '../../shared/model/fragments.ts';
import type { StepOf } from '../../shared/scheme-edit/steps.ts';
import { listDecider } from '../../shared/scheme-edit/word-lists.ts';

/** What a split may decide by. */
export interface Divisible {
  /** The words of the annotation; null if it has none. */
  readonly words: string | null;
  /** Names and aliases of its entities. */
  readonly names: readonly string[];
  /** The value that decides, if a value does. */
  readonly value: AttributeValue | undefined;
}

/** Returns a function that finds the new type of an annotation; null for the rest, which nothing decides. */
export function splitDecider({ by }: StepOf<'split'>): (annotation: Divisible) => string | null {
  if ('hand' in by) return () => null;
  if ('attribute' in by)
    return ({ value }) =>
      value !== undefined && Object.hasOwn(by.to, String(value)) ? by.to[String(value)]! : null;
  const decide = listDecider(by.list);
  return ({ words, names }) =>
    decide([words === null ? [] : [words.replaceAll(FRAGMENT_SEPARATOR, ' ')], names]);
}
