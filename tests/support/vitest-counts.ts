import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import { Tally, writeCounts } from './counts.ts';

/**
 * Counts the tests of a run for `scripts/test.ts`. Vitest reports the tests of a suite whose `beforeAll` failed as
 * skipped; here such a suite counts as a failure, and so does a file that cannot be loaded.
 */
export default class VitestCounts implements Reporter {
  /** Whether only tests with certain names were requested; the others are then not reported as skipped. */
  #isSelection = false;

  onInit({ config }: Vitest): void {
    this.#isSelection = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tally = new Tally();
    for (const error of unhandled) tally.fail('an error outside of every test', error.message);
    for (const module of modules) this.#count(module, false, tally);
    writeCounts(tally);
  }

  #count(suite: TestModule | TestSuite, isBroken: boolean, tally: Tally): void {
    const [error] = suite.errors();
    const own = error !== undefined;
    if (own) tally.fail(nameOf(suite), error.message);
    for (const child of suite.children) {
      if (child.type === 'suite') {
        this.#count(child, isBroken || own, tally);
        continue;
      }
      const result = child.result();
      if (result.state === 'passed') tally.passed++;
      else if (result.state === 'failed') tally.fail(nameOf(child), result.errors[0]?.message);
      else if (isBroken || own) tally.skip('their suite could not be prepared, which is counted as failed');
      else if (result.state === 'skipped' && result.note !== undefined) tally.skip(result.note);
      else if (!this.#isSelection) tally.skip('no reason given');
    }
  }
}

/** File and names of a test or suite, as Vitest prints them. */
function nameOf(part: TestModule | TestSuite | TestCase): string {
  return part.type === 'module'
    ? part.relativeModuleId
    : `${part.module.relativeModuleId} > ${part.fullName}`;
}
