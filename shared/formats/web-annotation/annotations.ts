import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError, type LeaveOut } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import { isJsonObject } from '../json.ts';
import { MESSAGES } from './messages.ts';

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
        if (!isJsonObject(row)) throw formatError(MESSAGES.rowNotAnObject, at);
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
      throw formatError(MESSAGES.firstPageNotHeld(list), where, MESSAGES.fetchThePage);
    needContext(value, where);
    page({ id: stringOf(value.id), label: stringOf(value.label) });
    if (isJsonObject(list)) {
      yield* annotationsOf({ '@context': value['@context'], ...list }, where, page, leaveOut);
      return;
    }
    if (!Array.isArray(list)) throw formatError(MESSAGES.itemsNotAList, where);
    for (const [i, item] of list.entries()) {
      const at = { ...where, record: i + 1 };
      const one = unlessFaulty(leaveOut, 'annotation', () => {
        if (!isJsonObject(item)) throw formatError(MESSAGES.itemNotAnObject, at);
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
  if (Array.isArray(id)) throw formatError(MESSAGES.severalIds, where, MESSAGES.oneId);
  if (id !== undefined && (typeof id !== 'string' || id === '' || /\s/.test(id)))
    throw formatError(MESSAGES.notAnIri(JSON.stringify(id)), where);
  if (!hasType(value, 'Annotation')) {
    const type = value.type ?? value['@type'];
    throw formatError(type === undefined ? MESSAGES.noType : MESSAGES.otherType(JSON.stringify(type)), where);
  }
  return withTarget(value, where);
}

function withTarget(value: Readonly<Record<string, unknown>>, where: ErrorWhere) {
  const { target } = value;
  if (target === undefined || target === null || (Array.isArray(target) && target.length === 0))
    throw formatError(MESSAGES.noTarget, where);
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
    context === undefined ? MESSAGES.noContext : MESSAGES.otherContext(JSON.stringify(context)),
    where,
    MESSAGES.contextForm,
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
