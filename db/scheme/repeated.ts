import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { removeFiller, removeWithDependants } from '../annotations/removal.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { imageText, kindOf } from '../rows/index.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import { termOf } from './scheme-uses.ts';

/**
 * Removes the labels that a merge of labels or values has made the same as another one of their article and set. The one that was
 * written under the part and value that stay is kept, or else the oldest. Call it when the merge counts.
 */
export function removeRepeatedLabels(store: Store, recorder: Recorder, part: PartName): void {
  const { db, terms } = store;
  const term = termOf(store, part);
  if (!term) return;
  const rows = db.all<{ uid: Buffer; place: string; type_id: number; value: string }>(sql`
    SELECT uid, set_id || ' ' || document_id AS place, type_id, value FROM label
    WHERE type_id IN (SELECT value FROM json_each(${terms.listOf([term.id])})) ORDER BY id`);
  const read = rows.map((row) => {
    const value = terms.readValue(term.id, JSON.parse(row.value) as AttributeValue);
    const isOwn = row.type_id === term.id && JSON.stringify(value) === row.value;
    return { uid: toUid(row.uid), at: `${row.place} ${JSON.stringify(value)}`, isOwn };
  });
  for (const group of Map.groupBy(read, ({ at }) => at).values()) {
    if (group.length < 2 || group.every(({ isOwn }) => isOwn)) continue;
    const kept = group.find(({ isOwn }) => isOwn) ?? group[0]!;
    for (const each of group) if (each !== kept) removeWithDependants(store, recorder, 'label', each.uid);
  }
}

/** Removes the fillers that a merge of slots has made the same as another one of their span; the evidence of both is kept. */
export function removeRepeatedFillers(store: Store, recorder: Recorder, part: PartName): void {
  const term = termOf(store, part);
  if (!term) return;
  const kept = new Map<string, Uid>();
  for (const row of slotRows(store, term.id)) {
    const uid = toUid(row);
    const { image } = kindOf('slot').read(store, uid)!;
    const key = `${image.span} ${imageText(image.filler)}`;
    const same = kept.get(key);
    if (same === undefined || image.slot === term.uid) {
      kept.set(key, uid);
      continue;
    }
    const first = kindOf('slot').read(store, same)!.image;
    const evidence = [...new Set([...first.evidence, ...image.evidence])].sort();
    if (evidence.length > first.evidence.length) recorder.put('slot', same, { ...first, evidence });
    removeFiller(store, recorder, uid);
  }
}

/** The fillers of a slot, those that were written under it before those that are read as it. */
function slotRows({ db, terms }: ReadStore, slot: number): Buffer[] {
  return db.column<Buffer>(sql`
    SELECT uid FROM slot WHERE slot_id IN (SELECT value FROM json_each(${terms.listOf([slot])})) ORDER BY slot_id <> ${slot}, id`);
}
