import { hash } from 'node:crypto';
import type { Uid } from '../../shared/model/uid.ts';
import { imageText, KIND_NAMES, kindIn, kindNames, type KindName } from '../rows/index.ts';
import { Carrier } from '../revisions/carry.ts';
import type { ReadStore } from '../connection/store.ts';

/** What an import wrote: the number of rows per kind, and a digest of all of them. Stored as JSON in the journal. */
export interface Batch {
  readonly counts: Readonly<Partial<Record<KindName, number>>>;
  /** Hex; XOR of the SHA-256 of every row, so that rows may be added in any order. */
  readonly digest: string;
}

interface BatchState {
  readonly counts: readonly (readonly [KindName, number])[];
  readonly digest: Buffer;
}

/** Sums up a batch row by row. */
export class BatchSum {
  readonly #counts = new Map<KindName, number>();
  readonly #digest = Buffer.alloc(32);

  add(kind: KindName, uid: Uid, image: unknown): void {
    this.addText(kind, uid, imageText(image));
  }

  /** Adds an image in the form in which the journal stores it. */
  addText(kind: KindName, uid: Uid, image: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    // As a string of bytes, which takes half the time of a buffer.
    const sum = hash('sha256', `${kind}\n${uid}\n${image}`, 'binary');
    for (let i = 0; i < sum.length; i++) this.#digest[i]! ^= sum.charCodeAt(i);
  }

  /** Returns the present state, for {@link reset}. */
  state(): BatchState {
    return { counts: [...this.#counts], digest: Buffer.from(this.#digest) };
  }

  /** Returns to an earlier state. */
  reset({ counts, digest }: BatchState): void {
    this.#counts.clear();
    for (const [kind, count] of counts) this.#counts.set(kind, count);
    digest.copy(this.#digest);
  }

  get empty(): boolean {
    return this.#counts.size === 0;
  }

  result(): Batch {
    const counts = Object.fromEntries(
      KIND_NAMES.flatMap((kind) => (this.#counts.has(kind) ? [[kind, this.#counts.get(kind)!]] : [])),
    );
    return { counts, digest: this.#digest.toString('hex') };
  }
}

/** A row that a batch wrote and that is still unchanged. */
export interface BatchRow {
  readonly kind: KindName;
  readonly uid: Uid;
}

/** Returns the rows whose present content comes from change `id`, with their sum. Rows come after those that they depend on. */
export function collectBatch(store: ReadStore, id: number): { rows: BatchRow[]; sum: Batch } {
  const rows: BatchRow[] = [];
  const sum = new BatchSum();
  const carrier = new Carrier(store);
  for (const kind of kindNames(store)) {
    for (const uid of kindIn(store, kind).uids(store, id)) {
      rows.push({ kind, uid });
      const image = imageText(kindIn(store, kind).read(store, uid)!.image);
      // Corrections have moved it since without an entry.
      sum.addText(kind, uid, carrier.toChange(kind, uid, image, id) ?? image);
    }
  }
  return { rows, sum: sum.result() };
}

/** Describes how two sums differ, or returns `null` if they agree. */
export function compareBatches(expected: Batch, found: Batch): string | null {
  for (const kind of KIND_NAMES) {
    const was = expected.counts[kind] ?? 0;
    const is = found.counts[kind] ?? 0;
    if (was !== is) return `${is} of ${was} ${kind} rows stand as they were imported`;
  }
  return expected.digest === found.digest ? null : 'the imported rows no longer match their checksum';
}
