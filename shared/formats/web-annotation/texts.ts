import { decodeText, MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import type { ReadOptions } from '../define.ts';
import { htmlText } from '../html-text.ts';
import { readAll } from '../lines.ts';

/** A text beside the annotations, with its file. */
export interface FoundText {
  readonly file: string;
  readonly text: string;
}

const EXTENSIONS = ['.txt', '.text', '.html', '.htm', '.xhtml'];

/**
 * Returns the text that belongs to a file of annotations by its name: `a.txt` for `a.json`, `a.jsonld`, `a.w3c.json`.
 */
export function textsByName(name: string, siblings: ReadonlySet<string>): string[] {
  for (let base = withoutExtension(name); base !== ''; base = withoutExtension(base)) {
    const found = EXTENSIONS.map((extension) => base + extension).find(
      (text) => text !== name && siblings.has(text),
    );
    if (found !== undefined) return [found];
  }
  return [];
}

/** Returns the file that the last step of a source names, with or without a text extension. */
function textOfSource(source: string, siblings: ReadonlySet<string>): string | undefined {
  const [address = ''] = source.split(/[?#]/, 1);
  const last = decoded(address.slice(address.lastIndexOf('/') + 1));
  if (last === '') return undefined;
  const base = withoutExtension(last) || last;
  const names = [last, ...EXTENSIONS.flatMap((extension) => [last + extension, base + extension])];
  return names.find(
    (name) => siblings.has(name) && EXTENSIONS.some((one) => name.toLowerCase().endsWith(one)),
  );
}

/** Returns the text of a source; with `alone`, the text named like the file is used too. */
export async function findText(
  source: string | undefined,
  alone: boolean,
  options: ReadOptions,
): Promise<FoundText | null> {
  const siblings = options.siblings ?? new Set<string>();
  const named = source === undefined ? undefined : textOfSource(source, siblings);
  const own = alone ? textsByName(options.file, siblings) : [];
  for (const file of [...(named === undefined ? [] : [named]), ...own]) {
    const bytes = await options.companion?.(file);
    if (!bytes) continue;
    const { text } = decodeText(await readAll(bytes, file, MAX_ARTICLE_BYTES), file);
    return { file, text: /\.x?html?$/i.test(file) ? htmlText(text) : text };
  }
  return null;
}

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : '';
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
