import { problemOfValue, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { spanType, type Scheme } from '../../shared/model/scheme.ts';
import type { StepEffect } from '../../shared/contract/scheme-steps.ts';
import { convertValue } from '../../shared/scheme-edit/convert-value.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import type { StepOf } from '../../shared/scheme-edit/steps.ts';
import { sql, type Sql } from '../connection/connection.ts';
import { compose } from '../connection/compose.ts';
import { memo } from '../connection/memo.ts';
import type { ReadStore } from '../connection/store.ts';
import { uidOf } from '../rows/ids.ts';
import { convertedProposals, proposalsNaming, proposalsOf } from './proposals.ts';
import { termOf, usesOf } from './scheme-uses.ts';
import { splitDecider } from './split-rule.ts';
import { NOTHING, Tally, type Place } from './tally.ts';
import type { WritingStep } from './writing.ts';
import { asSplit, entityNames } from './write-rows.ts';

/** The most values that are listed. */
const VALUES = 1000;

/**
 * Returns what a step would do to the annotations, counted from the tables in groups, independently of how it is done. `scheme` is the
 * one after the step.
 */
export function previewRows(store: ReadStore, step: WritingStep, scheme: Scheme): StepEffect {
  switch (step.step) {
    case 'split':
      return previewTypes(store, scheme, step.part.name, step);
    case 'attributeToType':
      return previewTypes(store, scheme, step.part.owner!.name, asSplit(step));
    case 'typeToAttribute':
      return previewTypes(store, scheme, step.part.name, step);
    case 'convert':
      return previewValues(store, step);
    case 'remove':
      return previewRemoval(store, step.part);
  }
}

/** Spans of a type that are decided alike: with the same words, entities and value. */
interface Group {
  surface_id: number | null;
  /** Local ids, sorted, with commas. */
  entities: string | null;
  value: string | null;
}

function previewTypes(
  store: ReadStore,
  scheme: Scheme,
  name: string,
  step: StepOf<'split' | 'typeToAttribute'>,
): StepEffect {
  const { db, terms } = store;
  const term = termOf(store, { kind: 'span', name });
  if (!term) return NOTHING;
  const by = step.step === 'split' && 'attribute' in step.by ? step.by.attribute : undefined;
  const attribute =
    by === undefined
      ? -1
      : (termOf(store, { kind: 'attribute', name: by, owner: { kind: 'span', name } })?.id ?? -1);
  const attributes = terms.listOf([attribute]);
  const grouped = sql`
    WITH g AS (
      SELECT s.id, s.set_id, s.document_id, s.surface_id,
        (SELECT group_concat(entity_id) FROM (SELECT entity_id FROM mention WHERE span_id = s.id ORDER BY 1)) AS entities,
        (SELECT value FROM attribute WHERE owner = s.id AND of = 's' AND attribute_id IN (SELECT value FROM json_each(${attributes})) LIMIT 1) AS value
      FROM span s WHERE s.type_id IN (SELECT value FROM json_each(${terms.listOf([term.id])})))`;
  const select = <Row>(rest: Sql) => db.all<Group & Row>(compose([grouped, rest]));
  const names = memo((entity: number) => entityNames(store, uidOf(db, 'entity', entity)));
  const wordsOf = memo((surface: number) =>
    db.value<string>(sql`SELECT text FROM surface WHERE id = ${surface}`)!,
  );
  const decide = step.step === 'split' ? splitDecider(step) : () => step.into;
  const rest = step.step !== 'split' || step.rest === 'queue' ? null : step.rest.type;
  const typeOf = ({ surface_id, entities, value }: Group): string | null =>
    decide({
      words: surface_id === null ? null : wordsOf(surface_id),
      names: idsIn(entities).flatMap(names),
      value: value === null ? undefined : terms.readValue(attribute, JSON.parse(value) as AttributeValue),
    }) ?? rest;

  const tally = new Tally(store);
  const mentions = new Map<number, Set<string>>();
  for (const row of select<Place>(sql`
    SELECT surface_id, entities, value, set_id, document_id, count(*) AS n, min(id) AS example FROM g
    GROUP BY 1, 2, 3, 4, 5 ORDER BY document_id, example`)) {
    const to = typeOf(row);
    for (const id of idsIn(row.entities)) mentions.set(id, (mentions.get(id) ?? new Set()).add(to ?? name));
    tally.add(row, to === null ? null : to, to !== null && to !== name);
  }
  const losses = new Map<string, number>();
  const lose = (what: string, count: number) => losses.set(what, (losses.get(what) ?? 0) + count);
  for (const row of select<{ attribute_id: number; v: string; n: number }>(sql`
    SELECT surface_id, entities, g.value, a.attribute_id, a.value AS v, count(*) AS n
    FROM g CROSS JOIN attribute a ON a.owner = g.id AND a.of = 's' GROUP BY 1, 2, 3, 4, 5`)) {
    const to = typeOf(row);
    if (to === null || to === name) continue;
    const attributeName = terms.byId(row.attribute_id).name;
    const declared = spanType(scheme, to)?.attributes.find((each) => each.name === attributeName);
    // The new type stands for this value.
    if (attributeName === by && !declared) continue;
    const given = step.step === 'typeToAttribute' && attributeName === step.attribute;
    if (given || !declared || problemOfValue(declared, JSON.parse(row.v) as AttributeValue) !== null)
      lose(`values of ${attributeName}`, row.n);
  }
  for (const row of select<{ slot_id: number; n: number }>(sql`
    SELECT surface_id, entities, value, f.slot_id, count(*) AS n FROM g CROSS JOIN slot f ON f.span_id = g.id GROUP BY 1, 2, 3, 4`)) {
    const to = typeOf(row);
    if (to === null || to === name) continue;
    const slot = terms.byId(row.slot_id).name;
    if (!spanType(scheme, to)?.slots.some((each) => each.name === slot)) lose(`fillers of ${slot}`, row.n);
  }
  const entities = db
    .column<number>(
      sql`SELECT id FROM entity WHERE type_id IN (SELECT value FROM json_each(${terms.listOf([term.id])}))`,
    )
    .filter((id) => {
      const own = [...(mentions.get(id) ?? [])];
      const to =
        decide({ words: null, names: names(id), value: undefined }) ?? (own.length === 1 ? own[0]! : rest);
      return to !== null && to !== name;
    }).length;
  const quarantined = proposalsOf(store, name).filter(({ body }) => {
    const to =
      decide({
        words: body.text,
        names: body.entities.flatMap((entity) => entityNames(store, entity)),
        value: by === undefined ? undefined : body.attributes[by],
      }) ?? rest;
    return to !== null && to !== name;
  }).length;
  return { ...tally.effect(), entities, quarantined, losses: listed(losses) };
}

function previewValues(store: ReadStore, step: StepOf<'convert'>): StepEffect {
  const { part, to, table } = step;
  const term = termOf(store, part);
  if (!term) return NOTHING;
  const rows = store.db.all<Place & { value: string }>(
    part.kind === 'label'
      ? sql`
          SELECT value, set_id, document_id, count(*) AS n, -1 AS example FROM label WHERE type_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])}))
          GROUP BY 1, 2, 3 ORDER BY 3`
      : sql`
          SELECT a.value, a.set_id, coalesce(s.document_id, r.document_id) AS document_id, count(*) AS n,
            coalesce(min(s.id), -1) AS example
          FROM attribute a LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
          WHERE a.attribute_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])})) AND (s.id IS NOT NULL OR r.id IS NOT NULL) GROUP BY 1, 2, 3 ORDER BY 3`,
  );
  const tally = new Tally(store);
  const values = new Map<AttributeValue, StepEffect['values'][number]>();
  let dropped = 0;
  for (const row of rows) {
    const from = store.terms.readValue(term.id, JSON.parse(row.value) as AttributeValue);
    const becomes = convertValue(to, table, from);
    const known = values.get(from);
    values.set(from, {
      from,
      to: becomes ?? null,
      isNamed: table.some((each) => each.from === from),
      isOpen: becomes === undefined,
      count: (known?.count ?? 0) + row.n,
    });
    if (becomes === undefined || becomes === null) dropped += row.n;
    tally.add(row, becomes === undefined || becomes === null ? null : String(becomes), becomes !== from);
  }
  return {
    ...tally.effect(),
    outcomes: [],
    quarantined: convertedProposals(store, step).length,
    values: [...values.values()]
      .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || b.count - a.count)
      .slice(0, VALUES),
    losses: dropped > 0 ? [{ what: `values of ${part.name}`, count: dropped }] : [],
  };
}

function previewRemoval(store: ReadStore, part: PartName): StepEffect {
  const { db } = store;
  const term = termOf(store, part);
  if (!term) return NOTHING;
  const uses = usesOf(store, part);
  const losses = new Map<string, number>();
  const count = (what: string, statement: Sql) => {
    const n = db.value<number>(statement)!;
    if (n > 0) losses.set(what, n);
  };
  const things = {
    span: 'annotations',
    relation: 'relations',
    label: 'document labels',
    layer: 'types',
    attribute: `values of ${part.name}`,
    slot: `fillers of ${part.name}`,
  }[part.kind];
  if (uses.count > 0) losses.set(things, uses.count);
  if (uses.entities > 0) losses.set('types of entities', uses.entities);
  if (part.kind === 'span') {
    const mine = sql`(SELECT id FROM span WHERE type_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])})))`;
    count(
      'relations',
      compose([sql`SELECT count(*) FROM relation WHERE from_span IN`, mine, sql`OR to_span IN`, mine]),
    );
    count(
      'fillers of slots',
      compose([sql`SELECT count(*) FROM slot WHERE span_id IN`, mine, sql`OR filler_span IN`, mine]),
    );
    count(
      'cues',
      compose([
        sql`SELECT count(*) FROM span WHERE owner_id IN`,
        mine,
        sql`AND type_id NOT IN (SELECT value FROM json_each(${store.terms.listOf([term.id])}))`,
      ]),
    );
    count('notes', compose([sql`SELECT count(*) FROM note WHERE span_id IN`, mine]));
  }
  if (part.kind === 'relation')
    count(
      'notes',
      sql`SELECT count(*) FROM note WHERE relation_id IN (SELECT id FROM relation WHERE type_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])})))`,
    );
  const tally = new Tally(store);
  for (const row of db.all<Place>(examplesOf(part, store.terms.listOf([term.id]))))
    tally.add(row, null, true);
  return {
    ...tally.effect(),
    outcomes: [],
    entities: uses.entities,
    quarantined: proposalsNaming(store, part).length,
    losses: listed(losses),
  };
}

function examplesOf({ kind }: PartName, ids: string): Sql {
  switch (kind) {
    case 'span':
      return sql`
        SELECT set_id, document_id, count(*) AS n, min(id) AS example FROM span WHERE type_id IN (SELECT value FROM json_each(${ids})) GROUP BY 1, 2`;
    case 'relation':
      return sql`
        SELECT set_id, document_id, count(*) AS n, coalesce(min(from_span), -1) AS example FROM relation WHERE type_id IN (SELECT value FROM json_each(${ids}))
        GROUP BY 1, 2`;
    case 'slot':
      return sql`
        SELECT s.set_id, s.document_id, count(*) AS n, min(s.id) AS example FROM slot f JOIN span s ON s.id = f.span_id
        WHERE f.slot_id IN (SELECT value FROM json_each(${ids})) GROUP BY 1, 2`;
    case 'attribute':
      return sql`
        SELECT a.set_id, coalesce(s.document_id, r.document_id) AS document_id, count(*) AS n, coalesce(min(s.id), -1) AS example
        FROM attribute a LEFT JOIN span s ON a.of = 's' AND s.id = a.owner LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
        WHERE a.attribute_id IN (SELECT value FROM json_each(${ids})) AND (s.id IS NOT NULL OR r.id IS NOT NULL) GROUP BY 1, 2`;
    case 'label':
    case 'layer':
      return sql`
        SELECT set_id, document_id, count(*) AS n, -1 AS example FROM label WHERE type_id IN (SELECT value FROM json_each(${ids})) GROUP BY 1, 2`;
  }
}

function idsIn(list: string | null): number[] {
  return list === null ? [] : list.split(',').map(Number);
}

function listed(losses: ReadonlyMap<string, number>): StepEffect['losses'] {
  return [...losses].map(([what, count]) => ({ what, count })).sort((a, b) => b.count - a.count);
}
