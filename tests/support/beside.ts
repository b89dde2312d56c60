import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { sharedFolder } from './shared-folder.ts';

/** A file or folder of the corpora beside the project, or `null` on a machine that does not have them. */
export function corpus(...parts: string[]): string | null {
  const path = join(sharedFolder(), 'data', 'corpora', ...parts);
  return existsSync(path) ? path : null;
}

/**
 * The first words of the names of the suites of {@link describeCorpus}; `npm run test:corpora` selects them by it.
 */
const REAL_FILES = 'real files of';

/**
 * Registers the tests of the real files of one corpus. If the corpus is missing, registers one skipped test that
 * gives the reason, because a suite without tests would fail. Tests must reach the corpora only through this
 * function.
 *
 * @param parts the path of the corpus; empty for all corpora
 * @param define registers the tests; called with the absolute path, and only if the folder exists
 */
export function describeCorpus(parts: readonly string[], define: (folder: string) => void): void {
  const folder = corpus(...parts);
  describe(`${REAL_FILES} ${parts.join('/') || 'all corpora'}`, () => {
    if (folder !== null) define(folder);
    else test('are read', (context) => context.skip('the corpora are not beside the project'));
  });
}
