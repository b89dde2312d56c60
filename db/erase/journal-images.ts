import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { decodePack } from '../journal/packs.ts';
import type { ImageOf, KindName } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';

/** Yields every image of a kind in the journal: those before and after each change, oldest first, then those in packs. */
export function* journalImages<Kind extends KindName>(
  { db }: ReadStore,
  kind: Kind,
): Generator<{ readonly uid: Uid; readonly image: ImageOf<Kind> }> {
  for (const row of db.each<{ uid: Buffer; before: string | null; after: string | null }>(sql`
    SELECT uid, before, after FROM main.change_row WHERE kind = ${kind} ORDER BY change_id, ordinal`)) {
    const uid = toUid(row.uid);
    for (const text of [row.before, row.after])
      if (text !== null) yield { uid, image: JSON.parse(text) as ImageOf<Kind> };
  }
  for (const { body } of db.each<{ body: Buffer }>(sql`
    SELECT body FROM main.change_pack WHERE kind = ${kind} ORDER BY change_id, ordinal`))
    for (const { uid, image } of decodePack(body)) yield { uid, image: JSON.parse(image) as ImageOf<Kind> };
}
