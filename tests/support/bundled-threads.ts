import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundlePrograms } from '../../scripts/build.ts';
import { THREADS } from '../../backend/threads/thread-file.ts';

/**
 * Bundles the worker threads of the backend once per run of Vitest. Starting them from sources hundreds of times
 * would take half of the run's time.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'postil-threads-'));
  const bundles = join(folder, 'bin');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  await bundlePrograms(bundles);
  project.onTestsRerun(() => bundlePrograms(bundles));
  process.env[THREADS] = bundles;
  return () => rmSync(folder, { recursive: true });
}
