import type { StepEffect } from '../../shared/contract/scheme-steps.ts';
import { childrenOf } from '../../shared/model/type-tree.ts';
import type { TakenStep } from '../../shared/scheme-edit/follow.ts';
import type { SchemeStep, StepOf } from '../../shared/scheme-edit/steps.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { duplicatesOf, isUndecided } from './merge-duplicates.ts';
import { hiddenBy, idsOf, placesOf, valuesIn } from './places.ts';
import { proposalsNaming } from './proposals.ts';
import { EXAMPLES, NOTHING, spanInContext, Tally, type Place } from './tally.ts';

/** A step after which annotations are read as something else. */
type ReadingStep = StepOf<'merge' | 'mergeValues' | 'renameValue' | 'moveSlot'>;

/** Whether annotations are read as something else after a step. */
export function isReadingStep(step: SchemeStep): step is ReadingStep {
  return ['merge', 'mergeValues', 'renameValue', 'moveSlot'].includes(step.step);
}

/**
 * Returns what a step does to how annotations are read, counted from the tables in the state before it: no such step writes the
 * annotations that it counts.
 */
export function previewReading(store: ReadStore, taken: TakenStep): StepEffect {
  const { step, before } = taken;
  if (!isReadingStep(step)) return NOTHING;
  const places = placesOf(store, before, step.part, valuesIn(step));
  if (!places) return NOTHING;
  const { db } = store;
  const to = 'into' in step ? step.into : step.to;
  const tally = new Tally(store);
  for (const row of db.all<Place>(
    compose([
      sql`SELECT set_id, document_id, count(*) AS n, -1 AS example FROM (`,
      places,
      sql`) GROUP BY 1, 2 ORDER BY 2`,
    ]),
  ))
    tally.add(row, to, true);
  const duplicates = duplicatesOf(store, taken);
  const isType = step.step === 'merge' && step.part.kind === 'span';
  return {
    ...tally.effect(),
    entities: isType ? entitiesOf(store, idsOf(store, before, step.part)) : 0,
    quarantined: step.step === 'merge' ? proposalsNaming(store, step.part).length : 0,
    hidden: hiddenBy(store, taken)
      .map(({ part, places: gone }) => ({ part, count: countOf(store, gone) }))
      .filter(({ count }) => count > 0),
    duplicates,
    undecided: isUndecided(step, duplicates),
    below: isType
      ? childrenOf(before.scheme, step.part.name).flatMap(({ name }) => (name === to ? [] : [name]))
      : [],
    examples: examplesIn(store, places).map((span) => ({ ...spanInContext(store, span), to })),
  };
}

function entitiesOf({ db }: ReadStore, types: readonly number[]): number {
  return db.value<number>(sql`
    SELECT count(*) FROM entity WHERE merged_into IS NULL AND type_id IN (SELECT value FROM json_each(${JSON.stringify(types)}))`)!;
}

function countOf({ db }: ReadStore, places: Sql): number {
  return db.value<number>(compose([sql`SELECT count(*) FROM (`, places, sql`)`]))!;
}

function examplesIn({ db }: ReadStore, places: Sql): number[] {
  return db.column<number>(
    compose([sql`SELECT span_id FROM (`, places, sql`) WHERE span_id IS NOT NULL LIMIT ${EXAMPLES}`]),
  );
}
