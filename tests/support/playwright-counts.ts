import type { FullConfig, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { Tally, writeCounts } from './counts.ts';

/** Counts the e2e tests of a run for `scripts/test.ts`. */
export default class PlaywrightCounts implements Reporter {
  readonly #tally = new Tally();
  #root: Suite | undefined;

  onBegin(_: FullConfig, root: Suite): void {
    this.#root = root;
  }

  /** Called for an error outside of every test, for example when a spec cannot be loaded. */
  onError({ message }: TestError): void {
    this.#tally.fail('an error outside of every test', message);
  }

  onEnd(): void {
    for (const test of this.#root?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'expected') this.#tally.passed++;
      // Retries are off; a test that passed only at a second run still counts as failed.
      else if (outcome !== 'skipped') {
        const error = test.results.findLast(({ error }) => error !== undefined)?.error;
        this.#tally.fail(test.titlePath().filter(Boolean).join(' > '), error?.message);
      } else {
        const annotations = [...test.annotations, ...test.results.flatMap(({ annotations }) => annotations)];
        const reason = annotations.find(
          ({ type, description }) => type === 'skip' && description,
        )?.description;
        this.#tally.skip(reason ?? 'no reason given');
      }
    }
    writeCounts(this.#tally);
  }

  printsToStdio(): boolean {
    return false;
  }
}
