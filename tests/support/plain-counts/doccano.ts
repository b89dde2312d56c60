import { readFileSync } from 'node:fs';
import {
  isObject,
  isScalar,
  jsonValues,
  listOf,
  objectsOf,
  sum,
  type Json,
  type PlainCounts,
} from './counts.ts';

const LABELS = ['label', 'labels', 'annotations', 'entities', 'column_label'];
const OF_SPAN = new Set(['id', 'label', 'start_offset', 'end_offset', 'text', 'user']);
const OF_RELATION = new Set(['id', 'from_id', 'to_id', 'type']);

/**
 * Counts by doccano's examples of import and export: a label with offsets is a span, a plain one belongs to the
 * document.
 */
export function countDoccano(path: string): PlainCounts {
  const records = jsonValues(readFileSync(path, 'utf8'))
    .filter(isObject)
    .filter(({ text, data, column_data: cell }) => text || data || cell);
  const labels = records.flatMap((record) =>
    LABELS.flatMap((key) => {
      const value = record[key];
      return value === undefined || value === null || value === ''
        ? []
        : Array.isArray(value)
          ? value
          : [value];
    }),
  );
  const spans = labels.filter(
    (label) => Array.isArray(label) || (isObject(label) && label.start_offset !== undefined),
  );
  const relations = records.flatMap(({ relations: list }) => objectsOf(list));
  const more = (item: Json, known: ReadonlySet<string>) =>
    isObject(item)
      ? Object.entries(item).filter(([key, value]) => !known.has(key) && isScalar(value)).length
      : 0;
  return {
    documents: records.length,
    spans: spans.length,
    relations: relations.length,
    attributes: sum(spans, (span) => more(span, OF_SPAN)) + sum(relations, (one) => more(one, OF_RELATION)),
    labels: labels.length - spans.length + sum(records, ({ cats }) => listOf(cats).length),
    notes: sum(
      records,
      ({ Comments: upper, comments: lower }) => listOf(upper).length + listOf(lower).length,
    ),
  };
}
