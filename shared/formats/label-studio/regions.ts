import type { AttributeValue } from '../../model/attributes/index.ts';
import { isJsonObject } from '../json.ts';
import type { QuotedRange } from '../units.ts';
import type { TaskText } from './task-text.ts';

/** One valid entry of a `result` list. */
export interface Result {
  readonly id: string | undefined;
  readonly type: string;
  readonly fromName: string;
  readonly toName: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly whole: Readonly<Record<string, unknown>>;
}

/** Kinds of results that mark text. Others mark pictures, sound or time. */
const MARKS_TEXT = new Set([
  'labels',
  'hypertextlabels',
  'paragraphlabels',
  'text',
  'hypertext',
  'paragraphs',
]);
/** Kinds of results that are values, and the field that holds the value. */
const ANSWERS: Readonly<Record<string, string>> = {
  choices: 'choices',
  taxonomy: 'taxonomy',
  textarea: 'text',
  number: 'number',
  rating: 'rating',
  datetime: 'datetime',
  pairwise: 'selected',
};

export function toResult(item: unknown): Result | null {
  if (!isJsonObject(item)) return null;
  const { id, type, from_name: fromName, to_name: toName, value } = item;
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    type: typeof type === 'string' ? type.toLowerCase() : '',
    fromName: typeof fromName === 'string' ? fromName : '',
    toName: typeof toName === 'string' ? toName : '',
    value: isJsonObject(value) ? value : {},
    whole: item,
  };
}

/** Whether a result marks a range of text. */
export function isRegion({ type, value }: Result): boolean {
  return MARKS_TEXT.has(type) && (value.start !== undefined || value.globalOffsets !== undefined);
}

/** Returns the labels of a region; none if it has no label. */
export function labelsOf({ type, value }: Result): string[] {
  const stated = value[type] ?? value.labels;
  return Array.isArray(stated) ? stated.filter((label): label is string => typeof label === 'string') : [];
}

/**
 * Returns the values that a result gives, in the order of the file; `null` if it gives none. A path through a taxonomy
 * is one value.
 */
export function answersOf({ type, value }: Result): AttributeValue[] | null {
  const field = ANSWERS[type];
  if (field === undefined) return null;
  const stated = value[field];
  const list: unknown[] = Array.isArray(stated) ? stated : stated === undefined ? [] : [stated];
  const answers: AttributeValue[] = [];
  for (const item of list) {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') answers.push(item);
    else if (Array.isArray(item)) answers.push(item.map(String).join(TAXONOMY_SEPARATOR));
    else return null;
  }
  return answers;
}

/** The separator between the steps of a path through a taxonomy. */
export const TAXONOMY_SEPARATOR = ' / ';

/** The reason why a region has no position in its text. */
export type NoPlace = 'only by XPath' | 'no such paragraph' | 'no offsets';

/** Returns the range of a region in a text, in the file's unit. */
export function rangeOf({ type, value }: Result, { kind, paragraphs }: TaskText): QuotedRange | NoPlace {
  const text = typeof value.text === 'string' ? value.text : undefined;
  const { start, end, startOffset, endOffset, globalOffsets } = value;
  if (isJsonObject(globalOffsets)) {
    const range = { start: Number(globalOffsets.start), end: Number(globalOffsets.end) };
    if (Number.isInteger(range.start) && Number.isInteger(range.end)) return { ...range, text };
  }
  if (kind === 'paragraphs' || type.startsWith('paragraph')) {
    const [from, to] = [paragraphs[Number(start)], paragraphs[Number(end)]];
    if (from === undefined || to === undefined) return 'no such paragraph';
    if (typeof startOffset !== 'number' || typeof endOffset !== 'number') return 'no offsets';
    return { start: from + startOffset, end: to + endOffset, text };
  }
  if (typeof start === 'number' && typeof end === 'number') return { start, end, text };
  return typeof start === 'string' ? 'only by XPath' : 'no offsets';
}
