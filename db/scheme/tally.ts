import { hull, readableText } from '../../shared/model/fragments.ts';
import type { StepEffect } from '../../shared/contract/scheme-steps.ts';
import { inContext } from '../../shared/text/concordance.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { fragmentsOf } from '../rows/span.ts';

/** The most examples that are shown. */
export const EXAMPLES = 10;
/** The most documents that are listed; the others are counted. */
const DOCUMENTS = 50;

/** The effect of a step that concerns no annotation. */
export const NOTHING: StepEffect = {
  count: 0,
  outcomes: [],
  values: [],
  entities: 0,
  quarantined: 0,
  sets: [],
  documents: 0,
  inDocuments: [],
  hidden: [],
  duplicates: { spans: 0, relations: 0, labels: 0, fillers: 0 },
  undecided: false,
  below: [],
  losses: [],
  examples: [],
};

/** Annotations of a set in a document that change alike. */
export interface Place {
  set_id: number;
  document_id: number | null;
  n: number;
  example: number;
}

/** Sums up where annotations change, and into what. */
export class Tally {
  readonly #store: ReadStore;
  readonly #outcomes = new Map<string | null, { count: number; examples: number[] }>();
  readonly #sets = new Map<number, number>();
  readonly #documents = new Map<number, number>();
  #count = 0;

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** Adds annotations in a document. `to` is what they become, or null; they are counted as changed if `changes`. */
  add({ set_id, document_id, n, example }: Place, to: string | null, changes: boolean): void {
    const outcome = this.#outcomes.get(to) ?? { count: 0, examples: [] };
    outcome.count += n;
    if (example >= 0 && outcome.examples.length < EXAMPLES) outcome.examples.push(example);
    this.#outcomes.set(to, outcome);
    if (!changes) return;
    this.#count += n;
    this.#sets.set(set_id, (this.#sets.get(set_id) ?? 0) + n);
    if (document_id !== null) this.#documents.set(document_id, (this.#documents.get(document_id) ?? 0) + n);
  }

  effect(): StepEffect {
    const { db } = this.#store;
    const outcomes = [...this.#outcomes].sort(
      ([a, one], [b, other]) => Number(a === null) - Number(b === null) || other.count - one.count,
    );
    return {
      ...NOTHING,
      count: this.#count,
      outcomes: outcomes.map(([to, { count }]) => ({ to, count })),
      sets: [...this.#sets].map(([id, count]) => ({
        name: db.value<string>(sql`SELECT name FROM annotation_set WHERE id = ${id}`)!,
        count,
      })),
      documents: this.#documents.size,
      inDocuments: [...this.#documents]
        .sort(([, a], [, b]) => b - a)
        .slice(0, DOCUMENTS)
        .map(([id, count]) => ({ ...documentNamed(this.#store, id), count })),
      examples: this.#examples(outcomes.map(([to, { examples }]) => ({ to, examples }))),
    };
  }

  /** Examples of every outcome in turn. */
  #examples(outcomes: readonly { to: string | null; examples: number[] }[]): StepEffect['examples'] {
    const chosen: { id: number; to: string | null }[] = [];
    for (let turn = 0; turn < EXAMPLES && chosen.length < EXAMPLES; turn++)
      for (const { to, examples } of outcomes) {
        const id = examples[turn];
        if (id !== undefined && chosen.length < EXAMPLES) chosen.push({ id, to });
      }
    return chosen.map(({ id, to }) => ({ ...spanInContext(this.#store, id), to }));
  }
}

/** A span with its words and the text around it. */
export function spanInContext(store: ReadStore, id: number): Omit<StepEffect['examples'][number], 'to'> {
  const { db, terms, texts } = store;
  const row = db.get<{
    uid: Buffer;
    type_id: number;
    set_name: string;
    document_id: number;
    start: number | null;
    end: number | null;
    fragments: string | null;
    words: string | null;
  }>(sql`
    SELECT s.uid, s.type_id, a.name AS set_name, s.document_id, s.start, s."end", s.fragments, u.text AS words
    FROM span s JOIN annotation_set a ON a.id = s.set_id LEFT JOIN surface u ON u.id = s.surface_id WHERE s.id = ${id}`)!;
  const range = hull(fragmentsOf(row));
  return {
    span: toUid(row.uid),
    type: terms.byId(row.type_id).name,
    set: row.set_name,
    document: documentNamed(store, row.document_id),
    words: row.words === null ? '' : readableText(row.words),
    ...(range ? inContext(texts.textOf(row.document_id), range) : { before: '', after: '' }),
  };
}

function documentNamed({ db }: ReadStore, id: number): { id: ReturnType<typeof toUid>; name: string } {
  const row = db.get<{ uid: Buffer; name: string }>(
    sql`SELECT uid, coalesce(nullif(title, ''), nullif(lead, ''), name) AS name FROM document WHERE id = ${id}`,
  )!;
  return { id: toUid(row.uid), name: row.name };
}
