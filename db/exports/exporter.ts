import type { DatasetHeader, DocumentRecord } from '../../shared/formats/records.ts';
import type { DatasetRelation } from '../../shared/formats/define.ts';
import type { Entity } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { annotationsOfMany, relationByUid, type DocumentIds } from '../annotations/annotations.ts';
import { sql } from '../connection/connection.ts';
import { documentIds, wholeDocuments, type DocumentFilter } from '../documents/documents.ts';
import { kindOf } from '../rows/index.ts';
import { currentScheme } from '../scheme/scheme.ts';
import { listSets } from '../sets/sets.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid, uidFromHex } from '../connection/uid.ts';

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

/** Up to this many documents are read together … */
const TOGETHER = 64;
/** … as long as their texts have no more UTF-16 code units than this together, since books have very many annotations. */
const TOGETHER_LENGTH = 2 ** 18;

/** The chosen documents with their annotations in the chosen sets, one by one. Several are read together. */
export function* documentRecords(store: ReadStore, selection: Selection): Generator<DocumentRecord> {
  const sets = new Map(chosenSets(store, selection).map(({ id, name }) => [id, name]));
  for (const documents of inPortions(store, documentIds(store.db, selection.filter ?? {})))
    yield* recordsOf(store, documents, sets);
}

/** Yields documents in portions that are read together, in the same order. */
function* inPortions({ db }: ReadStore, ids: readonly number[]): Generator<DocumentIds[]> {
  for (let at = 0; at < ids.length; at += TOGETHER) {
    const rows = db.all<{ id: number; uid: string; length: number }>(sql`
      SELECT d.id, lower(hex(d.uid)) AS uid, d.length
      FROM json_each(${JSON.stringify(ids.slice(at, at + TOGETHER))}) j CROSS JOIN document d ON d.id = j.value ORDER BY j.key`);
    let portion: DocumentIds[] = [];
    let size = 0;
    for (const { id, uid, length } of rows) {
      if (portion.length > 0 && size + length > TOGETHER_LENGTH) {
        yield portion;
        portion = [];
        size = 0;
      }
      portion.push({ id, uid: uidFromHex(uid) });
      size += length;
    }
    yield portion;
  }
}

/** Documents a selection takes. */
export function countDocuments(store: ReadStore, selection: Selection): number {
  return documentIds(store.db, selection.filter ?? {}).length;
}

/** An exported document whose text was corrected since it came in. */
export interface CorrectedText {
  readonly document: Uid;
  readonly revision: Uid;
  /** Of the exported text, hex. */
  readonly sha256: string;
}

/** Returns the documents that a selection takes with a corrected text, in the order of the export. */
export function correctedTexts({ db }: ReadStore, selection: Selection): CorrectedText[] {
  const ids = documentIds(db, selection.filter ?? {});
  return db
    .all<{ document: Buffer; revision: Buffer; sha256: Buffer }>(
      sql`
      SELECT d.uid AS document, r.uid AS revision, r.sha256 FROM json_each(${JSON.stringify(ids)}) j
        CROSS JOIN document d ON d.id = j.value JOIN document_text t ON t.document_id = d.id
        JOIN text_revision r ON r.id = t.revision_id ORDER BY j.key`,
    )
    .map(({ document, revision, sha256 }) => ({
      document: toUid(document),
      revision: toUid(revision),
      sha256: sha256.toString('hex'),
    }));
}

interface StatusRow extends Pick<DocumentRecord['statuses'][number], 'status' | 'reason'> {
  readonly document: number;
  readonly set: string;
}

function* recordsOf(
  store: ReadStore,
  documents: readonly DocumentIds[],
  sets: ReadonlyMap<Uid, string>,
): Generator<DocumentRecord> {
  const list = JSON.stringify(documents.map(({ id }) => id));
  const whole = wholeDocuments(
    store.db,
    documents.map(({ id }) => id),
  );
  const annotations = annotationsOfMany(store, documents);
  const statuses = Map.groupBy(
    store.db.all<StatusRow>(sql`
      SELECT s.document_id AS document, lower(hex(a.uid)) AS "set", s.status, s.reason
      FROM json_each(${list}) j CROSS JOIN document_status s ON s.document_id = j.value JOIN annotation_set a ON a.id = s.set_id
      ORDER BY s.id`),
    ({ document }) => document,
  );
  const named = <Row extends { set: Uid }>(rows: readonly Row[]) =>
    rows.flatMap((row) => (sets.has(row.set) ? [{ ...row, set: sets.get(row.set)! }] : []));
  for (const [i, { id }] of documents.entries()) {
    const { spans: all, relations, labels, notes } = annotations[i]!;
    const spans = named(all);
    const kept = new Set(spans.map(({ id: span }) => span));
    const own = (statuses.get(id) ?? []).map(({ set, status, reason }) => ({
      set: uidFromHex(set),
      status,
      reason,
    }));
    const { segmentation, ...document } = whole[i]!;
    yield {
      ...document,
      spans: spans.map(({ document: _, ...span }) => span),
      // Relations across documents have lines of their own.
      relations: named(relations.filter(({ document }) => document !== undefined)).map(
        ({ document: _, ...relation }) => relation,
      ),
      labels: named(labels).map(({ document: _, ...label }) => label),
      statuses: named(own),
      notes: notes
        .filter(({ span }) => span === undefined || kept.has(span))
        .map(({ document: _, ...note }) => note),
      ...(segmentation && { segmentation }),
    };
  }
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
