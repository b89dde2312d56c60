import type { RecheckGroup, RecheckRow } from '../../shared/contract/recheck.ts';
import { readableText } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { findId } from '../rows/ids.ts';
import { meaningsOf, type Meaning, type RecheckedKind } from './meanings.ts';
import { oldSql } from './old.ts';

/** Which of the annotations that are to be looked at again. */
export interface ChosenRecheck {
  readonly set: Uid;
  /** The name of a type, relation type or label. */
  readonly type?: string | undefined;
  readonly document?: Uid | undefined;
  /** Only those with these words; a group of the list. */
  readonly text?: string | undefined;
  readonly ids?: readonly Uid[] | undefined;
}

/** Columns of an annotation of each kind in the list, so that those of all kinds can be sorted together. */
const COLUMNS: Readonly<Record<RecheckedKind, Sql>> = {
  span: sql`SELECT t.uid, t.uid AS span, t.document_id, coalesce(t.start, 0) AS start, t.id, t.change_id, t.type_id,
    (SELECT text FROM surface WHERE id = t.surface_id) AS words`,
  relation: sql`SELECT t.uid, (SELECT uid FROM span WHERE id = t.from_span) AS span, t.document_id, coalesce((SELECT start FROM span WHERE id = t.from_span), 0) AS start, t.id,
    t.change_id, t.type_id, coalesce(
      (SELECT text FROM span s JOIN surface u ON u.id = s.surface_id WHERE s.id = t.from_span),
      (SELECT name FROM entity WHERE id = t.from_entity), '') || ' → ' || coalesce(
      (SELECT text FROM span s JOIN surface u ON u.id = s.surface_id WHERE s.id = t.to_span),
      (SELECT name FROM entity WHERE id = t.to_entity), '') AS words`,
  label: sql`SELECT t.uid, NULL AS span, t.document_id, -1 AS start, t.id, t.change_id, t.type_id, t.value ->> '$' AS words`,
};

/** Returns what follows FROM: the chosen annotations of all terms, with the columns above; null if there can be none. */
function chosenSql(store: ReadStore, chosen: ChosenRecheck): Sql | null {
  const { db } = store;
  const set = findId(db, 'annotation_set', chosen.set) ?? -1;
  const terms = meaningsOf(store).filter(
    ({ term }) => chosen.type === undefined || term.name === chosen.type,
  );
  if (terms.length === 0) return null;
  const ids = chosen.ids && JSON.stringify(chosen.ids);
  const document = chosen.document && (findId(db, 'document', chosen.document) ?? -1);
  const each = terms.map((meaning: Meaning) =>
    compose([
      COLUMNS[meaning.term.kind],
      oldSql(meaning),
      sql`AND t.set_id = ${set}`,
      ...(document === undefined ? [] : [sql`AND t.document_id = ${document}`]),
      ...(ids === undefined ? [] : [sql`AND t.uid IN (SELECT unhex(value, '-') FROM json_each(${ids}))`]),
    ]),
  );
  const all = compose([sql`(`, compose(each, ' UNION ALL '), sql`)`]);
  // Words are shown with another separator than they are stored with.
  return chosen.text === undefined
    ? all
    : compose([
        sql`(SELECT * FROM`,
        all,
        sql`WHERE coalesce(words, '') IN (${chosen.text}, ${chosen.text.replaceAll(' … ', '\u0000')}))`,
      ]);
}

interface Row {
  uid: Buffer;
  span: Buffer | null;
  document: Buffer | null;
  title: string | null;
  type_id: number;
  words: string | null;
  analyst: string | null;
  version: number;
}

/** Returns a part of the list, in the order of the articles and of their texts. */
export function listRecheck(
  store: ReadStore,
  chosen: ChosenRecheck,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): RecheckRow[] {
  const { db, terms } = store;
  const from = chosenSql(store, chosen);
  if (!from) return [];
  const rows = db.all<Row>(
    compose([
      sql`
        SELECT o.uid, o.span, d.uid AS document, coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title, o.type_id, o.words,
          a.name AS analyst, v.number AS version
        FROM (SELECT * FROM`,
      from,
      sql`ORDER BY document_id, start, id LIMIT ${limit} OFFSET ${offset}) o
          JOIN change c ON c.id = o.change_id JOIN scheme_version v ON v.id = c.scheme_version_id
          LEFT JOIN document d ON d.id = o.document_id LEFT JOIN analyst a ON a.uid = c.analyst
        ORDER BY o.document_id, o.start, o.id`,
    ]),
  );
  return rows.map((row): RecheckRow => {
    const term = terms.byId(row.type_id);
    return {
      id: toUid(row.uid),
      kind: term.kind as RecheckedKind,
      document: row.document && toUid(row.document),
      span: row.span && toUid(row.span),
      documentTitle: row.title ?? '',
      type: term.name,
      text: readableText(row.words ?? ''),
      analyst: row.analyst,
      version: row.version,
    };
  });
}

/** Counts the chosen annotations and their documents. */
export function countChosen(
  store: ReadStore,
  chosen: ChosenRecheck,
): { readonly annotations: number; readonly documents: number } {
  const from = chosenSql(store, chosen);
  return from
    ? store.db.get<{ annotations: number; documents: number }>(
        compose([sql`SELECT count(*) AS annotations, count(DISTINCT document_id) AS documents FROM`, from]),
      )!
    : { annotations: 0, documents: 0 };
}

/** Groups the chosen annotations by their type and words, the largest groups first. */
export function groupRecheck(store: ReadStore, chosen: ChosenRecheck, limit: number): RecheckGroup[] {
  const from = chosenSql(store, chosen);
  if (!from) return [];
  return store.db
    .all<{ type_id: number; words: string; n: number; documents: number }>(
      compose([
        sql`SELECT`,
        store.terms.readAs(sql`type_id`),
        sql`AS type_id, coalesce(words, '') AS words, count(*) AS n, count(DISTINCT document_id) AS documents FROM`,
        from,
        sql`GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT ${limit}`,
      ]),
    )
    .map(({ type_id, words, n, documents }) => ({
      type: store.terms.byId(type_id).name,
      text: readableText(words),
      count: n,
      documents,
    }));
}

/** Returns the ids and documents of all chosen annotations, in order. */
export function chosenRecheck(
  store: ReadStore,
  chosen: ChosenRecheck,
): { readonly id: Uid; readonly kind: RecheckedKind; readonly document: Uid | undefined }[] {
  const from = chosenSql(store, chosen);
  if (!from) return [];
  return store.db
    .all<{ uid: Buffer; document: Buffer | null; type_id: number }>(
      compose([
        sql`SELECT o.uid, d.uid AS document, o.type_id FROM`,
        from,
        sql`o LEFT JOIN document d ON d.id = o.document_id ORDER BY o.document_id, o.start, o.id`,
      ]),
    )
    .map(({ uid, document, type_id }) => ({
      id: toUid(uid),
      kind: store.terms.byId(type_id).kind as RecheckedKind,
      document: document ? toUid(document) : undefined,
    }));
}

/** Returns a condition on a document `d`: annotations of a set in it are to be looked at again. */
export function documentsToRecheck(store: ReadStore, set: Uid | undefined): Sql {
  const terms = meaningsOf(store);
  if (terms.length === 0 || set === undefined) return sql`FALSE`;
  const id = findId(store.db, 'annotation_set', set) ?? -1;
  const each = terms.map((meaning) =>
    compose([sql`SELECT t.document_id`, oldSql(meaning), sql`AND t.set_id = ${id}`]),
  );
  return compose([sql`d.id IN (`, compose(each, ' UNION ALL '), sql`)`]);
}
