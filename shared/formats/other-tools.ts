import { isJsonObject } from './json.ts';

/**
 * Returns the name of the tool whose JSON this is, for the message that refuses it; `null` if it is no known tool's.
 * JSON of another tool is the most frequent wrong file, and "field text is missing" would not help.
 */
export function otherTool(value: unknown): string | null {
  if (Array.isArray(value)) {
    return value.some((item) => isJsonObject(item) && 'data' in item)
      ? 'Label Studio JSON'
      : 'a JSON array, not one record per line';
  }
  if (!isJsonObject(value)) return null;
  if ('%FEATURE_STRUCTURES' in value || '%TYPES' in value) return 'UIMA CAS JSON';
  if ('@context' in value) return 'W3C Web Annotation (JSON-LD)';
  if ('data' in value && ('annotations' in value || 'predictions' in value)) return 'Label Studio JSON';
  if ('annotation_sets' in value || 'offset_type' in value) return 'GATE bdocjs';
  if ('denotations' in value) return 'PubAnnotation JSON';
  if ('_input_hash' in value || '_task_hash' in value) return 'Prodigy JSONL';
  const spans = Array.isArray(value.spans) ? value.spans : [];
  if (spans.some((span) => isJsonObject(span) && !('type' in span) && 'label' in span))
    return 'spaCy or Prodigy JSONL';
  if ('entities' in value || 'labels' in value || 'label' in value) return 'doccano JSONL';
  return null;
}
