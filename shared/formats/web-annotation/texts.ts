import { decodeText, MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import type { ReadOptions } from '../define.ts';
import { htmlText } from '../html-text.ts';
import { readAll } from '../lines.ts';

/** A text beside the annotations, with the file it came from. */
export interface FoundText {
  readonly file: string;
  readonly text: string;
}

const EXTENSIONS = ['.txt', '.text', '.html', '.htm', '.xhtml'];

/** The file that is the text of a file of annotations by its name: `a.txt` for `a.json`, `a.jsonld`, `a.w3c.json`. */
export function textsByName(name: string, siblings: ReadonlySet<string>): string[] {
  for (let base = withoutExtension(name); base !== ''; base = withoutExtension(base)) {
    const found = EXTENSIONS.map((extension) => base + extension).find(
      (text) => text !== name && siblings.has(text),
    );
    if (found !== undefined) return [found];
  }
  return [];
}

/** The file that a source names by its last step, as it is or as a text. */
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

/** The text of a source; with `alone`, the file's own text will do as well. */
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
