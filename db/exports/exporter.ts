import type { DatasetHeader, DocumentRecord } from '../../shared/formats/records.ts';
import type { DatasetRelation } from '../../shared/formats/define.ts';
import type { Entity } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { annotationsOf, relationByUid } from '../annotations/annotations.ts';
import { sql } from '../connection/connection.ts';
import { documentByUid, documentIds, type DocumentFilter } from '../documents/documents.ts';
import { kindOf } from '../rows/index.ts';
import { idOf } from '../rows/ids.ts';
import { currentScheme } from '../scheme/scheme.ts';
import { listSets } from '../sets/sets.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** Which part of a project a dataset takes. */
export interface Selection {
  /** All sets when absent. */
  readonly sets?: readonly Uid[] | undefined;
  readonly filter?: DocumentFilter | undefined;
}

/** What a dataset states once: scheme, the chosen sets and their analysts. */
export function datasetHeader(store: ReadStore, selection: Selection): DatasetHeader {
  const sets = chosenSets(store, selection).map(({ spans: _, documents: __, ...set }) => set);
  const analysts = new Set(sets.flatMap(({ analyst }) => (analyst ? [analyst] : [])));
  for (const uid of noteAuthors(store)) analysts.add(uid);
  return {
    scheme: currentScheme(store).scheme,
    analysts: [...analysts].flatMap((id) => {
      const stored = kindOf('analyst').read(store, id);
      return stored ? [{ id, ...stored.image }] : [];
    }),
    sets,
  };
}

/** The chosen documents with their annotations in the chosen sets, one by one. */
export function* documentRecords(store: ReadStore, selection: Selection): Generator<DocumentRecord> {
  const sets = new Map(chosenSets(store, selection).map(({ id, name }) => [id, name]));
  const ids = documentIds(store.db, selection.filter ?? {});
  for (const id of ids) {
    const uid = toUid(store.db.value<Buffer>(sql`SELECT uid FROM document WHERE id = ${id}`)!);
    yield recordOf(store, uid, sets);
  }
}

/** Documents a selection takes. */
export function countDocuments(store: ReadStore, selection: Selection): number {
  return documentIds(store.db, selection.filter ?? {}).length;
}

function recordOf(store: ReadStore, document: Uid, sets: ReadonlyMap<Uid, string>): DocumentRecord {
  const annotations = annotationsOf(store, document);
  const named = <Row extends { set: Uid }>(rows: readonly Row[]) =>
    rows.flatMap((row) => (sets.has(row.set) ? [{ ...row, set: sets.get(row.set)! }] : []));
  const spans = named(annotations.spans);
  const kept = new Set(spans.map(({ id }) => id));
  const statuses = store.db.all<{
    set: Buffer;
    status: DocumentRecord['statuses'][number]['status'];
    reason: string;
  }>(sql`
    SELECT a.uid AS "set", s.status, s.reason FROM document_status s JOIN annotation_set a ON a.id = s.set_id
    WHERE s.document_id = ${idOf(store.db, 'document', document)} ORDER BY s.id`);
  const segmentation = kindOf('segmentation').read(store, document);
  return {
    ...documentByUid(store, document)!,
    spans: spans.map(({ document: _, ...span }) => span),
    // Relations across documents have lines of their own.
    relations: named(annotations.relations.filter(({ document: own }) => own !== undefined)).map(
      ({ document: _, ...relation }) => relation,
    ),
    labels: named(annotations.labels).map(({ document: _, ...label }) => label),
    statuses: named(statuses.map((row) => ({ ...row, set: toUid(row.set) }))),
    notes: annotations.notes
      .filter(({ span }) => span === undefined || kept.has(span))
      .map(({ document: _, ...note }) => note),
    ...(segmentation && { segmentation: segmentation.image }),
  };
}

/** All entities of the registry; those merged into others after them. */
export function* entities(store: ReadStore): Generator<Entity> {
  const rows = store.db.each<{ uid: Buffer }>(
    sql`SELECT uid FROM entity ORDER BY merged_into IS NOT NULL, id`,
  );
  for (const uid of [...rows].map((row) => toUid(row.uid))) {
    const { type, ...rest } = kindOf('entity').read(store, uid)!.image;
    yield { id: uid, ...rest, ...(type && { type: store.terms.byUid(type).name }) };
  }
}

/** Relations between entities and across documents, in the chosen sets. */
export function* looseRelations(store: ReadStore, selection: Selection): Generator<DatasetRelation> {
  const sets = new Map(chosenSets(store, selection).map(({ id, name }) => [id, name]));
  const rows = store.db.all<{ uid: Buffer }>(
    sql`SELECT uid FROM relation WHERE document_id IS NULL ORDER BY id`,
  );
  for (const { uid } of rows) {
    const { set, document: _, ...relation } = relationByUid(store, toUid(uid))!;
    const name = sets.get(set);
    if (name !== undefined) yield { ...relation, set: name };
  }
}

function chosenSets(store: ReadStore, { sets }: Selection) {
  return listSets(store).filter(({ id }) => sets === undefined || sets.includes(id));
}

function noteAuthors({ db }: ReadStore): Uid[] {
  return db
    .all<{ uid: Buffer }>(
      sql`SELECT DISTINCT a.uid FROM note n JOIN analyst a ON a.id = n.analyst_id ORDER BY a.id`,
    )
    .map((row) => toUid(row.uid));
}
