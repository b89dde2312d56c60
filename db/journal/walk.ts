import { sql } from '../connection/connection.ts';
import { imageText, kindIn, type ImageOf, type KindName } from '../rows/index.ts';
import type { Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { collectBatch, compareBatches, type Batch } from './batch.ts';
import { replayText } from '../revisions/move-text.ts';
import { rowsOfChange } from './rows.ts';
import { correctionsOf, keysOf } from './undo.ts';

interface Entry {
  id: number;
  uid: Buffer;
  label: string;
  batch: string | null;
}

/**
 * Reverts every change of a project, last first, and reports where the journal and the rows disagree. At the end no
 * journalled row may be left. It changes the project, so pass a copy.
 */
export function walkBack(store: Store): { changes: number; disagreements: string[] } {
  const { db } = store;
  const disagreements: string[] = [];
  const entries = db.all<Entry>(sql`SELECT id, uid, label, batch FROM change ORDER BY id DESC`);
  db.immediate(() => {
    for (const entry of entries) {
      const name = `change ${toUid(entry.uid)} “${entry.label}”`;
      try {
        disagreements.push(...takeBack(store, entry).map((reason) => `${name}: ${reason}`));
      } catch (error) {
        disagreements.push(`${name}: cannot be taken back (${(error as Error).message})`);
      }
      if (disagreements.length > 0) return; // older changes would only repeat the disagreement
    }
    for (const { name: kind, uids } of store.kinds.all) {
      const left = uids(store).length;
      if (left > 0) disagreements.push(`${left} ${kind} rows were never journalled`);
    }
  });
  return { changes: entries.length, disagreements };
}

function takeBack(store: Store, { id, batch }: Entry): string[] {
  // Every later change is taken back by now, so the present texts are those after this change.
  const corrections = correctionsOf(store.db, id);
  const journalled = corrections.length > 0 ? keysOf(store.db, id) : new Set<string>();
  for (const { uid, after, before, beforeChange } of corrections) {
    const now = kindIn(store, 'text').read(store, uid);
    if (!now || imageText(now.image) !== after) return [`the text ${uid} is not as it was left`];
    replayText(store, uid, JSON.parse(before!) as ImageOf<'text'>, beforeChange!, journalled);
  }
  const corrected = new Set(corrections.map(({ uid }) => uid));
  for (const row of rowsOfChange(store.db, id)) {
    const { uid } = row;
    if (row.kind === 'text' && corrected.has(uid)) continue;
    const kind = kindIn(store, row.kind);
    const now = kind.read(store, uid);
    if ((now ? imageText(now.image) : null) !== row.after)
      return [`the ${row.kind} ${uid} is not as it was left`];
    if (row.before === null) kind.remove(store, uid);
    else kind.write(store, uid, JSON.parse(row.before) as ImageOf<KindName>, row.beforeChange!);
  }
  if (batch === null) return [];
  const { rows, sum } = collectBatch(store, id);
  const difference = compareBatches(JSON.parse(batch) as Batch, sum);
  if (difference) return [difference];
  for (const { kind, uid } of rows.reverse()) kindIn(store, kind).remove(store, uid);
  return [];
}
