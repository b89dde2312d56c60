import { asObject, Fields, type Field } from './fields.ts';
import * as keys from './keys.ts';

/** The offsets of an item, if it has valid ones. */
export interface StatedOffsets {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** A value that is no offset, such as -1 for words that a library did not find; both offsets are then ignored. */
  readonly wrong?: Field | undefined;
}

/**
 * Reads offsets: two fields, a pair, an object with both, or a start with a length; numbers may be written as texts.
 */
export function offsetsIn(fields: Fields): StatedOffsets {
  const length = fields.find(['length']);
  const interval = keys.INTERVAL.map((name) => fields.find([name])).find(
    (field) => field && typeof field.value === 'object',
  );
  let start = fields.find(keys.START);
  let end = fields.find(keys.END);
  if (interval && !start && !end) {
    const inside = asObject(interval.value);
    if (inside) {
      const held = new Fields(inside);
      [start, end] = [held.find(keys.START), held.find(keys.END)];
    } else if (Array.isArray(interval.value) && interval.value.length === 2) {
      const [first, second] = interval.value as unknown[];
      [start, end] = [
        { name: interval.name, value: first },
        { name: interval.name, value: second },
      ];
    }
  }
  const from = numberIn(start);
  const to =
    numberIn(end) ??
    (from !== undefined && length && start?.name.toLowerCase() === 'offset'
      ? sum(from, numberIn(length))
      : undefined);
  const wrong = start && from === undefined ? start : end && to === undefined ? end : undefined;
  return wrong ? { wrong } : { start: from, end: to };
}

function numberIn(field: Field | undefined): number | undefined {
  if (!field) return undefined;
  const number =
    typeof field.value === 'string' && /^\s*\d+\s*$/.test(field.value) ? Number(field.value) : field.value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function sum(start: number, length: number | undefined): number | undefined {
  return length === undefined ? undefined : start + length;
}
