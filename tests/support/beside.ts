import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { sharedFolder } from './shared-folder.ts';

/** A file or folder of the corpora beside the project, or `null` on a machine that does not have them. */
export function corpus(...parts: string[]): string | null {
  const path = join(sharedFolder(), 'data', 'corpora', ...parts);
  return existsSync(path) ? path : null;
}

/** How the suites of {@link describeCorpus} begin; `npm run test:corpora` selects them by it. */
const REAL_FILES = 'real files of';

/**
 * Tests of the real files of one corpus. Without it they are one skipped test that says why: a suite that has no test, as with an
 * `each` over no files, would fail. This is the only way for a test to reach the corpora.
 *
 * @param parts where the corpus is; none means all corpora
 * @param define registers the tests; is called only where the folder exists, and given its whole path
 */
export function describeCorpus(parts: readonly string[], define: (folder: string) => void): void {
  const folder = corpus(...parts);
  describe(`${REAL_FILES} ${parts.join('/') || 'all corpora'}`, () => {
    if (folder !== null) define(folder);
    else test('are read', (context) => context.skip('the corpora are not beside the project'));
  });
}
