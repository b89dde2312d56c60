const BUCKETS = 256;

/**
 * An immutable map by uid in buckets, so that changing one entry among tens of thousands copies a few hundred.
 */
export class IdMap<Value> {
  static readonly #empty = new IdMap<never>(
    Array.from({ length: BUCKETS }, () => new Map<string, never>()),
    0,
  );
  readonly #buckets: readonly ReadonlyMap<string, Value>[];
  readonly size: number;

  private constructor(buckets: readonly ReadonlyMap<string, Value>[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  static empty<Value>(): IdMap<Value> {
    return IdMap.#empty;
  }

  get(id: string): Value | undefined {
    return this.#buckets[bucketOf(id)]?.get(id);
  }

  *values(): Generator<Value> {
    for (const bucket of this.#buckets) yield* bucket.values();
  }

  /** A map with entries set and, where the value is `undefined`, removed. */
  with(changes: Iterable<readonly [string, Value | undefined]>): IdMap<Value> {
    const buckets = this.#buckets.slice();
    const own = new Map<number, Map<string, Value>>();
    let size = this.size;
    for (const [id, value] of changes) {
      const index = bucketOf(id);
      let bucket = own.get(index);
      if (!bucket) {
        bucket = new Map(buckets[index]);
        own.set(index, bucket);
        buckets[index] = bucket;
      }
      if (bucket.has(id)) size--;
      if (value === undefined) bucket.delete(id);
      else {
        bucket.set(id, value);
        size++;
      }
    }
    return new IdMap(buckets, size);
  }
}

/** The end of a UUIDv7 is random: two hex digits spread evenly. */
function bucketOf(id: string): number {
  const bucket = Number.parseInt(id.slice(-2), 16);
  return Number.isNaN(bucket) ? 0 : bucket & (BUCKETS - 1);
}
