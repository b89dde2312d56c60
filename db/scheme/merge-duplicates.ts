import type { StepEffect } from '../../shared/contract/scheme-steps.ts';
import type { TakenStep } from '../../shared/scheme-edit/follow.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { countRelationsOfJoined, countRepeatedRelations } from './duplicate-relations.ts';
import { countDuplicates } from './duplicates.ts';
import { idsOf, storedValues } from './places.ts';

type Duplicates = StepEffect['duplicates'];

/** Counts what a step makes the same, in the state before it and by queries of their own. */
export function duplicatesOf(store: ReadStore, taken: TakenStep): Duplicates {
  const none: Duplicates = { spans: 0, relations: 0, labels: 0, fillers: 0 };
  const { step, before, after } = taken;
  if (step.step === 'mergeValues' || step.step === 'renameValue') {
    if (step.part.kind !== 'label') return none;
    const values = step.step === 'renameValue' ? [step.value] : [...step.values, step.into];
    return { ...none, labels: countRepeatedValues(store, taken, step.part, values) };
  }
  if (step.step !== 'merge') return none;
  const merged = idsOf(store, before, step.part);
  const into = idsOf(store, before, { ...step.part, name: step.into });
  switch (step.part.kind) {
    case 'span': {
      const spans = countDuplicates(store, merged, into);
      return {
        ...none,
        spans,
        relations: spans === 0 ? 0 : countRelationsOfJoined(store, merged, into),
      };
    }
    case 'relation':
      return { ...none, relations: countRepeatedRelations(store, merged, into) };
    case 'label': {
      const isMany = after.scheme.labels.some(({ name, many }) => name === step.into && many);
      return { ...none, labels: isMany ? countRepeatedLabels(store, merged, into) : 0 };
    }
    case 'slot':
      return { ...none, fillers: countRepeatedFillers(store, merged, into) };
    case 'attribute':
      return none;
  }
}

/** Whether a merge still has to state what becomes of spans on the same words, or of relations of the same two. */
export function isUndecided(step: SchemeStep, { spans, relations }: Duplicates): boolean {
  return step.step === 'merge' && step.duplicates === undefined && spans + relations > 0;
}

/** Counts the labels of a set and article that would be the same as another one, once values are one. */
function countRepeatedValues(
  store: ReadStore,
  { before }: TakenStep,
  part: PartName,
  values: readonly string[],
): number {
  const ids = JSON.stringify(idsOf(store, before, part));
  return store.db.value<number>(sql`
    SELECT coalesce(sum(n - 1), 0) FROM (
      SELECT count(*) AS n FROM label WHERE type_id IN (SELECT value FROM json_each(${ids}))
        AND value IN (SELECT value FROM json_each(${storedValues(before, part, values)}))
      GROUP BY set_id, document_id HAVING count(DISTINCT type_id || ' ' || value) > 1)`)!;
}

/** Counts the values of a label that its article has of another one too, in the same set. */
function countRepeatedLabels(
  { db, terms }: ReadStore,
  merged: readonly number[],
  into: readonly number[],
): number {
  const same = terms.mergedValues([...merged, ...into]);
  return db.value<number>(sql`
    SELECT count(*) FROM label a WHERE a.type_id IN (SELECT value FROM json_each(${JSON.stringify(merged)}))
      AND EXISTS (SELECT 1 FROM label b WHERE b.set_id = a.set_id AND b.document_id = a.document_id
        AND b.type_id IN (SELECT value FROM json_each(${JSON.stringify(into)}))
        AND coalesce((SELECT value FROM json_each(${same}) WHERE key = b.value), b.value)
          = coalesce((SELECT value FROM json_each(${same}) WHERE key = a.value), a.value))`)!;
}

/** Counts the fillers of a slot that fill another one of the same span too. */
function countRepeatedFillers({ db }: ReadStore, merged: readonly number[], into: readonly number[]): number {
  return db.value<number>(sql`
    SELECT count(*) FROM slot a WHERE a.slot_id IN (SELECT value FROM json_each(${JSON.stringify(merged)}))
      AND EXISTS (SELECT 1 FROM slot b WHERE b.span_id = a.span_id
        AND b.slot_id IN (SELECT value FROM json_each(${JSON.stringify(into)})) AND b.filler_span IS a.filler_span
        AND b.filler_entity IS a.filler_entity AND b.filler_document IS a.filler_document
        AND b.filler_text IS a.filler_text AND b.empty_reason IS a.empty_reason)`)!;
}
