import { describe, expect, test } from 'vitest';
import { Document } from '../../../shared/model/document.ts';
import { Span } from '../../../shared/model/annotation.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { DEEPEST } from '../../bench/workload/marks.ts';
import { relationsOf } from '../../bench/workload/relations.ts';
import { freeWords, SIZES, workload, type SizeName, type Workload } from '../../bench/workload/workload.ts';

const ranges = ({ spans }: Workload) => spans.map(({ fragments: [first] }) => first!);

describe.each(['W1', 'W2', 'W3'] satisfies SizeName[])('%s', (size) => {
  const made = workload(size);
  const { document, spans, words } = made;

  test('has the words and spans its size says', () => {
    expect(document.text.split(/\s+/)).toHaveLength(SIZES[size].words);
    expect(words).toHaveLength(SIZES[size].words);
    expect(spans).toHaveLength(SIZES[size].spans);
  });

  test('is a valid document: blocks in order with separators between, spans on whole words', () => {
    expect(Document.safeParse(document).error).toBeUndefined();
    for (const span of spans.slice(0, 200)) expect(Span.safeParse(span).error).toBeUndefined();
    const joined = document.blocks.map(([, start, end]) => document.text.slice(start, end)).join('\n\n');
    expect(joined).toBe(document.text);
    const starts = new Set(words.map(([start]) => start));
    const ends = new Set(words.map(([, end]) => end));
    expect(ranges(made).filter(([start, end]) => !starts.has(start) || !ends.has(end))).toEqual([]);
  });

  test('every span has an id and a place of its own, in reading order', () => {
    expect(new Set(spans.map(({ id }) => id)).size).toBe(spans.length);
    expect(new Set(ranges(made).map(String)).size).toBe(spans.length);
    const sorted = ranges(made).toSorted((a, b) => a[0] - b[0] || b[1] - a[1]);
    expect(ranges(made)).toEqual(sorted);
  });

  test('nests as deep as it may and no deeper', () => {
    const edges = ranges(made)
      .flatMap(([start, end]) => [[start, 1] as const, [end, -1] as const])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let depth = 0;
    let deepest = 0;
    for (const [, step] of edges) deepest = Math.max(deepest, (depth += step));
    expect(deepest).toBeLessThanOrEqual(DEEPEST);
    expect(deepest).toBeGreaterThanOrEqual(size === 'W1' ? 3 : DEEPEST); // sixty spans may not reach it
  });

  test('about a tenth of the spans cross another', () => {
    const all = ranges(made);
    const crossing = all.filter(([start, end], i) => {
      // Sorted by start: only spans that begin before it, and not so far before that they have certainly ended.
      for (let k = i - 1; k >= 0 && all[k]![0] > start - 2000; k--)
        if (all[k]![0] < start && start < all[k]![1] && all[k]![1] < end) return true;
      return false;
    });
    expect(crossing.length / all.length).toBeGreaterThan(0.07);
    expect(crossing.length / all.length).toBeLessThan(0.13);
  });

  test('between a fifth and two fifths are claims', () => {
    const families = new Map(newsScheme.types.map(({ name, family }) => [name, family]));
    const claims = spans.filter(({ type }) => families.get(type) === 'claim').length;
    expect(claims / spans.length).toBeGreaterThan(0.2);
    expect(claims / spans.length).toBeLessThan(0.4);
  });
});

test('a seed gives the same workload again, another seed another one', () => {
  expect(workload('W1', { seed: 7 })).toEqual(workload('W1', { seed: 7 }));
  const other = workload('W1', { seed: 8 });
  expect(other.document.text).not.toBe(workload('W1', { seed: 7 }).document.text);
});

test('free words are words that no span covers exactly', () => {
  const made = workload('W1');
  const free = freeWords(made, 12);
  const taken = new Set(ranges(made).map(String));
  expect(free.filter((word) => taken.has(String(word)))).toEqual([]);
  expect(new Set(free.map(String)).size).toBe(12);
  for (const [start, end] of free) expect(made.document.text.slice(start, end)).toMatch(/^\p{L}+$/u);
});

test('relations: as many as asked for, each between two spans of the document, the same from the same seed', () => {
  const made = workload('W2');
  const links = relationsOf(made, 500);
  const ids = new Set<string>(made.spans.map(({ id }) => id));
  expect(links).toHaveLength(500);
  expect(new Set(links.map(({ id }) => id)).size).toBe(500);
  expect(links.filter(({ from, to }) => from === to || !ids.has(from) || !ids.has(to))).toEqual([]);
  expect(new Set(links.map(({ from, to }) => [from, to].sort().join())).size).toBe(500);
  expect(relationsOf(made, 500)).toEqual(links);
});
