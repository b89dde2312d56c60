import type {
  ComparedFiller,
  ComparedRelation,
  ComparedSide,
  ComparedSpan,
} from '../../shared/comparison/compared.ts';
import type { LabelledSide } from '../../shared/comparison/labels.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { SetKind } from '../../shared/model/set.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { idOf } from '../rows/ids.ts';
import { fragmentsOf } from '../rows/span.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

interface SpanRow {
  id: number;
  type_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
  score: number | null;
  owner_id: number | null;
}

interface FillerRow {
  slot_id: number;
  filler_span: number | null;
  filler_entity: number | null;
  filler_document: number | null;
  filler_text: string | null;
  empty_reason: string | null;
}

interface RelationRow {
  id: number;
  type_id: number;
  from_span: number | null;
  to_span: number | null;
  from_entity: number | null;
  to_entity: number | null;
}

const MADE_BY_PROGRAMS: ReadonlySet<SetKind> = new Set(['model', 'import']);

/**
 * Reads what a set holds, document by document, as far as comparing needs it: local ids, no texts, no attributes, so
 * that a million spans are read in seconds.
 */
export class ComparedSet {
  readonly id: number;
  readonly #store: ReadStore;
  readonly #kind: SetKind;
  readonly #layers: ReadonlyMap<number, string>;
  /** Types that have slots: only their spans are asked for fillers. */
  readonly #framed: ReadonlySet<number>;

  constructor(store: ReadStore, set: Uid) {
    this.#store = store;
    this.id = idOf(store.db, 'annotation_set', set);
    this.#kind = store.db.value<SetKind>(sql`SELECT kind FROM annotation_set WHERE id = ${this.id}`)!;
    const types = currentScheme(store).scheme.types.map((type) => ({
      ...type,
      id: store.terms.find('span', type.name)!.id,
    }));
    this.#layers = new Map(types.map(({ id, layer }) => [id, layer]));
    this.#framed = new Set(types.filter(({ slots }) => slots.length > 0).map(({ id }) => id));
  }

  /** What it holds in a document, by the document's local id. */
  inDocument(document: number): ComparedSide {
    const { db } = this.#store;
    const spans = db.all<SpanRow>(sql`
      SELECT id, type_id, start, "end", fragments, score, owner_id FROM span
      WHERE document_id = ${document} AND set_id = ${this.id}`);
    const relations = db.all<RelationRow>(sql`
      SELECT id, type_id, from_span, to_span, from_entity, to_entity FROM relation
      WHERE document_id = ${document} AND set_id = ${this.id} ORDER BY id`);
    return { spans: this.#withMentions(spans), relations: relations.map((row) => this.#relation(row)) };
  }

  /** Relations between entities and across documents. */
  looseRelations(): ComparedRelation[] {
    return this.#store.db
      .all<RelationRow>(
        sql`
        SELECT id, type_id, from_span, to_span, from_entity, to_entity FROM relation
        WHERE set_id = ${this.id} AND document_id IS NULL ORDER BY id`,
      )
      .map((row) => this.#relation(row));
  }

  /** What it holds about a document as a whole. */
  labelsOf(document: number): LabelledSide {
    const { db, terms } = this.#store;
    const rows = db.all<{ type_id: number; value: string }>(sql`
      SELECT type_id, value FROM label WHERE document_id = ${document} AND set_id = ${this.id} ORDER BY id`);
    const labels = new Map<string, AttributeValue[]>();
    // Of two labels that were merged, the one that stays counts where both have a value.
    const own = new Set(rows.flatMap(({ type_id }) => (terms.byId(type_id).id === type_id ? [type_id] : [])));
    for (const { type_id, value } of rows) {
      const { id, name } = terms.byId(type_id);
      if (id !== type_id && own.has(id)) continue;
      labels.set(name, [
        ...(labels.get(name) ?? []),
        terms.readValue(id, JSON.parse(value) as AttributeValue),
      ]);
    }
    return { labels, finished: this.#hasFinished(document, labels.size > 0) };
  }

  /**
   * Whether the work on a document is finished here. What a model or another program made has no status: whatever it has
   * annotated, it has finished.
   */
  #hasFinished(document: number, isLabelled: boolean): boolean {
    const { db } = this.#store;
    if (isLabelled && MADE_BY_PROGRAMS.has(this.#kind)) return true;
    return (
      db.value(sql`
        SELECT EXISTS (SELECT 1 FROM document_status
            WHERE set_id = ${this.id} AND document_id = ${document} AND status = 'done')
          OR (${MADE_BY_PROGRAMS.has(this.#kind) ? 1 : 0}
            AND EXISTS (SELECT 1 FROM span WHERE document_id = ${document} AND set_id = ${this.id}))`) === 1
    );
  }

  /** Whether somebody has worked on a document here: it has an annotation, a label or a status. */
  hasSeen(document: number): boolean {
    return (
      this.#store.db.value(sql`
        SELECT EXISTS (SELECT 1 FROM span WHERE document_id = ${document} AND set_id = ${this.id})
          OR EXISTS (SELECT 1 FROM label WHERE document_id = ${document} AND set_id = ${this.id})
          OR EXISTS (SELECT 1 FROM document_status WHERE document_id = ${document} AND set_id = ${this.id})`) ===
      1
    );
  }

  /** Entities are needed where spans fill slots: a mention may be compared by its entity there. */
  #withMentions(rows: readonly SpanRow[]): ComparedSpan[] {
    const fillers = new Set<number>();
    const spans = rows.map((row): ComparedSpan => {
      const type = this.#store.terms.byId(row.type_id);
      const slots = this.#framed.has(type.id) ? this.#fillers(row.id) : [];
      for (const { filler } of slots) if ('span' in filler) fillers.add(filler.span as number);
      const group = this.#layers.get(type.id);
      return {
        id: row.id,
        type: type.name,
        fragments: fragmentsOf(row),
        ...(group !== undefined && { group }),
        ...(row.score !== null && { score: row.score }),
        ...(row.owner_id !== null && { owner: row.owner_id }),
        ...(slots.length > 0 && { slots }),
      };
    });
    if (fillers.size === 0) return spans;
    return spans.map((span) => {
      const entities = fillers.has(span.id as number) ? this.#entities(span.id as number) : [];
      return entities.length > 0 ? { ...span, entities } : span;
    });
  }

  #fillers(span: number): ComparedFiller[] {
    return this.#store.db
      .all<FillerRow>(
        sql`
        SELECT slot_id, filler_span, filler_entity, filler_document, filler_text, empty_reason FROM slot
        WHERE span_id = ${span} ORDER BY rank, id`,
      )
      .map((row) => ({
        slot: this.#store.terms.byId(row.slot_id).name,
        filler:
          row.filler_span !== null
            ? { span: row.filler_span }
            : row.filler_entity !== null
              ? { value: `entity:${row.filler_entity}` }
              : row.filler_document !== null
                ? { value: `document:${row.filler_document}` }
                : row.filler_text !== null
                  ? { value: `text:${row.filler_text.trim()}` }
                  : { value: `empty:${row.empty_reason}` },
      }));
  }

  #entities(span: number): number[] {
    return this.#store.db
      .all<{ entity_id: number }>(sql`SELECT entity_id FROM mention WHERE span_id = ${span}`)
      .map((row) => row.entity_id);
  }

  #relation(row: RelationRow): ComparedRelation {
    const ofEntities = row.from_entity !== null;
    return {
      id: row.id,
      type: this.#store.terms.byId(row.type_id).name,
      ends: ofEntities ? 'entity' : 'span',
      from: (ofEntities ? row.from_entity : row.from_span)!,
      to: (ofEntities ? row.to_entity : row.to_span)!,
    };
  }
}

/** Local ids of documents in the order in which they were added, after one of them. */
export function documentsAfter({ db }: ReadStore, after: number): number[] {
  return db.column<number>(sql`SELECT id FROM document WHERE id > ${after} ORDER BY id`);
}

/** The uid of a span by its local id. */
export function spanUid({ db }: ReadStore, id: number): Uid {
  return toUid(db.value<Buffer>(sql`SELECT uid FROM span WHERE id = ${id}`)!);
}

/** What fills a slot without being a span, as a person reads it. */
export function fillerWords({ db }: ReadStore, value: string): string {
  const colon = value.indexOf(':');
  const [kind, rest] = [value.slice(0, colon), value.slice(colon + 1)];
  if (kind === 'entity')
    return db.value<string>(sql`SELECT name FROM entity WHERE id = ${Number(rest)}`) ?? '';
  if (kind === 'document')
    return (
      db.value<string>(
        sql`SELECT coalesce(nullif(title, ''), nullif(lead, ''), name) FROM document WHERE id = ${Number(rest)}`,
      ) ?? ''
    );
  return kind === 'empty' ? `left empty: ${rest}` : rest;
}
