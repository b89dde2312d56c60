import type { AttributeValue } from '../model/attributes/index.ts';
import { isJsonObject } from './json.ts';

/**
 * Values that the model cannot represent are kept under `extra` and exported again. This key holds the attributes that
 * the scheme does not declare, by name; the id of a format holds what only that format has.
 */
export const FOREIGN_ATTRIBUTES = 'attributes';

interface Attributed {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/** Returns the attributes of a span or relation for a file: its own, and those kept as foreign. */
export function allAttributes({ attributes, extra }: Attributed): Record<string, AttributeValue> {
  return { ...foreignAttributes(extra), ...attributes };
}

/** Returns the attributes kept as foreign. */
export function foreignAttributes(
  extra: Readonly<Record<string, unknown>> | undefined,
): Record<string, AttributeValue> {
  const kept = extra?.[FOREIGN_ATTRIBUTES];
  return isJsonObject(kept) ? (kept as Record<string, AttributeValue>) : {};
}

/**
 * Returns what the format with that id keeps with a document, span, relation or segmentation; an empty object if
 * nothing.
 */
export function foreignOf(
  extra: Readonly<Record<string, unknown>> | undefined,
  format: string,
): Readonly<Record<string, unknown>> {
  const kept = extra?.[format];
  return isJsonObject(kept) ? kept : {};
}

/**
 * Keys under the id of a format that only serve its tool for identifying a row or its position in the file: ids of
 * lines, regions and hashes. They have no meaning for another tool, so leaving them out is no loss.
 */
const TOOL_IDS: Readonly<Record<string, readonly string[]>> = {
  // Normalisations are links to entities in Postil, and counted as such.
  brat: ['id', 'trigger', 'attributes', 'group', 'normalisations'],
  conll: ['level'],
  doccano: ['id', 'text key'],
  extractions: ['id'],
  'label-studio': ['region', 'type', 'from_name', 'to_name', 'key', 'kind', 'task', 'part'],
  'spacy-jsonl': ['id', '_input_hash', '_task_hash', '_session_id', '_view_id', '_timestamp'],
  'uima-cas': ['id', 'arrays', 'links', 'cas', 'view', 'type'],
  'web-annotation': ['id', 'creator', 'source'],
};

/**
 * Returns what a file of another format lacks of `extra`: keys of data, and the full names of types, of which a corpus
 * has few and every row repeats one.
 *
 * @param kept keys whose values are in the file
 */
export function lostForeign(
  extra: Readonly<Record<string, unknown>> | undefined,
  kept: readonly string[],
): { readonly data: readonly string[]; readonly names: readonly string[] } {
  const data: string[] = [];
  const names: string[] = [];
  for (const [key, value] of Object.entries(extra ?? {})) {
    if (kept.includes(key) || key === FOREIGN_ATTRIBUTES) continue;
    const ids = TOOL_IDS[key];
    if (!ids || !isJsonObject(value) || Object.keys(value).some((name) => !ids.includes(name)))
      data.push(key);
    else if (key === 'uima-cas' && typeof value.type === 'string') names.push(value.type);
  }
  return { data, names };
}
