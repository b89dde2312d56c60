/**
 * Maximum number of changes kept apart from the entries; beyond it all are copied. All changes are copied at every change.
 */
const BESIDE = 256;

/**
 * An immutable map by uid. Changes are kept apart from the many entries that stay the same, so that changing one among tens
 * of thousands copies a few hundred.
 */
export class IdMap<Value> {
  readonly #entries: ReadonlyMap<string, Value>;
  /** Differences from the entries; `undefined` if an entry was removed. */
  readonly #changes: ReadonlyMap<string, Value | undefined>;
  readonly size: number;

  private constructor(
    entries: ReadonlyMap<string, Value>,
    changes: ReadonlyMap<string, Value | undefined>,
    size: number,
  ) {
    this.#entries = entries;
    this.#changes = changes;
    this.size = size;
  }

  /** Returns a map that takes ownership of the entries: they must not be changed afterwards. */
  static of<Value>(entries: ReadonlyMap<string, Value>): IdMap<Value> {
    return new IdMap<Value>(entries, new Map(), entries.size);
  }

  get(id: string): Value | undefined {
    return this.#changes.has(id) ? this.#changes.get(id) : this.#entries.get(id);
  }

  *values(): Generator<Value> {
    for (const [id, value] of this.#entries) if (!this.#changes.has(id)) yield value;
    for (const value of this.#changes.values()) if (value !== undefined) yield value;
  }

  /** Returns a map with entries set and, if the value is `undefined`, removed. */
  with(changes: Iterable<readonly [string, Value | undefined]>): IdMap<Value> {
    const beside = new Map(this.#changes);
    let size = this.size;
    for (const [id, value] of changes) {
      const before = beside.has(id) ? beside.get(id) : this.#entries.get(id);
      size += Number(value !== undefined) - Number(before !== undefined);
      beside.set(id, value);
    }
    if (beside.size <= BESIDE) return new IdMap(this.#entries, beside, size);
    const entries = new Map(this.#entries);
    for (const [id, value] of beside) {
      if (value === undefined) entries.delete(id);
      else entries.set(id, value);
    }
    return IdMap.of(entries);
  }
}
