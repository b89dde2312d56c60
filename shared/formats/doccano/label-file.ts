import type { Scheme } from '../../model/scheme.ts';
import type { ReadOptions } from '../define.ts';
import { declaredScheme } from '../declared-scheme.ts';
import { isJsonObject } from '../json.ts';
import { parsePiece, readJsonPieces } from '../json-array.ts';
import type { Terms } from '../terms.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** Labels as doccano exports them beside a data set: `[{id, text, suffix_key, …}]`. */
export interface LabelFile {
  /** The name of the file, for messages. */
  readonly file: string;
  readonly names: ReadonlyMap<number, string>;
  readonly scheme?: Scheme | undefined;
}

/** The names under which doccano and its users save labels. */
const NAMES = [
  'label_config.json',
  'label-config.json',
  'labels.json',
  'label.json',
  'label_types.json',
  'span_types.json',
  'span-types.json',
  'category_types.json',
  'category-types.json',
];

/** Returns the neighbouring files that may hold labels: its own first, `a.labels.json` for `a.jsonl`. */
export function labelFiles(file: string, siblings: ReadonlySet<string>): string[] {
  const base = file.replace(/\.[^.]*$/, '');
  const names = [`${base}.labels.json`, `${base}_labels.json`, `${base}.label_config.json`, ...NAMES];
  return names.filter((name) => name !== file && siblings.has(name));
}

/** Reads the label file beside a data file; `null` if there is none. */
export async function readLabelFile(options: ReadOptions, terms: Terms): Promise<LabelFile | null> {
  for (const file of labelFiles(options.file, options.siblings ?? new Set())) {
    const bytes = await options.companion?.(file);
    if (!bytes) continue;
    const names = new Map<number, string>();
    const types: { name: string; key: string | undefined }[] = [];
    for await (const piece of readJsonPieces(bytes, file, { maxBytes: MAX_BYTES })) {
      const where = { file, line: piece.line, record: piece.record };
      const { id, text, suffix_key: key } = parsePiece(piece, where);
      if (typeof text !== 'string') continue;
      const name = terms.of(text, 'The label', where);
      if (typeof id === 'number') names.set(id, name);
      types.push({ name, key: typeof key === 'string' ? key : undefined });
    }
    if (types.length === 0) continue;
    return { file, names, scheme: declaredScheme({ name: 'doccano', types }) };
  }
  return null;
}

/** Returns an object's own fields except those named. */
export function without(value: unknown, names: ReadonlySet<string>): Record<string, unknown> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
}
