import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeTags,
  encodeTags,
  parseTag,
  SchemeGuess,
  TAG_SCHEMES,
  type TagScheme,
} from '../../../shared/formats/iob.ts';

const decode = (tags: readonly string[], scheme: TagScheme, repair: 'begin' | 'join' = 'begin') =>
  decodeTags(
    tags.map((tag) => [parseTag(tag, scheme)]),
    scheme,
    repair,
  );
const brief = (tags: readonly string[], scheme: TagScheme, repair: 'begin' | 'join' = 'begin') =>
  decode(tags, scheme, repair).spans.map(({ type, first, end }) => `${type} ${first}-${end}`);

/** Disjoint spans over a number of tokens, generated from alternating gaps and lengths. */
const anySpans = fc
  .array(
    fc.record({
      gap: fc.nat({ max: 2 }),
      length: fc.integer({ min: 1, max: 4 }),
      type: fc.constantFrom('PER', 'LOC', 'x.y-z', 'B-C', 'né', 'O'),
    }),
    { maxLength: 12 },
  )
  .map((items) => {
    let at = 0;
    return items.map(({ gap, length, type }) => {
      const first = at + gap;
      at = first + length;
      return { type, first, end: at, level: 0 };
    });
  });

describe('tags', () => {
  test.each(TAG_SCHEMES)('%s: encoded spans are decoded without broken tags', (scheme) => {
    fc.assert(
      fc.property(anySpans, fc.nat({ max: 3 }), (all, rest) => {
        // Without letters, adjacent spans of one type merge, and a type that means "outside" is not a span.
        const spans =
          scheme === 'plain'
            ? all.filter(
                ({ type, first }, i) =>
                  type !== 'O' && !(all[i - 1]?.end === first && all[i - 1]?.type === type),
              )
            : all;
        const length = (all.at(-1)?.end ?? 0) + rest;
        expect(decode(encodeTags(spans, length, scheme), scheme)).toEqual({ spans, broken: [] });
      }),
    );
  });

  test.each<[TagScheme, string]>([
    ['IOB1', 'I-A I-A B-A I-B O'],
    ['IOB2', 'B-A I-A B-A B-B O'],
    ['BIOES', 'B-A E-A S-A S-B O'],
    ['BMES', 'B-A E-A S-A S-B O'],
    ['BILOU', 'B-A L-A U-A U-B O'],
    ['plain', 'A A A B O'],
  ])('%s as published', (scheme, tags) => {
    const spans = [
      { type: 'A', first: 0, end: 2 },
      { type: 'A', first: 2, end: 3 },
      { type: 'B', first: 3, end: 4 },
    ];
    expect(encodeTags(spans, 5, scheme).join(' ')).toBe(tags);
  });

  test('a broken sequence begins a span, as in conlleval, or joins the previous one', () => {
    const tags = ['B-PER', 'I-LOC', 'O', 'I-LOC', 'I-LOC', 'I-PER'];
    expect(brief(tags, 'IOB2')).toEqual(['PER 0-1', 'LOC 1-2', 'LOC 3-5', 'PER 5-6']);
    expect(brief(tags, 'IOB2', 'join')).toEqual(['PER 0-2', 'LOC 3-6']);
    expect(decode(tags, 'IOB2').broken).toEqual([
      { at: 1, reason: 'spans that begin without B' },
      { at: 3, reason: 'spans that begin without B' },
      { at: 5, reason: 'spans that begin without B' },
    ]);
    // Valid in IOB1, where B only separates.
    expect(decode(tags, 'IOB1').broken).toEqual([]);
    expect(brief(tags, 'IOB1')).toEqual(['PER 0-1', 'LOC 1-2', 'LOC 3-5', 'PER 5-6']);
  });

  test('schemes with end tags report missing ends', () => {
    expect(decode(['B-A', 'O', 'S-A', 'E-A', 'B-A', 'I-A'], 'BIOES')).toEqual({
      spans: [
        { type: 'A', first: 0, end: 1, level: 0 },
        { type: 'A', first: 2, end: 3, level: 0 },
        { type: 'A', first: 3, end: 4, level: 0 },
        { type: 'A', first: 4, end: 6, level: 0 },
      ],
      broken: [
        { at: 0, reason: 'spans that end without their last letter' },
        { at: 3, reason: 'spans that begin without B' },
        { at: 5, reason: 'spans that end without their last letter' },
      ],
    });
  });

  test('malformed tags are read as far as they are meaningful', () => {
    expect(decode(['-NEL', '-NEL', '-', '', 'O-', 'B-', 'MISC'], 'IOB2')).toEqual({
      spans: [
        { type: 'NEL', first: 0, end: 2, level: 0 },
        { type: 'MISC', first: 6, end: 7, level: 0 },
      ],
      broken: [
        { at: 0, reason: 'tags without a letter' },
        { at: 1, reason: 'tags without a letter' },
        { at: 2, reason: 'tags without meaning' },
        { at: 3, reason: 'tags without meaning' },
        { at: 4, reason: 'tags without meaning' },
        { at: 5, reason: 'tags without meaning' },
        { at: 6, reason: 'tags without a letter' },
      ],
    });
  });

  test('rows with lists of tags: a span continues while its type does', () => {
    const rows = [['B-A'], ['I-A', 'B-B'], ['I-B'], ['I-B', 'B-B'], ['I-B', 'I-B']];
    const { spans } = decodeTags(
      rows.map((row) => row.map((tag) => parseTag(tag, 'IOB2'))),
      'IOB2',
      'begin',
    );
    expect(spans.map(({ type, first, end }) => `${type} ${first}-${end}`)).toEqual([
      'A 0-2',
      'B 1-5',
      'B 3-5',
    ]);
  });

  test.each<[string, TagScheme | null]>([
    ['O B-A I-A O', 'IOB2'],
    ['O I-A I-A B-A O', 'IOB1'],
    ['I-A B-B I-B', 'IOB2'],
    ['B-A E-A', 'BIOES'],
    ['S-A', 'BIOES'],
    ['B-A M-A E-A', 'BMES'],
    ['B-A L-A', 'BILOU'],
    ['U-A', 'BILOU'],
    ['O O', null],
    ['B I O', 'IOB2'],
  ])('%s is %s', (tags, scheme) => {
    const guess = new SchemeGuess();
    for (const tag of tags.split(' ')) guess.add(0, tag);
    expect(guess.scheme).toBe(scheme);
  });
});
