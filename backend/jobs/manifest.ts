import { closeSync, openSync, readSync } from 'node:fs';
import { formatById } from '../../shared/formats/registry.ts';

/** The file that describes an export, beside the files of its format. */
export const MANIFEST = 'manifest.json';

/** So many bytes hold what is asked of a manifest; the list of files behind it may be long. */
const HEAD = 8192;

/**
 * Names of the files of a folder that only describe an export of Postil and hold none of it: its manifest, and what its format
 * writes for people. None where the folder is no such export.
 *
 * @param paths the files of the folder by name
 */
export function describingFiles(paths: ReadonlyMap<string, string>): ReadonlySet<string> {
  const path = paths.get(MANIFEST);
  const format = path === undefined ? null : exportedAs(path);
  if (format === null) return new Set();
  return new Set([MANIFEST, ...(formatById(format)?.describing ?? [])]);
}

/** The id of the format that a manifest of ours names, or `null` for another program's file. */
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
    // The reader of the folder's files reports what cannot be opened.
    return null;
  }
  if (!/^\s*\{\s*"tool":\s*"Postil",/.test(head)) return null;
  return /"format":\s*\{\s*"id":\s*"([\w-]+)"/.exec(head)?.[1] ?? null;
}
