import type { Uid } from '../../shared/model/uid.ts';
import { sql } from '../connection/connection.ts';
import { BatchSum, type Batch } from '../journal/batch.ts';
import { Carrier } from '../revisions/carry.ts';
import type { RevisionId } from '../revisions/revisions.ts';
import { imageText, type KindName } from '../rows/index.ts';
import type { Store } from '../connection/store.ts';

/**
 * Corrects the counts and digests that the journal keeps of imports if rows of the imports are rewritten. The digest is
 * an XOR over rows, so removing a row from it is the same operation as adding it.
 */
export class BatchEdit {
  readonly #store: Store;
  /** Imports by the local id of their change; `null` for changes that are not imports. */
  readonly #batches = new Map<number, { counts: Map<KindName, number>; digest: Buffer } | null>();
  /** Rows that are already corrected, because the journal may contain the image from an import several times. */
  readonly #done = new Set<string>();

  readonly #carrier: Carrier;
  readonly #textsBefore: ReadonlyMap<string, RevisionId>;

  /** `textsBefore`: the text before each change that corrected one, by document and change. */
  constructor(store: Store, textsBefore: ReadonlyMap<string, RevisionId>) {
    this.#store = store;
    this.#carrier = new Carrier(store);
    this.#textsBefore = textsBefore;
  }

  /**
   * Replaces a row of change `id`, if that is an import. `after` is `null` if the row is removed. The images count in the present
   * text, or with `beforeChange` in the text before that change.
   */
  replace(
    id: number,
    kind: KindName,
    uid: Uid,
    before: object,
    after: object | null,
    beforeChange?: number,
  ): void {
    const batch = this.#batchOf(id);
    const key = `${id} ${kind} ${uid}`;
    if (!batch || this.#done.has(key)) return;
    this.#done.add(key);
    // The sum counts in the text that the import found.
    const imported = (image: object) => {
      const json = imageText(image);
      const found =
        beforeChange === undefined
          ? this.#carrier.toChange(kind, uid, json, id)
          : this.#carrier.between(kind, uid, json, (document) => [
              this.#textBefore(document, beforeChange),
              this.#carrier.after(document, id),
            ]);
      return found ?? json;
    };
    combine(batch.digest, sumOf(kind, uid, imported(before)));
    if (after === null) batch.counts.set(kind, (batch.counts.get(kind) ?? 0) - 1);
    else combine(batch.digest, sumOf(kind, uid, imported(after)));
  }

  #textBefore(document: Uid, change: number): RevisionId {
    const before = this.#textsBefore.get(`${document} ${change}`);
    return before === undefined ? this.#carrier.after(document, change) : before;
  }

  /** Stores the corrected sums. */
  finish(): void {
    for (const [id, batch] of this.#batches) {
      if (!batch) continue;
      const counts = Object.fromEntries([...batch.counts].filter(([, count]) => count > 0));
      const stored: Batch = { counts, digest: batch.digest.toString('hex') };
      this.#store.db.run(sql`UPDATE main.change SET batch = ${JSON.stringify(stored)} WHERE id = ${id}`);
    }
  }

  #batchOf(id: number) {
    let batch = this.#batches.get(id);
    if (batch === undefined) {
      const text = this.#store.db.value<string | null>(sql`SELECT batch FROM main.change WHERE id = ${id}`);
      const stored = text ? (JSON.parse(text) as Batch) : null;
      batch = stored && {
        counts: new Map(Object.entries(stored.counts) as [KindName, number][]),
        digest: Buffer.from(stored.digest, 'hex'),
      };
      this.#batches.set(id, batch);
    }
    return batch;
  }
}

function sumOf(kind: KindName, uid: Uid, image: string): Buffer {
  const sum = new BatchSum();
  sum.addText(kind, uid, image);
  return Buffer.from(sum.result().digest, 'hex');
}

function combine(digest: Buffer, other: Buffer): void {
  for (let i = 0; i < digest.length; i++) digest[i]! ^= other[i]!;
}
