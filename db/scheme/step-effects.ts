import type { PlannedStep } from '../../shared/contract/scheme.ts';
import { readableText } from '../../shared/model/fragments.ts';
import type { TakenStep } from '../../shared/scheme-edit/follow.ts';
import { textOfStep } from '../../shared/scheme-edit/step-words.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { duplicatesOf, isUndecided } from './merge-duplicates.ts';
import { hiddenBy, placesOf, valuesIn } from './places.ts';
import { EXAMPLES } from './tally.ts';

/** Counts what a step does to the annotations, of the state before it; nothing is written. */
export function plannedStep(store: ReadStore, taken: TakenStep): PlannedStep {
  const { step, before } = taken;
  const part = 'part' in step ? step.part : undefined;
  const touched =
    part && step.step !== 'add' && step.step !== 'change'
      ? placesOf(store, before, part, valuesIn(step))
      : null;
  const duplicates = duplicatesOf(store, taken);
  return {
    text: textOfStep(step),
    ...(touched ? counted(store, touched) : NOTHING),
    lost: hiddenBy(store, taken)
      .map((each) => ({ part: each.part, count: counted(store, each.places).count }))
      .filter(({ count }) => count > 0),
    duplicates: duplicates.spans,
    repeatedRelations: duplicates.relations,
    undecided: isUndecided(step, duplicates),
    examples: touched ? examplesOf(store, touched) : [],
  };
}

const NOTHING = { count: 0, documents: 0, sets: [] };

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
