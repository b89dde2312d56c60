import type { PlannedStep } from '../../shared/contract/scheme.ts';
import { readableText } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { subjectOf } from '../../shared/scheme-edit/diff.ts';
import { idIn, type TakenStep } from '../../shared/scheme-edit/follow.ts';
import type { IdentifiedScheme } from '../../shared/scheme-edit/identity.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import { textOfStep } from '../../shared/scheme-edit/step-words.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { countDuplicates } from './duplicates.ts';

/** So many annotations are shown of those that a step concerns. */
const EXAMPLES = 10;

/** Counts what a step does to the annotations, of the state before it; nothing is written. */
export function effectOf(store: ReadStore, { step, before, after }: TakenStep): PlannedStep {
  const part = 'part' in step ? step.part : undefined;
  const touched =
    part && step.step !== 'add' && step.step !== 'change'
      ? placesOf(store, before, part, step.step === 'mergeValues' ? step.values : undefined)
      : null;
  const lost = after.lost.map((each) => ({ part: subjectOf(each), places: placesOf(store, before, each) }));
  if (step.step === 'merge' && (part!.kind === 'attribute' || part!.kind === 'label')) {
    const covered = bothOf(store, before, part!, { ...part!, name: step.into });
    if (covered) lost.push({ part: subjectOf(part!), places: covered });
  }
  const duplicates =
    step.step === 'merge' && part!.kind === 'span'
      ? countDuplicates(
          store,
          idsOf(store, before, part!),
          idsOf(store, before, { ...part!, name: step.into }),
        )
      : 0;
  return {
    text: textOfStep(step),
    ...(touched ? counted(store, touched) : NOTHING),
    lost: lost
      .map((each) => ({ part: each.part, count: counted(store, each.places).count }))
      .filter(({ count }) => count > 0),
    duplicates,
    undecided: step.step === 'merge' && duplicates > 0 && step.duplicates === undefined,
    examples: touched ? examplesOf(store, touched) : [],
  };
}

const NOTHING = { count: 0, documents: 0, sets: [] };

/** The local ids of the terms that are read as a part in a state. */
export function idsOf({ terms }: ReadStore, state: IdentifiedScheme, part: PartName): number[] {
  const id = idIn(state, part);
  const uids = [id, ...[...state.redirects].flatMap(([from, to]) => (to === id ? [from] : []))] as Uid[];
  return uids.flatMap((uid) => terms.withUid(uid)?.id ?? []);
}

/** SQL for the set, document and span of every row of a part, with only those that have one of the values. */
function placesOf(
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
function bothOf(store: ReadStore, state: IdentifiedScheme, part: PartName, into: PartName): Sql | null {
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
function storedValues(state: IdentifiedScheme, part: PartName, values: readonly string[]): string {
  const merged = state.values.get(idIn(state, part) ?? '') ?? new Map<string, string>();
  const from = [...merged].flatMap(([value, to]) => (values.includes(to) ? [value] : []));
  return JSON.stringify([...values, ...from].map((value) => JSON.stringify(value)));
}

function counted({ db }: ReadStore, places: Sql | null): Pick<PlannedStep, 'count' | 'documents' | 'sets'> {
  if (!places) return NOTHING;
  const rows = db.all<{ name: string | null; count: number; documents: number }>(
    compose([
      sql`SELECT a.name, count(*) AS count, count(DISTINCT p.document_id) AS documents FROM (`,
      places,
      sql`) p LEFT JOIN annotation_set a ON a.id = p.set_id GROUP BY p.set_id ORDER BY p.set_id`,
    ]),
  );
  const documents = db.value<number>(
    compose([sql`SELECT count(DISTINCT document_id) FROM (`, places, sql`)`]),
  )!;
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    documents,
    sets: rows.map(({ name, count, documents: held }) => ({ name: name ?? '', count, documents: held })),
  };
}

function examplesOf({ db }: ReadStore, places: Sql): PlannedStep['examples'] {
  return db
    .all<{ uid: Buffer; name: string; words: string | null }>(
      compose([
        sql`SELECT d.uid, coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS name, u.text AS words FROM (
          SELECT * FROM (`,
        places,
        sql`) WHERE document_id IS NOT NULL LIMIT ${EXAMPLES}) p JOIN document d ON d.id = p.document_id
          LEFT JOIN span s ON s.id = p.span_id LEFT JOIN surface u ON u.id = s.surface_id`,
      ]),
    )
    .map(({ uid, name, words }) => ({ document: toUid(uid), name, quote: readableText(words ?? '') }));
}
