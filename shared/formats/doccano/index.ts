import { isAnnotationAlone, ownOffsets } from '../annotation-like.ts';
import { optionValue, TEXT_ONLY, type Format } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { peekJson } from '../json-array.ts';
import { ENTITIES_CARRIES, LABEL_CARRIES } from './carries.ts';
import { labelFiles } from './label-file.ts';
import { ID, OPTIONS } from './options.ts';
import { readDoccano } from './read.ts';
import { writeDoccano } from './write.ts';

/** doccano's JSONL and JSON: texts with labelled spans or categories, in the shapes of all versions. */
export const doccano: Format = {
  id: ID,
  label: 'doccano JSONL',
  extensions: ['jsonl', 'json'],
  offsetUnit: 'codepoint',
  sets: 'one',
  options: OPTIONS,
  readingOptions: [TEXT_ONLY],
  cannotHold: [
    'fragments of discontinuous spans (each becomes a span)',
    'attributes and relations in the shape “label”; in “entities” attributes are written beside the label, where doccano ignores them',
    'several annotation sets',
  ],
  carries: (values) =>
    optionValue({ options: OPTIONS }, 'shape', values) === 'label' ? LABEL_CARRIES : ENTITIES_CARRIES,
  sniff: (_, head) => {
    const { records } = peekJson(head);
    return Math.max(0, ...records.map(resemblance));
  },
  companions: labelFiles,
  read: readDoccano,
  write: writeDoccano,
};

/** Returns how much a record looks like doccano's, 0 to 1. Other tools use the same keys for other data. */
function resemblance(record: Record<string, unknown>): number {
  if ('_input_hash' in record || '@context' in record || 'kind' in record || 'spans' in record) return 0;
  const { text, data, column_data: column } = record;
  const hasText = [text, data, column].some((value) => typeof value === 'string');
  const textless = text === undefined && data === undefined && column === undefined;
  if (!hasText && !textless) return 0;
  // One annotation per record, as token classifiers return them: the text is only the annotated words, or repeated.
  if (ownOffsets(record) || isAnnotationAlone(record, typeof text === 'string' ? text : undefined)) return 0;
  if (Array.isArray(record.entities)) {
    if (record.entities.every(isTriple) && record.entities.length > 0) return 0.9;
    if (record.entities.every(isEntity) && (record.entities.length > 0 || Array.isArray(record.relations)))
      return 0.95;
    return 0;
  }
  const labels = record.label ?? record.labels ?? record.column_label ?? record.annotations;
  if (typeof labels === 'string') return hasText ? 0.75 : 0;
  if (!Array.isArray(labels)) return 0;
  if (labels.length === 0) return hasText ? 0.75 : 0;
  if (labels.every((label) => isTriple(label) || isEntity(label))) return hasText ? 0.95 : 0.8;
  if (labels.every(isPlaced)) return hasText ? 0.8 : 0;
  return labels.every((label) => typeof label === 'string' || typeof label === 'number') && hasText ? 0.8 : 0;
}

function isTriple(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    (value.length === 3 || (value.length === 4 && typeof value[3] === 'number')) &&
    isOffset(value[0]) &&
    isOffset(value[1]) &&
    (typeof value[2] === 'string' || typeof value[2] === 'number')
  );
}

/** Recognises spans of scripts that do not use doccano's names for the offsets. */
function isPlaced(value: unknown): boolean {
  return (
    isJsonObject(value) && typeof value.label === 'string' && isOffset(value.start) && isOffset(value.end)
  );
}

/** Whether a value is an offset: a number, which some scripts write as text. */
function isOffset(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
}

function isEntity(value: unknown): boolean {
  return isJsonObject(value) && 'label' in value && ('start_offset' in value || 'user' in value);
}
