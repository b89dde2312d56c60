import type { Reporter, SerializedError, TestModule, TestSuite, Vitest } from 'vitest/node';
import { Tally, writeCounts } from './counts.ts';

/**
 * Counts the tests of a run for `scripts/test.ts`. Vitest reports the tests of a suite whose `beforeAll` failed as skipped; here the
 * suite counts as a failure, and so does a file that cannot be loaded.
 */
export default class VitestCounts implements Reporter {
  /** Whether only tests of some names were asked for: the others are not worth a word. */
  #isSelection = false;

  onInit({ config }: Vitest): void {
    this.#isSelection = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tally = new Tally();
    tally.failed += unhandled.length;
    for (const module of modules) this.#count(module, false, tally);
    writeCounts(tally);
  }

  #count(suite: TestModule | TestSuite, isBroken: boolean, tally: Tally): void {
    const own = suite.errors().length > 0;
    if (own) tally.failed++;
    for (const child of suite.children) {
      if (child.type === 'suite') {
        this.#count(child, isBroken || own, tally);
        continue;
      }
      const result = child.result();
      if (result.state === 'passed') tally.passed++;
      else if (result.state === 'failed') tally.failed++;
      else if (isBroken || own) tally.skip('their suite could not be prepared, which is counted as failed');
      else if (result.state === 'skipped' && result.note !== undefined) tally.skip(result.note);
      else if (!this.#isSelection) tally.skip('no reason given');
    }
  }
}
