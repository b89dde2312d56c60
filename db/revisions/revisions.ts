import type { Block } from '../../shared/model/document.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { EditList } from '../../shared/text/edits.ts';
import { correctBlocks } from '../../shared/text/correct-blocks.ts';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { textHash } from '../derived/document-columns.ts';

/*
 * The texts that a document has had form a tree: a correction adds a child to the present one. The row of the text points to the one
 * that counts, so undo points back and adds nothing. Like versions of the scheme, revisions are only added.
 */

/** A revision by its local id; null is the text as it came in. */
export type RevisionId = number | null;

/** A text with its blocks. */
export interface TextOfRevision {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** One text that a document has had. */
export interface Revision {
  readonly id: number;
  readonly uid: Uid;
  /** Null for the text as it came in. */
  readonly parent: RevisionId;
  readonly depth: number;
  /** What leads from the text of the parent to this one. */
  readonly edits: EditList;
  readonly blocks: readonly Block[];
  readonly sha256: Buffer;
}

interface RevisionRow {
  readonly id: number;
  readonly uid: Buffer;
  readonly parent_id: number | null;
  readonly depth: number;
  readonly edits: string;
  readonly blocks: string;
  readonly sha256: Buffer;
}

/** Every so many revisions the whole text is kept, so that reading one applies few edits. */
const WHOLE_EVERY = 50;

/** Returns the revision that counts for a document; null also if the document does not exist. */
export function presentRevision(db: ReadDb, document: Uid): RevisionId {
  return (
    db.value<number | null>(sql`
      SELECT t.revision_id FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.uid = ${toBytes(document)}`) ??
    null
  );
}

/** Returns the row of the first text of a document, which exists from the first correction on. */
function firstOf(db: ReadDb, document: Uid): number | undefined {
  return db.value<number>(
    sql`SELECT id FROM text_revision WHERE document = ${toBytes(document)} AND parent_id IS NULL`,
  );
}

/** Returns the local id of a revision. */
export function revisionId(db: ReadDb, uid: Uid): number | undefined {
  return db.value<number>(sql`SELECT id FROM text_revision WHERE uid = ${toBytes(uid)}`);
}

/** Returns all revisions of a document in the order in which they were made; none if it was never corrected. */
export function revisionsOf(db: ReadDb, document: Uid): Revision[] {
  return db
    .all<RevisionRow>(
      sql`
      SELECT id, uid, parent_id, depth, edits, blocks, sha256 FROM text_revision WHERE document = ${toBytes(document)} ORDER BY id`,
    )
    .map(revisionOf);
}

/**
 * Returns the lengths of the texts of all revisions of a document in UTF-16 code units, by their local ids. Only the first text is read;
 * the edits state by how much each other one is longer.
 */
export function lengthsOf(db: ReadDb, revisions: readonly Revision[]): ReadonlyMap<number, number> {
  const lengths = new Map<number, number>();
  // A revision comes after the one that it corrects.
  for (const { id, parent, edits } of revisions)
    lengths.set(
      id,
      parent === null ? textOfRevision(db, id).text.length : lengths.get(parent)! + edits.growth,
    );
  return lengths;
}

function revisionOf({ id, uid, parent_id: parent, depth, edits, blocks, sha256 }: RevisionRow): Revision {
  return {
    id,
    uid: toUid(uid),
    parent,
    depth,
    edits: editsFrom(edits),
    blocks: JSON.parse(blocks) as Block[],
    sha256,
  };
}

function editsFrom(json: string): EditList {
  const edits = JSON.parse(json) as [number, number, string][];
  return new EditList(edits.map(([start, end, text]) => ({ start, end, text })));
}

/**
 * Adds a revision after the present text of a document, and the row of the first text if this is the first correction.
 * Returns its uid with what it holds. `blocksAfter` are blocks that the caller knows better than {@link correctBlocks}.
 */
export function addRevision(
  db: WriteDb,
  document: Uid,
  present: TextOfRevision,
  edits: EditList,
  blocksAfter?: readonly Block[],
): { readonly uid: Uid } & TextOfRevision {
  const parent =
    presentRevision(db, document) ??
    firstOf(db, document) ??
    insert(db, document, null, present, new EditList([]), newUid()).id;
  const text = edits.apply(present.text);
  const blocks = blocksAfter ?? correctBlocks(present, edits, text);
  const uid = newUid();
  insert(db, document, parent, { text, blocks }, edits, uid);
  return { uid, text, blocks };
}

function insert(
  db: WriteDb,
  document: Uid,
  parent: RevisionId,
  { text, blocks }: TextOfRevision,
  { edits }: EditList,
  uid: Uid,
): { readonly id: number } {
  const depth =
    parent === null ? 0 : db.value<number>(sql`SELECT depth + 1 FROM text_revision WHERE id = ${parent}`)!;
  return db.run(sql`
    INSERT INTO text_revision (uid, document, parent_id, depth, edits, blocks, sha256, text)
    VALUES (${toBytes(uid)}, ${toBytes(document)}, ${parent}, ${depth}, ${JSON.stringify(edits.map((edit) => [edit.start, edit.end, edit.text]))},
      ${JSON.stringify(blocks)}, ${textHash(text)}, ${depth % WHOLE_EVERY === 0 ? text : null})`);
}

/**
 * Returns the documents that had this text before it was corrected, each with the way from it to the present text. Several texts of
 * one document may be equal; the newest counts.
 */
export function documentsThatHad(db: ReadDb, text: string): { readonly document: Uid; readonly way: Way }[] {
  const rows = db.all<{ id: number; document: Buffer; parent_id: number | null }>(sql`
    SELECT max(r.id) AS id, r.document, r.parent_id FROM text_revision r JOIN document d ON d.uid = r.document
    WHERE r.sha256 = ${textHash(text)} GROUP BY r.document ORDER BY d.id`);
  return rows.map(({ id, document: bytes, parent_id: parent }) => {
    const document = toUid(bytes);
    const from = parent === null ? null : id;
    return { document, way: wayBetween(db, document, from, presentRevision(db, document)) };
  });
}

/** Returns the text of a revision. */
export function textOfRevision(db: ReadDb, id: number): TextOfRevision {
  const steps: EditList[] = [];
  let text: string | null = null;
  let blocks: readonly Block[] | undefined;
  for (let at: number | null = id; text === null && at !== null;) {
    const row: RevisionRow & { text: string | null } = db.get(
      sql`SELECT id, uid, parent_id, depth, edits, blocks, sha256, text FROM text_revision WHERE id = ${at}`,
    )!;
    blocks ??= JSON.parse(row.blocks) as Block[];
    text = row.text;
    if (text === null) steps.push(editsFrom(row.edits));
    at = row.parent_id;
  }
  return { text: steps.reduceRight((before, edits) => edits.apply(before), text ?? ''), blocks: blocks! };
}

/** The edits that lead from one revision of a document to another, one list for each correction on the way. */
export type Way = readonly EditList[];

/** Returns the way between two revisions: back to where they part, then forward. */
export function wayBetween(db: ReadDb, document: Uid, from: RevisionId, to: RevisionId): Way {
  if (from === to) return [];
  const first = firstOf(db, document) ?? null;
  const up = ancestors(db, from ?? first);
  const down = ancestors(db, to ?? first);
  while (up.length > 0 && down.length > 0 && up.at(-1)!.id === down.at(-1)!.id) {
    up.pop();
    down.pop();
  }
  return [...up.map(({ edits }) => reversed(edits)), ...down.reverse().map(({ edits }) => edits)];
}

/** Returns a revision and those that it comes from, the first text last. */
function ancestors(db: ReadDb, id: RevisionId): { id: number; edits: EditList }[] {
  return db
    .all<{ id: number; edits: string }>(
      sql`
      WITH RECURSIVE line (id, parent_id, edits, step) AS (
        SELECT id, parent_id, edits, 0 FROM text_revision WHERE id = ${id}
        UNION ALL SELECT r.id, r.parent_id, r.edits, step + 1 FROM line JOIN text_revision r ON r.id = line.parent_id)
      SELECT id, edits FROM line ORDER BY step`,
    )
    .map(({ id: each, edits }) => ({ id: each, edits: editsFrom(edits) }));
}

/** Returns the edits back, for mapping offsets only: the removed words are not stored, and blanks stand for them. */
function reversed(edits: EditList): EditList {
  const last = edits.edits.at(-1)?.end ?? 0;
  return edits.inverse(' '.repeat(last));
}
