import { closeSync, openSync, readSync } from 'node:fs';
import { formatById } from '../../shared/formats/registry.ts';

/** The file that describes an export, beside the files of its format. */
export const MANIFEST = 'manifest.json';

/** This many bytes contain everything that is needed of a manifest; the list of files after it may be long. */
const HEAD = 8192;

/**
 * Returns the names of the files in a folder that only describe an export of Postil: its manifest, and files that its
 * format writes for people. Empty if the folder is not such an export.
 *
 * @param paths the files of the folder by name
 */
export function describingFiles(paths: ReadonlyMap<string, string>): ReadonlySet<string> {
  const path = paths.get(MANIFEST);
  const format = path === undefined ? null : exportedAs(path);
  if (format === null) return new Set();
  return new Set([MANIFEST, ...(formatById(format)?.describing ?? [])]);
}

/** Returns the format id in a manifest of Postil, or `null` for another program's file. */
function exportedAs(path: string): string | null {
  let head: string;
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEAD);
      head = bytes.toString('utf8', 0, readSync(file, bytes, 0, HEAD, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    // Ignored here: the reader of the folder's files reports files that cannot be opened.
    return null;
  }
  if (!/^\s*\{\s*"tool":\s*"Postil",/.test(head)) return null;
  return /"format":\s*\{\s*"id":\s*"([\w-]+)"/.exec(head)?.[1] ?? null;
}
