/** Whether scores can be read as probabilities: of the annotations scored around 0.8, are 80 % right? */
export interface Calibration {
  /** Annotations of the source with a score. */
  readonly count: number;
  /** Mean distance between the score and the share of right ones, over ten bins weighted by their size (Naeini et al. 2015). */
  readonly expectedError: number;
  /** Mean squared distance between the score and 1 (right) or 0 (wrong) (Brier 1950). */
  readonly brier: number;
  readonly bins: readonly CalibrationBin[];
}

export interface CalibrationBin {
  /** Lower bound, included, and upper bound, excluded except in the last bin. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** 0 if the bin is empty. */
  readonly meanScore: number;
  readonly right: number;
}

/** The effect of accepting everything with at least this score. */
export interface ThresholdStep {
  readonly threshold: number;
  /** Annotations with that score or a higher one, and how many of them are right. */
  readonly accepted: number;
  readonly right: number;
}

const BINS = 10;
/** Scores are counted in hundredths, so thresholds are exact at each hundredth. */
const STEPS = 100;
/** Distance between two listed thresholds, in hundredths. */
const LISTED = 5;

class Histogram {
  readonly count = new Float64Array(STEPS + 1);
  readonly right = new Float64Array(STEPS + 1);
  readonly scores = new Float64Array(BINS);
  readonly inBin = new Float64Array(BINS);
  readonly rightInBin = new Float64Array(BINS);
  squares = 0;
  total = 0;

  add(score: number, right: boolean): void {
    // Floating point: 0.29 * 100 is 28.999999999999996.
    const step = Math.floor(score * STEPS + 1e-9);
    const bin = Math.min(BINS - 1, Math.floor(score * BINS + 1e-9));
    this.count[step]!++;
    this.inBin[bin]!++;
    this.scores[bin]! += score;
    if (right) {
      this.right[step]!++;
      this.rightInBin[bin]!++;
    }
    this.squares += (score - (right ? 1 : 0)) ** 2;
    this.total++;
  }

  calibration(): Calibration {
    const bins = Array.from({ length: BINS }, (_, i): CalibrationBin => {
      const count = this.inBin[i]!;
      return {
        from: i / BINS,
        to: (i + 1) / BINS,
        count,
        meanScore: count === 0 ? 0 : this.scores[i]! / count,
        right: this.rightInBin[i]!,
      };
    });
    const off = bins.reduce(
      (sum, { count, meanScore, right }) => sum + (count === 0 ? 0 : Math.abs(meanScore * count - right)),
      0,
    );
    return { count: this.total, expectedError: off / this.total, brier: this.squares / this.total, bins };
  }

  thresholds(): ThresholdStep[] {
    const steps: ThresholdStep[] = [];
    let [accepted, right] = [0, 0];
    for (let step = STEPS; step >= 0; step--) {
      accepted += this.count[step]!;
      right += this.right[step]!;
      if (step % LISTED === 0) steps.push({ threshold: step / STEPS, accepted, right });
    }
    return steps.reverse();
  }
}

/** Calibration and thresholds, over all types and for each. */
export interface ScoreReport {
  readonly all: Calibration;
  readonly types: Readonly<Record<string, Pick<Calibration, 'count' | 'expectedError' | 'brier'>>>;
  readonly thresholds: {
    readonly all: readonly ThresholdStep[];
    readonly types: Readonly<Record<string, readonly ThresholdStep[]>>;
  };
}

/**
 * Counts the scores of the source and whether the target confirms them: an annotation is right if the target has one
 * with the same bounds and type.
 */
export class ScoreCheck {
  readonly #all = new Histogram();
  readonly #types = new Map<string, Histogram>();

  add(type: string, score: number, right: boolean): void {
    let histogram = this.#types.get(type);
    if (!histogram) this.#types.set(type, (histogram = new Histogram()));
    histogram.add(score, right);
    this.#all.add(score, right);
  }

  /** Returns `null` if nothing had a score. */
  report(): ScoreReport | null {
    if (this.#all.total === 0) return null;
    const types = [...this.#types].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      all: this.#all.calibration(),
      types: Object.fromEntries(
        types.map(([type, histogram]) => {
          const { count, expectedError, brier } = histogram.calibration();
          return [type, { count, expectedError, brier }];
        }),
      ),
      thresholds: {
        all: this.#all.thresholds(),
        types: Object.fromEntries(types.map(([type, histogram]) => [type, histogram.thresholds()])),
      },
    };
  }
}
