import type { ClaimOfEntity, ConcordanceRow } from '../../shared/contract/entities.ts';
import { hull, readableQuote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { inContext } from '../../shared/text/concordance.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { requireEntity } from './entities.ts';
import { findId, idOf } from '../rows/ids.ts';
import { fragmentsOf } from '../rows/span.ts';
import { currentScheme } from '../scheme/scheme.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

const PAGE = 100;
/** Claims listed by an entity, and about it. */
const LISTED_CLAIMS = 500;
/** By convention of the presets, the slot that holds the claimer. */
const CLAIMER = 'claimer';

interface MentionRow {
  uid: Buffer;
  document_id: number;
  document_uid: Buffer;
  title: string;
  lead: string;
  name: string;
  published: string;
  type_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
}

/** An entity's mentions in their context: by publication, then by place. */
export function concordance(
  store: ReadStore,
  entity: Uid,
  { set, offset = 0, limit = PAGE }: { set?: Uid | undefined; offset?: number; limit?: number },
): { total: number; rows: ConcordanceRow[] } {
  const { db } = store;
  const id = idOf(db, 'entity', requireEntity(db, entity));
  const setId = chosenSet(db, set);
  const total = db.value<number>(sql`
    SELECT count(*) FROM mention m JOIN span s ON s.id = m.span_id
    WHERE m.entity_id = ${id} AND (${setId} IS NULL OR s.set_id = ${setId})`)!;
  const rows = db.all<MentionRow>(sql`
    SELECT s.uid, s.document_id, d.uid AS document_uid, d.title, d.lead, d.name, d.published, s.type_id, s.start, s."end", s.fragments
    FROM mention m CROSS JOIN span s ON s.id = m.span_id JOIN document d ON d.id = s.document_id
    WHERE m.entity_id = ${id} AND (${setId} IS NULL OR s.set_id = ${setId})
    ORDER BY d.published, d.id, s.start IS NULL, s.start, s.id LIMIT ${limit} OFFSET ${offset}`);
  return {
    total,
    rows: rows.map((row) => {
      const fragments = fragmentsOf(row);
      const text = store.texts.textOf(row.document_id);
      return {
        ...placeOf(store, row),
        ...inContext(text, hull(fragments) ?? [0, 0]),
        text: readableQuote(text, fragments),
      };
    }),
  };
}

interface ClaimRow extends MentionRow {
  claim_id: number;
  slot_id: number | null;
  gloss: string | null;
}

/**
 * Claims by an entity: it, or a mention of it, fills the claimer slot. Claims about it: it fills another slot, or is
 * mentioned within the claim's words, other than as their claimer.
 */
export function claimsOfEntity(
  store: ReadStore,
  entity: Uid,
  set: Uid | undefined,
): { by: ClaimOfEntity[]; about: ClaimOfEntity[]; truncated: boolean } {
  const { db, terms } = store;
  const id = idOf(db, 'entity', requireEntity(db, entity));
  const setId = chosenSet(db, set);
  const claims = currentScheme(store)
    .scheme.types.filter(({ family }) => family === 'claim')
    .map(({ name }) => terms.find('span', name));
  const named = (kind: 'slot' | 'attribute', name: string) =>
    terms.listOf(claims.map((claim) => claim && terms.find(kind, name, claim)?.id));
  const types = terms.listOf(claims.map((claim) => claim?.id));
  const [claimers, glosses] = [named('slot', CLAIMER), named('attribute', 'gloss')];
  const rows = db.all<ClaimRow>(sql`
    WITH mine(span_id) AS MATERIALIZED (SELECT span_id FROM mention WHERE entity_id = ${id}),
      found(claim_id, slot_id) AS (
        SELECT f.span_id, f.slot_id FROM slot f WHERE f.filler_entity = ${id}
        UNION SELECT f.span_id, f.slot_id FROM mine CROSS JOIN slot f ON f.filler_span = mine.span_id
        UNION SELECT c.id, NULL FROM mine CROSS JOIN span s ON s.id = mine.span_id
          CROSS JOIN span c ON c.document_id = s.document_id AND c.set_id = s.set_id AND c.start <= s.start AND c."end" >= s."end"
        WHERE c.type_id IN (SELECT value FROM json_each(${types}))
          AND NOT EXISTS (SELECT 1 FROM slot f WHERE f.filler_span = s.id AND f.span_id = c.id
            AND f.slot_id IN (SELECT value FROM json_each(${claimers}))))
    SELECT c.id AS claim_id, found.slot_id, c.uid, c.document_id, d.uid AS document_uid, d.title, d.lead, d.name, d.published,
      c.type_id, c.start, c."end", c.fragments,
      (SELECT a.value FROM attribute a WHERE a.owner = c.id AND a.of = 's'
        AND a.attribute_id IN (SELECT value FROM json_each(${glosses}))) AS gloss
    FROM found JOIN span c ON c.id = found.claim_id JOIN document d ON d.id = c.document_id
    WHERE c.type_id IN (SELECT value FROM json_each(${types})) AND (${setId} IS NULL OR c.set_id = ${setId})
    ORDER BY d.published, d.id, c.start IS NULL, c.start, c.id, found.slot_id IS NULL LIMIT ${2 * LISTED_CLAIMS + 1}`);
  const by = new Map<number, ClaimOfEntity>();
  const about = new Map<number, ClaimOfEntity>();
  for (const row of rows) {
    const slot = row.slot_id === null ? null : terms.byId(row.slot_id).name;
    const list = slot === CLAIMER ? by : about;
    if (list.has(row.claim_id)) continue; // a slot is more specific than the content, and comes before it
    const text = readableQuote(store.texts.textOf(row.document_id), fragmentsOf(row));
    const gloss = row.gloss === null ? '' : String(JSON.parse(row.gloss));
    list.set(row.claim_id, { ...placeOf(store, row), gloss, text, through: slot ?? 'content' });
  }
  return {
    by: [...by.values()].slice(0, LISTED_CLAIMS),
    about: [...about.values()].slice(0, LISTED_CLAIMS),
    truncated: rows.length > 2 * LISTED_CLAIMS || Math.max(by.size, about.size) > LISTED_CLAIMS,
  };
}

function placeOf({ terms }: ReadStore, row: MentionRow) {
  return {
    span: toUid(row.uid),
    document: toUid(row.document_uid),
    documentTitle: row.title || row.lead || row.name,
    published: row.published,
    type: terms.byId(row.type_id).name,
  };
}

function chosenSet(db: ReadDb, set: Uid | undefined): number | null {
  return set === undefined ? null : (findId(db, 'annotation_set', set) ?? -1);
}
