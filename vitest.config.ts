import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, by far: begun last, one core would work on them alone at the end. */
const LONGEST = ['faults', 'cli', 'bad-data', 'bad-text'].map((name) => `/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    // Far beyond what anything takes: a machine with much else to do may be ten times slower. Hooks have a limit of their own, and one
    // that runs out skips all tests of its suite.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    // The default leaves a core idle, which is half of a small build machine.
    maxWorkers: '100%',
    // Files keep what they keep in folders of their own; a process for each took a third of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Electron's own package cannot be imported outside of Electron.
    alias: { electron: resolve('tests/support/electron-double/index.ts') },
    globalSetup: ['tests/support/bundled-threads.ts'],
    setupFiles: ['tests/support/setup.ts'],
  },
});
