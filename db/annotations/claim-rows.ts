import type { ClaimRow } from '../../shared/contract/claims.ts';
import type { EmptyReason } from '../../shared/model/annotation.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { FRAGMENT_SEPARATOR } from '../../shared/model/fragments.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { ATTRIBUTES, type ClaimAttribute, type ClaimTerms } from './claim-terms.ts';

interface ClaimRecord {
  uid: Buffer;
  document_uid: Buffer;
  set_uid: Buffer;
  type_id: number;
  title: string;
  published: string;
  content: string | null;
  start: number | null;
  end: number | null;
}

/** Returns a claim as lists show it. */
export function claimRow({ db, terms: names }: ReadStore, terms: ClaimTerms, id: number): ClaimRow {
  const claim = db.get<ClaimRecord>(sql`
    SELECT s.uid, d.uid AS document_uid, a.uid AS set_uid, s.type_id, d.published, u.text AS content, s.start, s."end",
      coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title
    FROM span s JOIN document d ON d.id = s.document_id JOIN annotation_set a ON a.id = s.set_id
      LEFT JOIN surface u ON u.id = s.surface_id WHERE s.id = ${id}`)!;
  const value = (attribute: string) => {
    const rows = db.all<{ attribute_id: number; value: string; touched: number }>(sql`
      SELECT attribute_id, value, touched FROM attribute
      WHERE owner = ${id} AND of = 's' AND attribute_id IN (SELECT value FROM json_each(${attribute}))`);
    const found = rows.find((row) => names.byId(row.attribute_id).id === row.attribute_id) ?? rows[0];
    const text = found
      ? String(names.readValue(found.attribute_id, JSON.parse(found.value) as AttributeValue))
      : '';
    return { text, untouched: found?.touched === 0 };
  };
  const values = Object.fromEntries(ATTRIBUTES.map((name) => [name, value(terms[name])])) as Record<
    ClaimAttribute,
    ReturnType<typeof value>
  >;
  const claimers = fillers(db, terms.claimers, id);
  const objects = fillers(db, terms.objects, id);
  return {
    id: toUid(claim.uid),
    document: toUid(claim.document_uid),
    documentTitle: claim.title,
    published: claim.published,
    set: toUid(claim.set_uid),
    type: names.byId(claim.type_id).name,
    gloss: value(terms.gloss).text,
    claimer: namesOf(claimers),
    claimerWords: wordsBeside(claimers),
    claimerEmpty: claimers.find(({ empty }) => empty !== null)?.empty ?? null,
    cue: namesOf(fillers(db, terms.cues, id)),
    content: readable(claim.content ?? ''),
    object: namesOf(objects),
    objectWords: wordsBeside(objects),
    kind: values.kind.text,
    epistemic: values.epistemic.text,
    stance: values.stance.text,
    sentiment: values.sentiment.text,
    topic: values.topic.text,
    untouched: ATTRIBUTES.filter((name) => values[name].untouched),
    implicit: claim.start === null,
    start: claim.start,
    end: claim.end,
  };
}

/** What fills a slot: the entities, or else what it is called; the words in the text; or the reason for leaving it empty. */
interface FillerRow {
  readonly name: string | null;
  readonly words: string | null;
  readonly empty: EmptyReason | null;
}

function fillers(db: ReadDb, slots: string, span: number): FillerRow[] {
  return db
    .all<FillerRow>(
      sql`
      SELECT coalesce(
          (SELECT group_concat(n.name, ', ' ORDER BY n.id) FROM mention m JOIN entity n ON n.id = m.entity_id WHERE m.span_id = f.filler_span),
          u.text, e.name, nullif(d.title, ''), d.name, f.filler_text) AS name,
        u.text AS words, f.empty_reason AS empty
      FROM slot f LEFT JOIN span x ON x.id = f.filler_span LEFT JOIN surface u ON u.id = x.surface_id
        LEFT JOIN entity e ON e.id = f.filler_entity LEFT JOIN document d ON d.id = f.filler_document
      WHERE f.span_id = ${span} AND f.slot_id IN (SELECT value FROM json_each(${slots})) ORDER BY f.rank, f.id`,
    )
    .map(({ name, words, empty }) => ({
      name: name === null ? null : readable(name),
      words: words === null ? null : readable(words),
      empty,
    }));
}

function namesOf(rows: readonly FillerRow[]): string {
  return rows.flatMap(({ name }) => name ?? []).join(', ');
}

/** Returns the words of the fillers in the text; nothing if they are what the fillers are called. */
function wordsBeside(rows: readonly FillerRow[]): string {
  const words = rows.flatMap((row) => row.words ?? []).join(', ');
  return words === namesOf(rows) ? '' : words;
}

/** Returns words of a text on one line. */
export function readable(surface: string): string {
  return surface.replaceAll(FRAGMENT_SEPARATOR, ' … ').replace(/\s+/g, ' ');
}
