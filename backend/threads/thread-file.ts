import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The variable that names a folder of bundled threads, used where the backend itself runs from its sources (tests). */
export const THREADS = 'POSTIL_THREADS';

export type ThreadName = 'backup' | 'export' | 'import' | 'integrity' | 'sweep' | 'take-back';

/**
 * Returns the file of a worker thread's program. A bundled backend has its threads bundled beside it. One that runs from sources starts
 * them from sources, too, which takes most of a second each, since Node loads and strips hundreds of files; tests name a folder of bundles.
 */
export function threadFile(name: ThreadName): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL(`./${name}-worker.mjs`, import.meta.url);
  const bundled = process.env[THREADS];
  return bundled === undefined
    ? new URL(`./${name}-worker.ts`, import.meta.url)
    : pathToFileURL(join(bundled, `${name}-worker.mjs`));
}
