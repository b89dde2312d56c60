import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection.ts';
import { imageText, kindOf, type ImageOf, type KindName } from '../rows/index.ts';
import type { ReadStore } from '../store.ts';
import { toBytes, toUid } from '../uid.ts';
import { DOCUMENT_KINDS, isDocumentKind, rowsOfDocument, type DocumentKind } from './document-rows.ts';

/** A row of a document that is now otherwise than it was at a point of its past. */
export interface PastRow<Kind extends DocumentKind = DocumentKind> {
  readonly kind: Kind;
  readonly uid: Uid;
  /** As it is; absent where it is no more. */
  readonly now: ImageOf<Kind> | undefined;
  /** As it was; absent where it was not there yet. */
  readonly then: ImageOf<Kind> | undefined;
  /** The change that had made it what it was. */
  readonly change: number;
}

interface JournalledRow {
  kind: KindName;
  uid: Buffer;
  before_change: number | null;
  before: string | null;
  after: string | null;
}

/**
 * The rows of a document that differ from how they were just after the change with local id `change` (0: before all
 * changes), what others depend on first. What a row was then is the *before* of its first entry since; a row of an import has no
 * entry of its own, so one whose content a later import gave it, and that no later entry names, was not there.
 */
export function pastOf(store: ReadStore, document: Uid, change: number): PastRow[] {
  const found = new Map<string, PastRow>();
  const spans = new Set<Uid>();
  const rows = store.db.all<JournalledRow>(sql`
    SELECT r.kind, r.uid, r.before_change, r.before, r.after
    FROM change_document cd JOIN change_row r ON r.change_id = cd.change_id
    WHERE cd.document = ${toBytes(document)} AND cd.change_id > ${change} ORDER BY cd.change_id, r.ordinal`);
  for (const row of rows) {
    if (!isDocumentKind(row.kind)) continue;
    const uid = toUid(row.uid);
    const key = `${row.kind} ${uid}`;
    const image = JSON.parse(row.before ?? row.after!) as Belonging;
    if (row.kind === 'span' && image.document === document) spans.add(uid);
    if (found.has(key) || !belongs(store, row.kind, uid, image, document, spans)) continue;
    const was = row.before !== null && row.before_change! <= change;
    found.set(key, pastRow(store, row.kind, uid, was ? row.before! : undefined, row.before_change ?? 0));
  }
  for (const { kind, uid } of rowsOfDocument(store, document, change)) {
    const key = `${kind} ${uid}`;
    if (!found.has(key)) found.set(key, pastRow(store, kind, uid, undefined, 0));
  }
  return [...found.values()]
    .filter(({ now, then }) => (now && imageText(now)) !== (then && imageText(then)))
    .sort((a, b) => DOCUMENT_KINDS.indexOf(a.kind) - DOCUMENT_KINDS.indexOf(b.kind) || within(a) - within(b));
}

/** What an image may say of where it belongs. */
interface Belonging {
  readonly document?: Uid;
  readonly ends?: string;
  readonly from?: Uid;
  readonly to?: Uid;
}

/** A change may be of many documents; and a relation across two belongs to either. */
function belongs(
  store: ReadStore,
  kind: DocumentKind,
  uid: Uid,
  { document: own, ends, from, to }: Belonging,
  document: Uid,
  spans: ReadonlySet<Uid>,
): boolean {
  if (kind === 'document' || kind === 'text' || kind === 'segmentation') return uid === document;
  if (own !== undefined || kind !== 'relation') return own === document;
  if (ends !== 'span') return false;
  return [from, to].some(
    (span) =>
      span !== undefined &&
      (spans.has(span) || kindOf('span').read(store, span)?.image.document === document),
  );
}

function pastRow(
  store: ReadStore,
  kind: DocumentKind,
  uid: Uid,
  before: string | undefined,
  change: number,
): PastRow {
  const then = before === undefined ? undefined : (JSON.parse(before) as ImageOf<DocumentKind>);
  return { kind, uid, now: kindOf(kind).read(store, uid)?.image, then, change };
}

/** Within a kind: what is owned, and what replies, after what it hangs on. */
function within({ then, now }: PastRow): number {
  const image = (then ?? now) as { owner?: Uid; replyTo?: Uid };
  return image.owner === undefined && image.replyTo === undefined ? 0 : 1;
}

/** Whether the document was there at the point to which `past` leads. */
export function wasThere(store: ReadStore, document: Uid, past: readonly PastRow[]): boolean {
  const row = past.find(({ kind }) => kind === 'document');
  if (row) return row.then !== undefined;
  return kindOf('document').read(store, document) !== undefined;
}

/** The text of a document as it was just after `change`; `undefined` where it has none on record. */
export function textAfter(store: ReadStore, document: Uid, change: number): string | undefined {
  const before = store.db.value<string | null>(sql`
    SELECT before FROM change_row WHERE uid = ${toBytes(document)} AND kind = 'text' AND change_id > ${change} AND before IS NOT NULL
    ORDER BY change_id LIMIT 1`);
  if (before) return (JSON.parse(before) as ImageOf<'text'>).text;
  return kindOf('text').read(store, document)?.image.text;
}
