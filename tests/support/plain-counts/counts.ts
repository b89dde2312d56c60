/** The columns of a row of the conformance table. */
export const KINDS = [
  'documents',
  'spans',
  'relations',
  'slots',
  'attributes',
  'labels',
  'links',
  'notes',
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * The content of a raw file, counted without any of our readers. A kind is absent if the format, or this variant of
 * it, cannot have it; a text gives the reason why the kind cannot be counted plainly in this file.
 */
export type PlainCounts = Readonly<Partial<Record<Kind, number | string>>>;

/** Counts a file; returns a text with the reason if nothing in it can be counted plainly. */
export type PlainCounter = (path: string) => PlainCounts | string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
export const objectsOf = (value: Json | undefined) => listOf(value).filter(isObject);
export const isScalar = (value: Json | undefined): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Returns a text or number as text; '' for anything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function sum<Item>(items: Iterable<Item>, of: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}

/** Returns the values of a JSON file: the elements of its array, one per line, or the single one. */
export function jsonValues(text: string): Json[] {
  const bare = text.replace(/^\ufeff/, '');
  try {
    const whole = JSON.parse(bare) as Json;
    return Array.isArray(whole) ? whole : [whole];
  } catch {
    return bare.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as Json]));
  }
}
