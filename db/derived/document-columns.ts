import { hash } from 'node:crypto';
import type { Block, DocumentOrigin } from '../../shared/model/document.ts';
import { fold } from '../../shared/text/fold.ts';
import { sql } from '../connection/connection.ts';
import { toUid } from '../connection/uid.ts';
import { derivedRows, inPages } from './define.ts';

/** Maximum length of the beginning of a text that the document list shows, in UTF-16 code units. */
const LEAD_LENGTH = 120;

/** Columns of a document's row that are derived from its text. */
export interface TextColumns {
  /** In UTF-16 code units. */
  readonly length: number;
  readonly sha256: Buffer;
  readonly lead: string;
  readonly sortTitle: string;
}

/** Computes the columns of a document's row that are derived from its text. */
export function textColumns(title: string, text: string, blocks: readonly Block[]): TextColumns {
  const lead = leadOf(text, blocks);
  return { length: text.length, sha256: textHash(text), lead, sortTitle: sortTitle(title, lead) };
}

/** Returns the hash by which equal texts are found. */
export function textHash(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** Returns the sort key of the list: the title, or the beginning of the text if there is no title. */
export function sortTitle(title: string, lead: string): string {
  return fold(title === '' ? lead : title);
}

function leadOf(text: string, blocks: readonly Block[]): string {
  const [, start, end] = blocks[0] ?? ['paragraph', 0, text.length];
  const words = text.slice(start, Math.min(end, start + LEAD_LENGTH));
  const lead = words.replace(/^(?:#{1,6}|>|[-*•])\s+/, '').replace(/\s+/g, ' ');
  return lead.isWellFormed() ? lead : lead.slice(0, -1); // the cut may be within a surrogate pair
}

interface Row {
  readonly id: number;
  readonly uid: Buffer;
  readonly title: string;
  readonly name: string;
  readonly origin: string;
  readonly sort_title: string;
  readonly lead: string;
  readonly length: number;
  readonly text_sha256: Buffer;
  readonly text: string;
  readonly blocks: string;
}

/** Length, hash, beginning, sort key and file name of documents. */
export const documentColumns = derivedRows('columns of the document list', function* (store) {
  const rows = inPages<Row>(
    store,
    (after, limit) => sql`
      SELECT d.id, d.uid, d.title, d.name, d.origin, d.sort_title, d.lead, d.length, d.text_sha256, t.text, t.blocks
      FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.id > ${after} ORDER BY d.id LIMIT ${limit}`,
  );
  for (const row of rows) {
    const right = textColumns(row.title, row.text, JSON.parse(row.blocks) as Block[]);
    const { name } = JSON.parse(row.origin) as DocumentOrigin;
    const wrong = [
      ...(row.length === right.length ? [] : ['length']),
      ...(row.text_sha256.equals(right.sha256) ? [] : ['hash']),
      ...(row.lead === right.lead ? [] : ['beginning']),
      ...(row.sort_title === right.sortTitle ? [] : ['sort key']),
      ...(row.name === name ? [] : ['file name']),
    ];
    if (wrong.length === 0) continue;
    yield {
      message: `document ${toUid(row.uid)}: its ${wrong.join(', ')} and its text or origin differ`,
      mend(db) {
        db.run(sql`
          UPDATE main.document SET length = ${right.length}, text_sha256 = ${right.sha256}, lead = ${right.lead},
            sort_title = ${right.sortTitle}, name = ${name} WHERE id = ${row.id}`);
      },
    };
  }
});
