/** One kind of thing that a format could not carry. */
export interface Loss {
  readonly kind: string;
  readonly count: number;
  /** A few of them in words, so that one can look. */
  readonly examples: readonly string[];
}

/** The kind under which a format tells spans it leaves out: the verification of an export counts on it. */
export const LOST_SPANS = 'spans';

const MAX_EXAMPLES = 5;

/** Counts, while an export is written, what the format cannot carry. Kinds keep the order of their first case. */
export class LossTally {
  readonly #losses = new Map<string, { count: number; examples: string[] }>();

  add(kind: string, example?: string, count = 1): void {
    if (count === 0) return;
    const loss = this.#losses.get(kind) ?? { count: 0, examples: [] };
    loss.count += count;
    if (example !== undefined && loss.examples.length < MAX_EXAMPLES) loss.examples.push(example);
    this.#losses.set(kind, loss);
  }

  list(): Loss[] {
    return [...this.#losses].map(([kind, { count, examples }]) => ({ kind, count, examples: [...examples] }));
  }
}
