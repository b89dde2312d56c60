import { LOSS_GROUPS, type LossGroup } from './loss-groups.ts';
import { modelLosses } from './model-fields.ts';

/** One kind of thing that a format could not carry. */
export interface Loss {
  readonly kind: string;
  readonly count: number;
  readonly group: LossGroup;
  /** A few of them in words, so that people can look them up. */
  readonly examples: readonly string[];
}

/**
 * The kind of loss with which a format reports spans that it leaves out; the verification of an export relies on it.
 */
export const LOST_SPANS = 'spans';

const MAX_EXAMPLES = 5;

const GROUPS: ReadonlyMap<string, LossGroup> = new Map(
  [...modelLosses()].map(({ loss, group }) => [loss, group]),
);

/** Counts what the format cannot carry, while an export is written. */
export class LossTally {
  readonly #losses = new Map<string, { count: number; group: LossGroup; examples: string[] }>();
  readonly #once = new Set<string>();

  /**
   * @param example a function is called only while there are few examples
   * @param group what the loss is about; defaults to the group of the model's field, or else “changes”
   */
  add(kind: string, example?: string | (() => string), count = 1, group?: LossGroup): void {
    if (count === 0) return;
    let loss = this.#losses.get(kind);
    if (!loss) {
      loss = { count: 0, group: group ?? GROUPS.get(kind) ?? 'changes', examples: [] };
      this.#losses.set(kind, loss);
    }
    loss.count += count;
    if (example !== undefined && loss.examples.length < MAX_EXAMPLES)
      loss.examples.push(typeof example === 'string' ? example : example());
  }

  /** Counts once what is the same for many rows, such as the name of a type or set. */
  addOnce(kind: string, what: string, group?: LossGroup): void {
    const key = JSON.stringify([kind, what]);
    if (this.#once.has(key)) return;
    this.#once.add(key);
    this.add(kind, what.slice(0, 80), 1, group);
  }

  /** Returns the losses, the most important group first, and within a group the most frequent first. */
  list(): Loss[] {
    return [...this.#losses]
      .map(([kind, { count, group, examples }]) => ({ kind, count, group, examples: [...examples] }))
      .sort((a, b) => LOSS_GROUPS.indexOf(a.group) - LOSS_GROUPS.indexOf(b.group) || b.count - a.count);
  }
}
