/**
 * A type of the source and a type of the target at the same place. `null` as the source's type is a missing annotation,
 * as the target's type an extra one.
 */
export interface ConfusionCell {
  readonly target: string | null;
  readonly source: string | null;
  readonly count: number;
}

/** How often the source assigned one type where the target assigned another, whatever the bounds. */
export interface ConfusionMatrix {
  /** Types of either set, in alphabetical order. */
  readonly types: readonly string[];
  /** Cells that are not zero. */
  readonly cells: readonly ConfusionCell[];
}

/** Counts a confusion matrix, including missing and extra annotations. */
export class Confusion {
  readonly #counts = new Map<string, { target: string | null; source: string | null; count: number }>();

  add(target: string | null, source: string | null): void {
    const key = JSON.stringify([target, source]);
    const cell = this.#counts.get(key);
    if (cell) cell.count++;
    else this.#counts.set(key, { target, source, count: 1 });
  }

  matrix(): ConfusionMatrix {
    const cells = [...this.#counts.values()].sort(
      (a, b) => order(a.target, b.target) || order(a.source, b.source),
    );
    const types = new Set(cells.flatMap(({ target, source }) => [target, source]));
    return { types: [...types].filter((type) => type !== null).sort(), cells };
  }
}

/** Compares alphabetically, `null` last. */
function order(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
