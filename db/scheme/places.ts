import type { Uid } from '../../shared/model/uid.ts';
import { subjectOf } from '../../shared/scheme-edit/diff.ts';
import { idIn, type TakenStep } from '../../shared/scheme-edit/follow.ts';
import type { IdentifiedScheme } from '../../shared/scheme-edit/identity.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';

/** The local ids of the terms that are read as a part in a state. */
export function idsOf({ terms }: ReadStore, state: IdentifiedScheme, part: PartName): number[] {
  const id = idIn(state, part);
  const uids = [id, ...[...state.redirects].flatMap(([from, to]) => (to === id ? [from] : []))] as Uid[];
  return uids.flatMap((uid) => terms.withUid(uid)?.id ?? []);
}

/** SQL for the set, document and span of every row of a part, with only those that have one of the values. */
export function placesOf(
  store: ReadStore,
  state: IdentifiedScheme,
  part: PartName,
  values?: readonly string[],
): Sql | null {
  const ids = JSON.stringify(idsOf(store, state, part));
  const stored = values ? storedValues(state, part, values) : null;
  switch (part.kind) {
    case 'layer':
      return null;
    case 'span':
      return sql`SELECT set_id, document_id, id AS span_id FROM span WHERE type_id IN (SELECT value FROM json_each(${ids}))`;
    case 'relation':
      return sql`
        SELECT r.set_id, coalesce(r.document_id, s.document_id) AS document_id, r.from_span AS span_id
        FROM relation r LEFT JOIN span s ON s.id = r.from_span WHERE r.type_id IN (SELECT value FROM json_each(${ids}))`;
    case 'label':
      return sql`
        SELECT set_id, document_id, NULL AS span_id FROM label WHERE type_id IN (SELECT value FROM json_each(${ids}))
          AND (${stored} IS NULL OR value IN (SELECT value FROM json_each(${stored})))`;
    case 'slot':
      return sql`
        SELECT s.set_id, s.document_id, s.id AS span_id FROM slot f JOIN span s ON s.id = f.span_id
        WHERE f.slot_id IN (SELECT value FROM json_each(${ids}))`;
    case 'attribute':
      return sql`
        SELECT a.set_id, coalesce(s.document_id, r.document_id) AS document_id, coalesce(s.id, r.from_span) AS span_id
        FROM attribute a LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
        WHERE a.attribute_id IN (SELECT value FROM json_each(${ids})) AND (s.id IS NOT NULL OR r.id IS NOT NULL)
          AND (${stored} IS NULL OR a.value IN (SELECT value FROM json_each(${stored})))`;
  }
}

/** As {@link placesOf}, for the values of an attribute or label that another one covers, once they are one. */
export function bothOf(
  store: ReadStore,
  state: IdentifiedScheme,
  part: PartName,
  into: PartName,
): Sql | null {
  const from = JSON.stringify(idsOf(store, state, part));
  const to = JSON.stringify(idsOf(store, state, into));
  return part.kind === 'label'
    ? sql`
        SELECT a.set_id, a.document_id, NULL AS span_id FROM label a WHERE a.type_id IN (SELECT value FROM json_each(${from}))
          AND EXISTS (SELECT 1 FROM label b WHERE b.set_id = a.set_id AND b.document_id = a.document_id
            AND b.type_id IN (SELECT value FROM json_each(${to})))`
    : sql`
        SELECT a.set_id, coalesce(s.document_id, r.document_id) AS document_id, coalesce(s.id, r.from_span) AS span_id
        FROM attribute a LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
        WHERE a.attribute_id IN (SELECT value FROM json_each(${from})) AND (s.id IS NOT NULL OR r.id IS NOT NULL)
          AND EXISTS (SELECT 1 FROM attribute b WHERE b.owner = a.owner AND b.of = a.of
            AND b.attribute_id IN (SELECT value FROM json_each(${to})))`;
}

/** The stored JSON of values in a state, as a JSON list. */
export function storedValues(state: IdentifiedScheme, part: PartName, values: readonly string[]): string {
  const merged = state.values.get(idIn(state, part) ?? '') ?? new Map<string, string>();
  const from = [...merged].flatMap(([value, to]) => (values.includes(to) ? [value] : []));
  return JSON.stringify([...values, ...from].map((value) => JSON.stringify(value)));
}

/** What a merge puts out of sight, in the state before it: parts with SQL for their places. */
export function hiddenBy(
  store: ReadStore,
  { step, before, after }: TakenStep,
): { readonly part: string; readonly places: Sql }[] {
  const hidden = after.lost.map((part) => ({ part: subjectOf(part), places: placesOf(store, before, part) }));
  if (step.step === 'merge' && (step.part.kind === 'attribute' || step.part.kind === 'label')) {
    // An article can have several values of such a label; all stay.
    const { kind, name } = step.part;
    const isMany =
      kind === 'label' && after.scheme.labels.some((each) => each.name === step.into && each.many);
    if (!isMany)
      hidden.push({
        part: subjectOf({ ...step.part, name }),
        places: bothOf(store, before, step.part, { ...step.part, name: step.into }),
      });
  }
  return hidden.flatMap(({ part, places }) => (places ? [{ part, places }] : []));
}

/** The values that a step is about; undefined if it is about all of its part. */
export function valuesIn(step: SchemeStep): readonly string[] | undefined {
  if (step.step === 'mergeValues') return step.values;
  return step.step === 'renameValue' ? [step.value] : undefined;
}
