import { parseDocument } from 'yaml';
import { sortFields, type HeaderFields } from './fields.ts';

/** Longer text is not treated as front matter; this also limits the input of the YAML parser. */
const MAX_LENGTH = 20_000;
const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/**
 * Reads YAML front matter at the very beginning of a text: `---`, a mapping, `---` (or `...`). Returns its fields and the length
 * of the prefix, or `null` if there is none; broken YAML stays in the text. Aliases are rejected, so that a few lines cannot
 * expand to gigabytes.
 */
export function readFrontMatter(text: string): { fields: HeaderFields; length: number } | null {
  if (!text.startsWith('---')) return null;
  const match = FRONT_MATTER.exec(text.slice(0, MAX_LENGTH));
  if (!match) return null;
  const entries = readMapping(match[1] ?? '');
  return entries && { fields: sortFields(entries), length: match[0].length };
}

function readMapping(source: string): [string, unknown][] | null {
  try {
    const document = parseDocument(source, { schema: 'core', logLevel: 'silent', uniqueKeys: true });
    if (document.errors.length > 0) return null;
    // Maps rather than objects, so that a key such as __proto__ is harmless.
    const root: unknown = document.toJS({ mapAsMap: true, maxAliasCount: 0 });
    if (!(root instanceof Map) || root.size === 0) return null;
    return [...root].map(([key, value]) => [String(key), plain(value)]);
  } catch {
    // Too deeply nested, an alias, or an unusable key: not a header, so the text stays as it is.
    return null;
  }
}

/** Converts maps to plain objects, as JSON requires; values without a JSON form become text. */
function plain(value: unknown): unknown {
  if (value instanceof Map) {
    const object: Record<string, unknown> = {};
    for (const [key, inner] of value) if (key !== '__proto__') object[String(key)] = plain(inner);
    return object;
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint' || value instanceof Date) return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}
