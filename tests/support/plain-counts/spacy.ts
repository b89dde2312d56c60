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
  textOf,
} from './counts.ts';

type Record_ = { [key: string]: Json };
/** The keys for position, label and display in Prodigy's span and relation interfaces and in spaCy's Doc.to_json. */
const OF_SPAN = new Set(
  'start end label token_start token_end text score type input_hash color hidden disabled'.split(' '),
);
const OF_RELATION = new Set(
  'head child head_span child_span label type input_hash color hidden disabled'.split(' '),
);

/** Counts by the pages on data formats of Prodigy and spaCy: one task per record, `token_end` inclusive. */
export function countSpacy(path: string): PlainCounts {
  const text = readFileSync(path, 'utf8');
  // A [text, annotations] pair on each line is a record; a file with one such line is not a list of records.
  const lists = /^\ufeff?\s*\["/.test(text);
  const values = lists
    ? text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as Json]))
    : jsonValues(text);
  const counts = { documents: 0, spans: 0, relations: 0, attributes: 0, labels: 0 };
  for (const value of values) {
    const of = Array.isArray(value)
      ? countExample(value)
      : isObject(value)
        ? Array.isArray(value.paragraphs)
          ? countTraining(value)
          : countTask(value)
        : {};
    for (const kind of Object.keys(of) as (keyof typeof counts)[]) counts[kind] += of[kind] ?? 0;
  }
  return counts;
}

type Of = Partial<Record<'documents' | 'spans' | 'relations' | 'attributes' | 'labels', number>>;

function countExample([, annotations = {}]: Json[]): Of {
  const { entities, spans, cats } = isObject(annotations) ? annotations : ({} as Record_);
  return {
    documents: 1,
    spans: listOf(entities).length + sum(groupsOf(spans), ({ length }) => length),
    labels: isObject(cats) ? Object.keys(cats).length : 0,
  };
}

/** spaCy 2: a name begins at its BILUO tag B or U. */
function countTraining({ paragraphs }: Record_): Of {
  const all = objectsOf(paragraphs);
  const tokens = all.flatMap(({ sentences }) => objectsOf(sentences).flatMap((one) => objectsOf(one.tokens)));
  return {
    documents: 1,
    spans: tokens.filter(({ ner }) => typeof ner === 'string' && /^[BU]-/.test(ner)).length,
    labels: sum(all, ({ cats }) => (isObject(cats) ? Object.keys(cats).length : listOf(cats).length)),
  };
}

function countTask(task: Record_): Of {
  if (typeof task.text !== 'string' || task.text === '') return {};
  // A rejected or ignored task counts as a document only.
  if (task.answer === 'reject' || task.answer === 'ignore') return { documents: 1 };
  const groups = groupsOf(task.spans);
  const spans = [...groups.flat(), ...objectsOf(task.ents), ...objectsOf(task.entities)];
  const relations = objectsOf(task.relations);
  const ends = relations.flatMap(({ head, child, head_span: from, child_span: to }) => [
    [head, from] as const,
    [child, to] as const,
  ]);
  const known = new Set(spans.filter(isObject).map(keyOf));
  const last = new Set(spans.filter(isObject).map(({ token_end: end }) => end ?? null));
  const made = new Set(
    ends.flatMap(([token, span]) =>
      isObject(span)
        ? known.has(keyOf(span))
          ? []
          : [keyOf(span)]
        : last.has(token ?? null)
          ? []
          : [textOf(token)],
    ),
  );
  const more = (item: Json, of: ReadonlySet<string>) =>
    isObject(item)
      ? Object.entries(item).filter(([key, value]) => !of.has(key) && isScalar(value)).length
      : 0;
  const accepted = task.accept === undefined ? [] : Array.isArray(task.accept) ? task.accept : [task.accept];
  const categories = (value: Json | undefined) =>
    isObject(value) ? Object.keys(value).length : listOf(value).length;
  return {
    documents: 1,
    spans: spans.length + made.size,
    relations: relations.length,
    attributes:
      sum(spans, (span) => more(span, OF_SPAN)) +
      sum(relations, (one) => more(one, OF_RELATION)) +
      // The group of `doc.spans` that a span belongs to.
      (isObject(task.spans) ? groups.flat().length : 0),
    labels:
      categories(task.cats) + categories(task.labels) + (isScalar(task.label) ? 1 : 0) + accepted.length,
  };
}

/** Returns the spans as a list, or in groups by their key in `doc.spans`. */
function groupsOf(spans: Json | undefined): Json[][] {
  return isObject(spans) ? Object.values(spans).map(listOf) : [listOf(spans)];
}

function keyOf({ start, end, label }: Record_): string {
  return `${textOf(start)} ${textOf(end)} ${textOf(label)}`;
}
