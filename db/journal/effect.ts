import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import type { Words } from '../rows/define.ts';
import type { KindName } from '../rows/index.ts';
import { documentOfSpan } from '../rows/belonging.ts';
import { toUid } from '../connection/uid.ts';
import type { Batch } from './batch.ts';
import type { UndoTarget } from './choose.ts';
import { packedChange, packsOf } from './packs.ts';

/** How many rows of a kind are added, removed or changed when an entry is reverted. */
export interface EffectCount {
  readonly kind: KindName;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** Returns what reverting an entry does for each kind of row, in the order in which the entry first names the kinds. */
export function effectOf(db: ReadDb, { id }: UndoTarget): EffectCount[] {
  const counts = new Map<KindName, EffectCount>();
  const add = (kind: KindName, what: 'added' | 'removed' | 'changed', count: number) => {
    const known = counts.get(kind) ?? { kind, added: 0, removed: 0, changed: 0 };
    counts.set(kind, { ...known, [what]: known[what] + count });
  };
  const batch = db.value<string | null>(sql`SELECT batch FROM change WHERE id = ${id}`);
  if (batch)
    for (const [kind, count] of Object.entries((JSON.parse(batch) as Batch).counts))
      add(kind as KindName, 'removed', count);
  const packed = packedChange(db, id);
  if (packed)
    for (const { kind, count } of packsOf(db, packed.packs))
      add(kind, packed.way === 'removed' ? 'added' : 'removed', count);
  const rows = db.all<{ kind: KindName; made: number; gone: number; n: number }>(sql`
    SELECT kind, before IS NULL AS made, after IS NULL AS gone, count(*) AS n FROM change_row WHERE change_id = ${id}
    GROUP BY 1, 2, 3 ORDER BY min(ordinal)`);
  for (const { kind, made, gone, n } of rows) add(kind, made ? 'removed' : gone ? 'added' : 'changed', n);
  return [...counts.values()];
}

/** Where something was undone or redone, for showing it. */
export interface Place {
  readonly document: Uid | null;
  /** A span that exists now. */
  readonly span: Uid | null;
  /** Where a span was that does not exist now (UTF-16 code units). `null` if one exists, or there never was one. */
  readonly at: number | null;
  readonly entity: Uid | null;
}

/** The place is looked for in at most this many rows. */
const MOST_ROWS = 1000;

/** The fields of an image that tell where a row is. */
interface Located {
  readonly document?: Uid;
  readonly fragments?: readonly (readonly [number, number])[];
}

/** For describing rows of which only the span to show is needed. */
const NO_WORDS: Words = {
  text: '',
  term: () => '',
  span: () => '',
  entity: () => '',
  document: () => '',
  textOf: () => '',
};

/**
 * Returns where the undo or redo with local id `id` took effect: in the document `here` if it touched that, otherwise
 * in the first document that the change touched, if it still exists.
 */
export function placeOf({ db, kinds }: ReadStore, id: number, here?: Uid): Place {
  // An undo goes through the rows of the change backwards.
  const rows = db
    .all<{ kind: KindName; uid: Buffer; before: string | null; after: string | null }>(
      sql`
      SELECT kind, uid, before, after FROM change_row WHERE change_id = ${id} ORDER BY ordinal DESC LIMIT ${MOST_ROWS}`,
    )
    .map(({ kind, uid, before, after }) => {
      const image = JSON.parse((after ?? before)!) as Located;
      const { belongs, description } = kinds.get(kind);
      const row = toUid(uid);
      return {
        kind,
        uid: row,
        isThere: after !== null,
        document: belongs === 'uid' ? row : image.document,
        span: description?.subject(image, NO_WORDS, row).span ?? null,
        image,
      };
    });
  const touched = db
    .column<Buffer>(
      sql`
      SELECT d.uid FROM change_document cd JOIN document d ON d.uid = cd.document WHERE cd.change_id = ${id} ORDER BY d.id LIMIT ${MOST_ROWS}`,
    )
    .map(toUid);
  const named = rows.find(({ document }) => document && touched.includes(document))?.document;
  const document = here && touched.includes(here) ? here : (named ?? touched[0] ?? null);
  const entity = rows.find(({ kind, isThere }) => kind === 'entity' && isThere)?.uid ?? null;
  const inside = rows.filter((row) => row.document === undefined || row.document === document);
  // A span that exists, such as the claim that lost a filler, is more useful than the place of one that is gone.
  for (const { span } of inside)
    if (span && documentOfSpan(db, span) === document) return { document, span, at: null, entity };
  const gone = inside.find((row) => row.image.fragments && row.document === document);
  return { document, span: null, at: gone?.image.fragments?.[0]?.[0] ?? null, entity };
}
