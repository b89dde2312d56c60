import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError, type LeaveOut } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import { isJsonObject } from '../json.ts';
import { show } from '../show.ts';

/** An annotation of the file, unchanged, with its location. */
export interface RawAnnotation {
  readonly value: Readonly<Record<string, unknown>>;
  readonly where: ErrorWhere;
}

/** Data about a page of annotations as a whole. */
export interface PageInfo {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
}

/**
 * Yields the annotations of one JSON object: itself, the items of a page, a collection or a graph, or the rows of a
 * dump of Hypothesis.
 *
 * @param leaveOut receives the faults of single annotations among several
 * @throws PostilError `refused` with the reason for anything that is no annotation by the Web Annotation Data Model.
 */
export function* annotationsOf(
  value: Readonly<Record<string, unknown>>,
  where: ErrorWhere,
  page: (info: PageInfo) => void,
  leaveOut?: LeaveOut,
): Generator<RawAnnotation> {
  if (Array.isArray(value.rows)) {
    for (const [i, row] of value.rows.entries()) {
      const at = { ...where, record: i + 1 };
      const one = unlessFaulty(leaveOut, 'annotation', () => {
        if (!isJsonObject(row)) throw formatError('A row is not a JSON object.', at);
        return withTarget(row, at);
      });
      if (one) yield { value: one, where: at };
    }
    return;
  }
  const lists = [value.items, value['@graph'], value.first];
  const list = lists.find((one) => one !== undefined && one !== null);
  if (list !== undefined && !hasType(value, 'Annotation')) {
    if (typeof list === 'string')
      throw formatError(
        `The collection names its first page (${show(list)}) and does not hold it.`,
        where,
        'Fetch the page and import that.',
      );
    needContext(value, where);
    page({ id: stringOf(value.id), label: stringOf(value.label) });
    if (isJsonObject(list)) {
      yield* annotationsOf({ '@context': value['@context'], ...list }, where, page, leaveOut);
      return;
    }
    if (!Array.isArray(list)) throw formatError('The items of the page are not a list.', where);
    for (const [i, item] of list.entries()) {
      const at = { ...where, record: i + 1 };
      const one = unlessFaulty(leaveOut, 'annotation', () => {
        if (!isJsonObject(item)) throw formatError('An item of the page is not a JSON object.', at);
        // The context of a page applies to its items.
        return checked({ '@context': value['@context'], ...item }, at);
      });
      if (one) yield { value: one, where: at };
    }
    return;
  }
  yield { value: checked(value, where), where };
}

function checked(
  value: Readonly<Record<string, unknown>>,
  where: ErrorWhere,
): Readonly<Record<string, unknown>> {
  needContext(value, where);
  const { id = value['@id'] } = value;
  if (Array.isArray(id))
    throw formatError('The annotation has several ids.', where, 'It must have exactly one.');
  if (id !== undefined && (typeof id !== 'string' || id === '' || /\s/.test(id)))
    throw formatError(`The id of the annotation is not an IRI: ${show(JSON.stringify(id))}.`, where);
  if (!hasType(value, 'Annotation')) {
    const type = value.type ?? value['@type'];
    throw formatError(
      type === undefined
        ? 'The annotation has no type.'
        : `Its type is ${show(JSON.stringify(type))}, not "Annotation".`,
      where,
    );
  }
  return withTarget(value, where);
}

function withTarget(value: Readonly<Record<string, unknown>>, where: ErrorWhere) {
  const { target } = value;
  if (target === undefined || target === null || (Array.isArray(target) && target.length === 0))
    throw formatError('The annotation has no target.', where);
  return value;
}

function needContext(value: Readonly<Record<string, unknown>>, where: ErrorWhere): void {
  const context = value['@context'];
  const all: unknown[] = Array.isArray(context) ? context : [context];
  // Both http and https occur, with and without the name of the file.
  if (
    all.some(
      (one) => typeof one === 'string' && /^https?:\/\/www\.w3\.org\/ns\/anno(?:\.jsonld)?\/?$/.test(one),
    )
  )
    return;
  throw formatError(
    context === undefined
      ? 'There is no @context.'
      : `The @context ${show(JSON.stringify(context))} is not that of Web Annotations.`,
    where,
    'It must be or contain "http://www.w3.org/ns/anno.jsonld".',
  );
}

/** Whether a JSON-LD object is of a type, with or without the prefix of the vocabulary. */
export function hasType(value: Readonly<Record<string, unknown>>, type: string): boolean {
  const stated = value.type ?? value['@type'];
  const all: unknown[] = Array.isArray(stated) ? stated : [stated];
  return all.some((one) => one === type || one === `oa:${type}` || one === `as:${type}`);
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns a value that may be single or a list as a list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
