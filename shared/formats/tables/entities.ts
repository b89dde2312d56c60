import type { Entity } from '../../model/annotation.ts';
import { hull } from '../../model/fragments.ts';
import { claimerSlot } from '../../model/frames.ts';
import { spanType, typeLabel } from '../../model/scheme.ts';
import type { Uid } from '../../model/uid.ts';
import type { SpanRecord } from '../records.ts';
import { column, distinct, joined, type Table } from './table.ts';
import type { Article, ExportView } from './view.ts';

/** How often an entity occurs in the articles of an export. */
export class Uses {
  mentions = 0;
  articles = 0;
  claimsBy = 0;
  claimsAbout = 0;
}

/** Counts how often entities occur, article by article. */
export class EntityUses {
  readonly #uses = new Map<Uid, Uses>();

  of(entity: Uid): Uses {
    const uses = this.#uses.get(entity) ?? new Uses();
    this.#uses.set(entity, uses);
    return uses;
  }

  add(article: Article): void {
    const { view, document } = article;
    const ids = (entities: readonly Uid[]) => new Set(entities.map((id) => view.entity(id)?.id ?? id));
    const mentions = document.spans.filter(({ entities }) => entities.length > 0);
    for (const { entities } of mentions) for (const id of ids(entities)) this.of(id).mentions++;
    for (const id of ids(mentions.flatMap(({ entities }) => entities))) this.of(id).articles++;
    for (const claim of document.spans) {
      const type = view.scheme && spanType(view.scheme, claim.type);
      if (type?.family !== 'claim') continue;
      const claimer = claimerSlot(view.scheme!, type)?.name;
      const by = claim.slots.filter(({ name }) => name === claimer);
      const others = claim.slots.filter(({ name }) => name !== claimer);
      const entitiesOf = (slots: SpanRecord['slots']) =>
        slots.flatMap(({ filler }) => article.filler(filler).entities);
      for (const id of ids(entitiesOf(by))) this.of(id).claimsBy++;
      const claimers = new Set(by.flatMap(({ filler }) => ('span' in filler ? [filler.span] : [])));
      const inside = within(claim, mentions).filter(({ id }) => !claimers.has(id));
      const about = [...entitiesOf(others), ...inside.flatMap(({ entities }) => entities)];
      for (const id of ids(about)) this.of(id).claimsAbout++;
    }
  }
}

/** Returns the spans of the same set that lie within a claim's words. */
function within({ set, fragments }: SpanRecord, spans: readonly SpanRecord[]): SpanRecord[] {
  const outer = hull(fragments);
  if (!outer) return [];
  return spans.filter((span) => {
    const place = hull(span.fragments);
    return place && span.set === set && place[0] >= outer[0] && place[1] <= outer[1];
  });
}

export interface EntityRow {
  readonly entity: Entity;
  readonly uses: Uses;
}

/** The registry, and how often each entity occurs in what is exported. */
export function entitiesTable(view: ExportView, entities: readonly Entity[]): Table<EntityRow> {
  const authorities = new Set(
    entities.flatMap(({ externalIds }) => externalIds.map(({ authority }) => authority)),
  );
  const whole = (name: string, heading: string, count: (uses: Uses) => number) =>
    column(name, heading, ({ uses }: EntityRow) => count(uses), { kind: 'whole' as const, width: 12 });
  return {
    name: 'entities',
    sheet: 'Entities',
    columns: distinct<EntityRow>([
      column('name', 'Name', ({ entity }) => entity.name, { width: 30 }),
      column('type', 'Type', ({ entity }) => entity.type ?? null, {
        shown: ({ entity }) => (entity.type === undefined ? null : typeLabel(view.scheme, entity.type)),
      }),
      column('description', 'Description', ({ entity }) => entity.note || null, { width: 40 }),
      column('aliases', 'Also called', ({ entity }) => joined(entity.aliases) || null, { width: 30 }),
      whole('articles', 'Articles', ({ articles }) => articles),
      whole('mentions', 'Mentions', ({ mentions }) => mentions),
      whole('claims_by', 'Claims by', ({ claimsBy }) => claimsBy),
      whole('claims_about', 'Claims about', ({ claimsAbout }) => claimsAbout),
      ...[...authorities].map((authority) =>
        column(authority, authority, ({ entity }: EntityRow) => {
          const ids = entity.externalIds.filter((each) => each.authority === authority);
          return joined(ids.map(({ value }) => value)) || null;
        }),
      ),
      column('merged_into', 'Merged into', ({ entity }) =>
        entity.mergedInto === undefined ? null : view.entityName(entity.mergedInto),
      ),
      column('entity_id', 'Entity (id)', ({ entity }) => entity.id),
      column('merged_into_id', 'Merged into (id)', ({ entity }) => entity.mergedInto ?? null),
    ]),
  };
}
