import { withTypesBelow } from '../../shared/model/type-tree.ts';
import type { EntityOrder, ListedEntity } from '../../shared/contract/entities.ts';
import { claimerSlot } from '../../shared/model/frames.ts';
import { fold } from '../../shared/text/fold.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import { pageIn, type PageOf } from '../connection/page.ts';
import type { ReadStore } from '../connection/store.ts';
import { uidFromHex } from '../connection/uid.ts';
import { currentScheme } from '../scheme/scheme.ts';

export interface EntityListQuery extends PageOf {
  readonly search?: string | undefined;
  readonly type?: string | undefined;
  readonly order?: EntityOrder | undefined;
}

/** So many rows a page has unless another number is asked for. */
const PAGE = 200;
/** So many aliases a row names. */
const NAMED_ALIASES = 4;

/** What is counted of an entity `e`, in all sets; each begins at the entity's own index. */
const MENTIONS = sql`(SELECT count(*) FROM mention WHERE entity_id = e.id)`;
const ARTICLES = sql`(SELECT count(DISTINCT s.document_id) FROM mention m CROSS JOIN span s ON s.id = m.span_id
  WHERE m.entity_id = e.id)`;
const LAST_SEEN = sql`(SELECT max(d.published) FROM mention m CROSS JOIN span s ON s.id = m.span_id
  CROSS JOIN document d ON d.id = s.document_id WHERE m.entity_id = e.id)`;

/** Claims in which the entity, or a mention of it, fills one of these slots. */
function claimsWith(slots: string): Sql {
  return sql`(SELECT count(*) FROM (
    SELECT f.span_id FROM slot f WHERE f.filler_entity = e.id AND f.slot_id IN (SELECT value FROM json_each(${slots}))
    UNION SELECT f.span_id FROM mention m CROSS JOIN slot f ON f.filler_span = m.span_id
    WHERE m.entity_id = e.id AND f.slot_id IN (SELECT value FROM json_each(${slots}))))`;
}

/** Returns the local ids of the claimer slots of the scheme's claims, and of their other slots. */
function claimSlots(store: ReadStore): { claimers: string; others: string } {
  const { scheme } = currentScheme(store);
  const [claimers, others]: [number[], number[]] = [[], []];
  for (const type of scheme.types) {
    if (type.family !== 'claim') continue;
    const claimer = claimerSlot(scheme, type)?.name;
    for (const { name } of type.slots) {
      const term = store.terms.find('slot', name, store.terms.find('span', type.name))?.id;
      if (term !== undefined) (name === claimer ? claimers : others).push(term);
    }
  }
  return { claimers: store.terms.listOf(claimers), others: store.terms.listOf(others) };
}

interface TableRow {
  readonly uid: string;
  readonly name: string;
  readonly type_id: number | null;
  readonly colour: string | null;
  readonly note: string | null;
  readonly external: string | null;
  readonly aliases: number;
  readonly also: string;
  readonly mentions: number;
  readonly articles: number;
  readonly last_seen: string | null;
  readonly claims_by: number;
  readonly claims_about: number;
}

/** One page of the registry; merged entities are not in it. The search looks inside names and aliases, folded. */
export function listEntities(store: ReadStore, query: EntityListQuery) {
  const { db, terms } = store;
  const types =
    query.type === undefined
      ? null
      : terms.listOf(
          withTypesBelow(currentScheme(store).scheme, [query.type]).map(
            (name) => terms.find('span', name)?.id,
          ),
        );
  const search = fold(query.search ?? '');
  const slots = claimSlots(store);
  // All names are gone through once, by their index.
  const found =
    search === ''
      ? null
      : JSON.stringify(
          db.column<number>(
            sql`SELECT DISTINCT entity_id AS id FROM alias WHERE instr(folded, ${search}) > 0`,
          ),
        );
  const isListed = compose([
    sql`e.merged_into IS NULL`,
    ...(types === null ? [] : [sql`AND e.type_id IN (SELECT value FROM json_each(${types}))`]),
  ]);
  const from =
    found === null
      ? // By the index of names, which an order by name needs no sorting for.
        sql`FROM alias n JOIN entity e ON e.id = n.entity_id WHERE n.is_name = 1 AND`
      : sql`FROM json_each(${found}) j CROSS JOIN entity e ON e.id = j.value
          CROSS JOIN alias n ON n.entity_id = e.id AND n.is_name = 1 WHERE`;
  const total = db.value<number>(
    found === null
      ? compose([sql`SELECT count(*) FROM entity e WHERE`, isListed])
      : compose([sql`SELECT count(*)`, from, isListed]),
  )!;
  const page = pageIn(total, { ...query, limit: query.limit ?? PAGE });
  const ids = db.column<number>(
    compose([
      sql`SELECT e.id`,
      from,
      isListed,
      orderOf(store, query.order ?? 'name', slots),
      sql`LIMIT ${page.limit} OFFSET ${page.offset}`,
    ]),
  );
  return { total, rows: rowsOf(store, page.turn(ids), slots), types: typeCounts(store) };
}

/** The most frequent, and those seen last, come first. */
function orderOf(
  { terms }: ReadStore,
  order: EntityOrder,
  { claimers, others }: ReturnType<typeof claimSlots>,
): Sql {
  const by = {
    name: [],
    type: [sql`(SELECT coalesce(t.name, '') FROM term t WHERE t.id =`, terms.readAs(sql`e.type_id`), sql`),`],
    added: [sql`e.id,`],
    mentions: [MENTIONS, sql`DESC,`],
    articles: [ARTICLES, sql`DESC,`],
    seen: [LAST_SEEN, sql`DESC,`],
    by: [claimsWith(claimers), sql`DESC,`],
    about: [claimsWith(others), sql`DESC,`],
  }[order];
  return compose([sql`ORDER BY`, ...by, sql`n.folded, n.entity_id`]);
}

/** Reads and counts all rows of a page in one statement, in the order of the ids. */
function rowsOf(
  { db, terms }: ReadStore,
  ids: readonly number[],
  { claimers, others }: ReturnType<typeof claimSlots>,
): ListedEntity[] {
  const rows = db.all<TableRow>(
    compose([
      sql`SELECT lower(hex(e.uid)) AS uid, e.name, e.type_id, e.colour, e.note,
        (SELECT json_object('authority', x.authority, 'value', x.value) FROM external_id x WHERE x.entity_id = e.id
          ORDER BY x.authority, x.value LIMIT 1) AS external,
        (SELECT count(*) FROM alias WHERE entity_id = e.id AND is_name = 0) AS aliases,
        (SELECT json_group_array(text) FROM (SELECT text FROM alias WHERE entity_id = e.id AND is_name = 0
          ORDER BY id LIMIT ${NAMED_ALIASES})) AS also,`,
      MENTIONS,
      sql`AS mentions,`,
      ARTICLES,
      sql`AS articles,`,
      LAST_SEEN,
      sql`AS last_seen,`,
      claimsWith(claimers),
      sql`AS claims_by,`,
      claimsWith(others),
      sql`AS claims_about FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN entity e ON e.id = j.value ORDER BY j.key`,
    ]),
  );
  return rows.map((row) => ({
    id: uidFromHex(row.uid),
    name: row.name,
    ...(row.type_id !== null && { type: terms.byId(row.type_id).name }),
    ...(row.colour !== null && { colour: row.colour }),
    ...(row.note !== null && { note: row.note }),
    ...(row.external !== null && {
      externalId: JSON.parse(row.external) as { authority: string; value: string },
    }),
    aliases: row.aliases,
    also: JSON.parse(row.also) as string[],
    mentions: row.mentions,
    articles: row.articles,
    lastSeen: row.last_seen ?? '',
    claimsBy: row.claims_by,
    claimsAbout: row.claims_about,
  }));
}

function typeCounts({ db, terms }: ReadStore): { type: string; entities: number }[] {
  return db
    .all<{ type_id: number; n: number }>(
      compose([
        sql`SELECT`,
        terms.readAs(sql`type_id`),
        sql`AS type_id, count(*) AS n FROM entity
        WHERE type_id IS NOT NULL AND merged_into IS NULL GROUP BY 1 ORDER BY n DESC`,
      ]),
    )
    .map(({ type_id, n }) => ({ type: terms.byId(type_id).name, entities: n }));
}
