import type { Block } from '../../shared/model/document.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import { commonEnds } from '../../shared/text/common-ends.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import { textColumns } from '../derived/document-columns.ts';
import { indexText, unindexText } from '../derived/full-text.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { findId, idOf } from './ids.ts';

/** The text of a document; its uid is the document's. `revision` counts the texts the document has had. */
export interface TextImage {
  readonly revision: number;
  readonly text: string;
  readonly blocks: readonly Block[];
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
    difference: (before, after) => ({ name: 'text', ...differing(before.text, after.text) }),
  },
  references: {},
  merge: { revision: 'case', text: 'case', blocks: 'case' },
  offsets: ({ revision, text, blocks }, edits) => {
    const placed = edits.tracked(blocks.map(([, start, end]): Fragment => [start, end]));
    return {
      revision: revision + 1,
      text: edits.apply(text),
      blocks: placed.flatMap((at, i): Block[] => (at ? [[blocks[i]![0], at[0], at[1]]] : [])),
    };
  },
  terms: null,
  freeText: redactFields('text'),
  read({ db }, uid) {
    const row = db.get<{ revision: number; text: string; blocks: string; change_id: number }>(sql`
      SELECT t.revision, t.text, t.blocks, t.change_id
      FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const blocks = JSON.parse(row.blocks) as Block[];
    return { image: { revision: row.revision, text: row.text, blocks }, change: row.change_id };
  },
  write({ db, texts }, uid, { revision, text, blocks }, change) {
    const id = idOf(db, 'document', uid);
    db.run(sql`
      INSERT INTO main.document_text (document_id, revision, text, blocks, change_id)
      VALUES (${id}, ${revision}, ${text}, ${JSON.stringify(blocks)}, ${change})
      ON CONFLICT (document_id) DO UPDATE SET revision = excluded.revision, text = excluded.text,
        blocks = excluded.blocks, change_id = excluded.change_id`);
    derive(db, id, text, blocks);
    unindexText(db, id);
    indexText(db, id, text);
    texts.clear();
  },
  inserter:
    ({ db, texts }, change) =>
    (uid, { revision, text, blocks }) => {
      const id = idOf(db, 'document', uid);
      const { changes } = db.run(sql`
        INSERT INTO main.document_text (document_id, revision, text, blocks, change_id)
        VALUES (${id}, ${revision}, ${text}, ${JSON.stringify(blocks)}, ${change})
        ON CONFLICT (document_id) DO NOTHING`);
      if (changes === 0) return false;
      derive(db, id, text, blocks);
      indexText(db, id, text);
      texts.keep(id, revision, text);
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

/** Updates the columns of the document's own row that are derived from its text. */
function derive(db: WriteDb, id: number, text: string, blocks: readonly Block[]): void {
  const title = db.value<string>(sql`SELECT title FROM document WHERE id = ${id}`) ?? '';
  const { length, sha256, lead, sortTitle } = textColumns(title, text, blocks);
  db.run(sql`
    UPDATE main.document SET length = ${length}, text_sha256 = ${sha256}, lead = ${lead}, sort_title = ${sortTitle}
    WHERE id = ${id}`);
}

/** Returns the differing parts of two texts, without their common beginning and end. */
function differing(before: string, after: string): { from: string; to: string } {
  const { head, tail } = commonEnds(before, after);
  return {
    from: before.slice(head, before.length - tail).toWellFormed(),
    to: after.slice(head, after.length - tail).toWellFormed(),
  };
}
