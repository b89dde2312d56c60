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
  return programFile(`${name}-worker.mjs`, `./${name}-worker.ts`);
}

/** Returns the program of the process that takes articles out of files; see {@link threadFile}. */
export function extractorFile(): URL {
  return programFile('extract-child.mjs', '../extraction/child.ts');
}

function programFile(bundle: string, source: string): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL(`./${bundle}`, import.meta.url);
  const folder = process.env[THREADS];
  return folder === undefined ? new URL(source, import.meta.url) : pathToFileURL(join(folder, bundle));
}
