import type { Pair } from './match.ts';
import { credit, MEASURES, type Measure } from './measure.ts';
import { macroOf, scoreOf, type Counts, type Rates, type Score } from './scores.ts';

/** Scores in one measure: over all annotations, as the mean over types, and for each type. */
export interface MeasureScores {
  readonly micro: Score;
  readonly macro: Rates;
  readonly types: Readonly<Record<string, Score>>;
}
export type Scores = Readonly<Record<Measure, MeasureScores>>;

/** The size of the array of one type in one unit: source, target, then correct and recalled credit in each measure. */
export const CELL = 2 + 2 * MEASURES.length;
const SOURCE = 0;
const TARGET = 1;

/**
 * The number of units that are kept for resampling. A unit is one document. If there are more documents, they are
 * distributed over the units in turn, which bounds the memory. The intervals stay as wide, because resampling random
 * groups of documents estimates the same.
 */
export const UNITS = 2_000;

/** Counts matched pairs and unmatched annotations by type, in units that can be resampled. */
export class Tally {
  readonly #types = new Map<string, number>();
  readonly #units: Map<number, Float64Array>[] = [];
  #unit: Map<number, Float64Array> | undefined;
  #documents = 0;

  /** Starts the next document: everything counted from now on belongs to it. */
  nextDocument(): void {
    this.#unit = this.#units[this.#documents++ % UNITS] ??= new Map();
  }

  /** The number of documents counted so far. */
  get documents(): number {
    return this.#documents;
  }

  /** The names of the types seen so far, in the order of the cells' indices. */
  get types(): string[] {
    return [...this.#types.keys()];
  }

  /** Cells by index of their type, one map for each unit. */
  get units(): readonly ReadonlyMap<number, Float64Array>[] {
    return this.#units;
  }

  addPair(sourceType: string, targetType: string, pair: Pick<Pair, 'sameType' | 'sameBounds'>): void {
    const given = this.#cell(sourceType);
    const recalled = this.#cell(targetType);
    given[SOURCE]!++;
    recalled[TARGET]!++;
    for (const [i, measure] of MEASURES.entries()) {
      const value = credit(measure, pair);
      given[2 + 2 * i]! += value;
      recalled[3 + 2 * i]! += value;
    }
  }

  /** Adds an annotation that only the source has. */
  addInvented(type: string): void {
    this.#cell(type)[SOURCE]!++;
  }

  /** Adds an annotation that only the target has. */
  addMissed(type: string): void {
    this.#cell(type)[TARGET]!++;
  }

  /** Returns the scores of everything counted; types in alphabetical order. */
  scores(): Scores {
    const totals = this.#totals();
    const names = this.types
      .map((name, index) => ({ name, index }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const all = new Float64Array(CELL);
    for (const cell of totals) cell.forEach((value, i) => (all[i]! += value));
    const measured = MEASURES.map((measure, m): [Measure, MeasureScores] => {
      const types = names.map(({ name, index }): [string, Score] => [
        name,
        scoreOf(countsOf(totals[index]!, m)),
      ]);
      return [
        measure,
        {
          micro: scoreOf(countsOf(all, m)),
          macro: macroOf(types.map(([, score]) => score)),
          types: Object.fromEntries(types),
        },
      ];
    });
    return Object.fromEntries(measured) as Record<Measure, MeasureScores>;
  }

  #totals(): Float64Array[] {
    const totals = this.types.map(() => new Float64Array(CELL));
    for (const unit of this.#units) {
      for (const [type, cell] of unit) cell.forEach((value, i) => (totals[type]![i]! += value));
    }
    return totals;
  }

  #cell(type: string): Float64Array {
    let index = this.#types.get(type);
    if (index === undefined) this.#types.set(type, (index = this.#types.size));
    // Annotations that belong to no document, such as relations between entities, are counted with the last one.
    this.#unit ??= this.#units[0] = new Map();
    let cell = this.#unit.get(index);
    if (!cell) this.#unit.set(index, (cell = new Float64Array(CELL)));
    return cell;
  }
}

function countsOf(cell: Float64Array, measure: number): Counts {
  return {
    source: cell[SOURCE]!,
    target: cell[TARGET]!,
    correct: cell[2 + 2 * measure]!,
    recalled: cell[3 + 2 * measure]!,
  };
}
