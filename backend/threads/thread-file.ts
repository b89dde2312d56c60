import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ThreadName } from './messages.ts';

/** Environment variable that names a folder of bundled threads, for a backend that itself runs from its sources (in tests). */
export const THREADS = 'POSTIL_THREADS';

/**
 * Returns the program of a worker thread. A bundled backend has its threads bundled beside it. One that runs from sources starts them from
 * sources, too, which takes most of a second each, because Node loads and strips hundreds of files; so tests name a folder of bundles.
 */
export function threadFile(name: ThreadName): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL(`./${name}-worker.mjs`, import.meta.url);
  const bundled = process.env[THREADS];
  return bundled === undefined
    ? new URL(`./${name}-worker.ts`, import.meta.url)
    : pathToFileURL(join(bundled, `${name}-worker.mjs`));
}
