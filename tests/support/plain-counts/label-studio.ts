import { readFileSync } from 'node:fs';
import { isObject, jsonValues, listOf, objectsOf, type Json, type PlainCounts, textOf } from './counts.ts';

type Result = { [key: string]: Json };
const MARKS_TEXT = new Set([
  'labels',
  'hypertextlabels',
  'paragraphlabels',
  'text',
  'hypertext',
  'paragraphs',
]);
const ANSWERS: Readonly<Record<string, string>> = {
  choices: 'choices',
  taxonomy: 'taxonomy',
  textarea: 'text',
  number: 'number',
  rating: 'rating',
  datetime: 'datetime',
  pairwise: 'selected',
};

/**
 * Counts the `result` lists by Label Studio's page on its JSON. A region with several labels is one span for each; a
 * choice with a region's id belongs to the region, else to the text.
 */
export function countLabelStudio(path: string): PlainCounts {
  const tasks = jsonValues(readFileSync(path, 'utf8')).filter(isObject);
  if (
    tasks.some(
      (task) =>
        !isObject(task.data) && !('annotations' in task) && !('completions' in task) && !('result' in task),
    )
  )
    return {
      documents: tasks.length,
      ...Object.fromEntries(['spans', 'attributes', 'labels'].map((kind) => [kind, MIN])),
    };
  const counts = { documents: 0, spans: 0, relations: 0, attributes: 0, labels: 0, notes: 0 };
  for (const task of tasks) {
    // Tasks with only addresses of pictures or sound have no text to annotate.
    if (isObject(task.data) && !Object.values(task.data).some(isText)) continue;
    counts.documents++;
    const by = [
      ...objectsOf(task.annotations),
      ...objectsOf(task.completions),
      ...objectsOf(task.predictions),
    ];
    for (const { result } of by) countResults(objectsOf(result), counts);
  }
  return counts;
}

function isText(value: Json): boolean {
  return Array.isArray(value) || (typeof value === 'string' && !/^(?:[a-z]+:\/\/|\/data\/)\S+$/i.test(value));
}

const MIN = 'JSON-MIN names its keys by the configuration';

function countResults(
  results: readonly Result[],
  counts: Record<'spans' | 'relations' | 'attributes' | 'labels' | 'notes', number>,
) {
  const regions = new Set<Json | undefined>();
  for (const { id, type, value, meta } of results) {
    const kind = textOf(type);
    if (!MARKS_TEXT.has(kind) || !isObject(value) || value.start === undefined) continue;
    // XPath alone does not give an offset in the text.
    if (typeof value.start === 'string' && !isObject(value.globalOffsets) && !kind.startsWith('paragraph'))
      continue;
    regions.add(id);
    counts.spans += Math.max(1, listOf(value[kind] ?? value.labels).length);
    counts.notes += isObject(meta) ? listOf(meta.text).length : 0;
  }
  for (const { id, type, value } of results) {
    const field = ANSWERS[textOf(type)];
    if (type === 'relation') counts.relations++;
    if (field === undefined || !isObject(value) || value[field] === undefined) continue;
    const answers = Array.isArray(value[field]) ? value[field].length : 1;
    if (id !== undefined && regions.has(id)) counts.attributes += answers;
    else counts.labels += answers;
  }
}
