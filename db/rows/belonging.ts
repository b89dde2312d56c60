import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import type { RowReader } from './handle.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import type { Belonging, RowTable } from './table.ts';
import { statement } from './statement.ts';

/** Returns the document of a span, or undefined if the span does not exist. */
export function documentOfSpan(db: ReadDb, span: Uid): Uid | undefined {
  const uid = db.value<Buffer>(
    sql`SELECT d.uid FROM span s JOIN document d ON d.id = s.document_id WHERE s.uid = ${toBytes(span)}`,
  );
  return uid && toUid(uid);
}

/** Returns the spans whose documents an image belongs to. Empty if the image names its document itself. */
export function spansOfImage<Image>(belongs: Belonging<Image>, image: Image): readonly Uid[] {
  if (typeof belongs === 'string' || documentField(image) !== undefined) return [];
  return belongs.spans(image);
}

export function belongingDocuments<Image>(
  belongs: Belonging<Image>,
  image: Image,
  db: ReadDb,
  uid: Uid,
): readonly Uid[] {
  if (belongs === 'project') return [];
  if (belongs === 'uid') return [uid];
  const document = documentField(image);
  if (document !== undefined) return [document];
  const spans = spansOfImage(belongs, image);
  return spans.length === 0 ? [] : [...new Set(spans.flatMap((span) => documentOfSpan(db, span) ?? []))];
}

function documentField(image: unknown): Uid | undefined {
  return (image as { readonly document?: Uid }).document;
}

/** Returns a function that lists the uids of a table: all, or those whose content one change wrote. */
export function uidsIn({ name, key }: RowTable): (store: RowReader, change?: number) => Uid[] {
  const from =
    key === 'uid'
      ? { select: `SELECT t.uid FROM ${name} t`, order: 't.id' }
      : { select: `SELECT d.uid FROM ${name} t JOIN document d ON d.id = t.document_id`, order: 'd.id' };
  const all = statement(`${from.select} ORDER BY ${from.order}`);
  const ofChange = statement(`${from.select} WHERE t.change_id = ? ORDER BY ${from.order}`);
  return ({ db }, change) =>
    db.column<Buffer>(change === undefined ? all() : ofChange(change)).map((uid) => toUid(uid));
}

/** Makes the statement that selects the uids of a document's rows whose content was written by a change later than `since`. */
export function rowsIn<Image>(
  { name, key }: RowTable,
  belongs: Exclude<Belonging<Image>, 'project'>,
  order: string,
): (document: number, since: number) => Sql {
  if (belongs === 'uid' && key === 'uid')
    return statement(`SELECT uid FROM ${name} WHERE id = ? AND change_id > ?`);
  if (belongs === 'uid')
    return statement(
      `SELECT d.uid FROM ${name} t JOIN document d ON d.id = t.document_id WHERE t.document_id = ? AND t.change_id > ?`,
    );
  if (belongs === 'field')
    return statement(
      `SELECT t.uid FROM ${name} t WHERE t.document_id = ? AND t.change_id > ? ORDER BY ${order}`,
    );
  const { columns } = belongs;
  const each = columns.map(
    (column) =>
      `SELECT t.uid, t.id FROM span s JOIN ${name} t ON t.${column} = s.id WHERE s.document_id = ? AND t.change_id > ?`,
  );
  // Must not need a sort step: a document may have tens of thousands of rows.
  const select = statement(each.length === 1 ? `${each[0]!} ORDER BY t.id` : each.join(' UNION '));
  return (document, since) => {
    const { strings, values } = select(...columns.flatMap(() => [document, since]));
    return { strings, values };
  };
}
