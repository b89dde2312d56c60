import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { CASES } from './tests/support/slow.ts';

/** The files that take longest by far. If they started last, one core would work on them alone at the end. */
const LONGEST = [
  'faults',
  'large-undo',
  'large-import',
  'history',
  'two-documents',
  'relations',
  ...(process.env[CASES] === undefined ? [] : ['tables', 'conformance']),
].map((name) => `/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: [
      'tests/unit/**/*.test.{ts,tsx}',
      'tests/integration/**/*.test.ts',
      // `npm run test:slow` only.
      ...(process.env[CASES] === undefined ? [] : ['tests/slow/**/*.test.ts']),
    ],
    environment: 'node',
    // Far more than any test needs, because a busy machine may be ten times slower. Hooks have a separate limit, and a hook that exceeds
    // it skips all tests of its suite.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    // The default leaves one core idle, which is half of a small build machine.
    maxWorkers: '100%',
    // Test files use temporary folders of their own, so they may share a process. One process per file took a third of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Electron's own package cannot be imported outside of Electron.
    alias: { electron: resolve('tests/support/electron-double/index.ts') },
    globalSetup: ['tests/support/bundled-threads.ts'],
    setupFiles: ['tests/support/setup.ts'],
  },
});
