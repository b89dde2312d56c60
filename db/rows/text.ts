import type { Block } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { commonEnds } from '../../shared/text/common-ends.ts';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';
import { textColumns } from '../derived/document-columns.ts';
import { indexText, unindexText } from '../derived/full-text.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { textOfRevision, type TextOfRevision } from '../revisions/revisions.ts';
import { rowKind } from './define.ts';
import type { RowReader } from './handle.ts';
import { redactFields } from './free-text.ts';
import { findId, idOf } from './ids.ts';

/**
 * The text of a document; its uid is the document's. A text as it came in is whole. A corrected one only names its revision
 * (`revisions/`), which is never changed, like a version of the scheme.
 */
export interface TextImage {
  /** The uid of a corrected text. 1 for one as it came in; older versions counted on when a header was put back into the text. */
  readonly revision: number | Uid;
  readonly text?: string;
  readonly blocks?: readonly Block[];
}

interface TextRow {
  readonly revision: number;
  readonly text: string;
  readonly blocks: string;
  readonly corrected: Buffer | null;
  readonly change_id: number;
}

/** Returns the uid of a corrected text, or null for one as it came in. */
export function correctedUid({ revision }: TextImage): Uid | null {
  return typeof revision === 'string' ? revision : null;
}

/** Returns the text that an image holds or names, with its blocks. */
export function textOfImage(db: ReadDb, image: TextImage): TextOfRevision {
  const uid = correctedUid(image);
  return uid === null
    ? { text: image.text!, blocks: image.blocks! }
    : textOfRevision(db, idOf(db, 'text_revision', uid));
}

export const textRow = rowKind<TextImage>({
  name: 'text',
  noun: 'text',
  table: { name: 'document_text', key: 'document_id', imported: true, parts: {}, index: 'document_fts' },
  belongs: 'uid',
  identity: 'shared',
  topics: ['documents'],
  shown: 'all',
  cached: true,
  description: {
    subject: () => ({ what: 'Text', words: '', span: null }),
    fields: () => [],
    difference: (before, after, { textOf }) => ({
      name: 'text',
      ...differing(textOf(before), textOf(after)),
    }),
  },
  references: {},
  merge: { revision: 'case', text: 'case', blocks: 'case' },
  // It is replaced by the text of another revision, see `revisions/correct.ts`.
  offsets: null,
  terms: null,
  // Revisions are redacted by themselves, see `revisions/redact.ts`.
  freeText: redactFields('text'),
  read({ db }, uid) {
    const row = db.get<TextRow>(sql`
      SELECT t.revision, t.text, t.blocks, r.uid AS corrected, t.change_id
      FROM document d JOIN document_text t ON t.document_id = d.id LEFT JOIN text_revision r ON r.id = t.revision_id
      WHERE d.uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const { revision, text, blocks, corrected, change_id: change } = row;
    return corrected
      ? { image: { revision: toUid(corrected) }, change }
      : { image: { revision, text, blocks: JSON.parse(blocks) as Block[] }, change };
  },
  write({ db, texts }, uid, image, change) {
    const id = idOf(db, 'document', uid);
    const { number, revision, text, blocks } = contentOf(db, image);
    db.run(sql`
      INSERT INTO main.document_text (document_id, revision, text, blocks, revision_id, change_id)
      VALUES (${id}, ${number}, ${text}, ${JSON.stringify(blocks)}, ${revision}, ${change})
      ON CONFLICT (document_id) DO UPDATE SET revision = excluded.revision, text = excluded.text,
        blocks = excluded.blocks, revision_id = excluded.revision_id, change_id = excluded.change_id`);
    derive(db, id, text, blocks);
    unindexText(db, id);
    indexText(db, id, text);
    texts.clear();
  },
  inserter:
    ({ db, texts }, change) =>
    (uid, image) => {
      const id = idOf(db, 'document', uid);
      const { number, revision, text, blocks } = contentOf(db, image);
      const { changes } = db.run(sql`
        INSERT INTO main.document_text (document_id, revision, text, blocks, revision_id, change_id)
        VALUES (${id}, ${number}, ${text}, ${JSON.stringify(blocks)}, ${revision}, ${change})
        ON CONFLICT (document_id) DO NOTHING`);
      if (changes === 0) return false;
      derive(db, id, text, blocks);
      indexText(db, id, text);
      texts.keep(id, text);
      return true;
    },
  remove({ db, texts }, uid) {
    const id = findId(db, 'document', uid);
    if (id === undefined) return;
    db.run(sql`DELETE FROM main.document_text WHERE document_id = ${id}`);
    unindexText(db, id);
    texts.clear();
  },
});

/** Returns the present text of a document with its blocks; undefined if the document does not exist. */
export function presentText({ db }: RowReader, document: Uid): TextOfRevision | undefined {
  const row = db.get<{ text: string; blocks: string }>(sql`
    SELECT t.text, t.blocks FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.uid = ${toBytes(document)}`);
  return row && { text: row.text, blocks: JSON.parse(row.blocks) as Block[] };
}

/** Returns the columns of a row. */
function contentOf(
  db: ReadDb,
  image: TextImage,
): TextOfRevision & { readonly number: number; readonly revision: number | null } {
  const uid = correctedUid(image);
  return {
    ...textOfImage(db, image),
    number: typeof image.revision === 'number' ? image.revision : 1,
    revision: uid === null ? null : idOf(db, 'text_revision', uid),
  };
}

/** Updates the columns of the document's own row that are derived from its text. */
function derive(db: WriteDb, id: number, text: string, blocks: readonly Block[]): void {
  const title = db.value<string>(sql`SELECT title FROM document WHERE id = ${id}`) ?? '';
  const { length, sha256, lead, sortTitle } = textColumns(title, text, blocks);
  db.run(sql`
    UPDATE main.document SET length = ${length}, text_sha256 = ${sha256}, lead = ${lead}, sort_title = ${sortTitle}
    WHERE id = ${id}`);
}

/** Returns the differing parts of two texts with the words around them, so that a removed blank can be seen. */
function differing(before: string, after: string): { from: string; to: string } {
  const { head, tail } = commonEnds(before, after);
  let start = head;
  while (start > 0 && /\S/.test(before[start - 1]!)) start--;
  const [endBefore, endAfter] = [before.length - tail, after.length - tail];
  let more = 0;
  while (more < tail && /\S/.test(before[endBefore + more]!)) more++;
  return {
    from: before.slice(start, endBefore + more).toWellFormed(),
    to: after.slice(start, endAfter + more).toWellFormed(),
  };
}
