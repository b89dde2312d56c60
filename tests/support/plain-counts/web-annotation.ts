import { readFileSync } from 'node:fs';
import {
  isObject,
  jsonValues,
  listOf,
  objectsOf,
  sum,
  textOf,
  type Json,
  type PlainCounts,
} from './counts.ts';

type Annotation = { [key: string]: Json };

/**
 * Counts by the W3C's Web Annotation Data Model: an annotation whose target has a selector marks a passage of its
 * source.
 */
export function countWebAnnotation(path: string): PlainCounts {
  const all = jsonValues(readFileSync(path, 'utf8')).filter(isObject).flatMap(annotationsIn);
  const placed = all.filter(({ target }) => objects(target).some(({ selector }) => selector !== undefined));
  const sources = new Set(placed.map(({ target, uri }) => textOf(objects(target)[0]?.source ?? uri)));
  const bodies = (annotation: Annotation, ...purposes: string[]) =>
    objects(annotation.body).filter(({ purpose }) => purposes.includes(textOf(purpose))).length;
  return {
    documents: sources.size,
    spans: placed.length,
    relations:
      placed.length === all.length ? 0 : 'what is of other annotations may be a relation or a remark',
    // Hypothesis has tags and a text of its own instead of bodies. The first tag is the type.
    attributes: sum(
      placed,
      (one) =>
        Math.max(0, listOf(one.tags).length + bodies(one, 'tagging', 'classifying') - 1) +
        bodies(one, 'linking', 'identifying'),
    ),
    notes: sum(
      placed,
      (one) => bodies(one, 'commenting', 'describing', 'replying') + (textOf(one.text).trim() === '' ? 0 : 1),
    ),
  };
}

/** Returns the annotation, or those that the page or dump lists. */
function annotationsIn(value: Annotation): Annotation[] {
  const { target, rows, items, first } = value;
  const own = target === undefined ? [] : [value];
  return [...own, ...[rows, items, isObject(first) ? first.items : undefined].flatMap(objectsOf)];
}

function objects(value: Json | undefined): Annotation[] {
  return Array.isArray(value) ? objectsOf(value) : [value ?? null].filter(isObject);
}
