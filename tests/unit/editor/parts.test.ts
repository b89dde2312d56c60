import { describe, expect, test } from 'vitest';
import { describeSpans } from '../../../renderer/editor/announcer.ts';
import { diffSpans } from '../../../renderer/editor/diff-spans.ts';
import { mergeLines } from '../../../renderer/editor/geometry.ts';
import { placeBrackets } from '../../../renderer/editor/margin.ts';
import { moveEnd } from '../../../renderer/editor/resize.ts';
import { drawnBlocks, hasWords } from '../../../renderer/editor/schema.ts';
import { shade, typeStylesheet } from '../../../renderer/editor/type-styles.ts';
import { outward, shownSpansAt, walkSpans } from '../../../renderer/editor/walk.ts';
import type { Fragments } from '../../../shared/model/fragments.ts';
import { lay, scheme, span, store, types } from './support.ts';

describe('walking', () => {
  const laid = lay('head|first block|second');
  const claim = span('CLAIM', [[6, 17]]);
  const inner = span('PERSON', [[6, 11]]);
  const split = span('PERSON', [
    [2, 4],
    [19, 21],
  ]);
  const last = span('PERSON', [[20, 22]]);
  const empty = span('PERSON', [[5, 5]]);
  const spans = [claim, inner, split, last, empty];
  const names = new Map(spans.map((each, i) => [each, ['claim', 'inner', 'split', 'last', 'empty'][i]]));
  const at = { store: store(laid, spans), positions: laid.positions, hiddenLayers: new Set<string>() };

  test('goes in reading order, the outer first, each span once, and stops at the end', () => {
    const order: unknown[] = [];
    for (let next = walkSpans(at, 0, 1); next; next = walkSpans(at, next, 1)) order.push(names.get(next));
    expect(order).toEqual(['split', 'empty', 'claim', 'inner', 'last']);
    const back: unknown[] = [];
    for (let next = walkSpans(at, 25, -1); next; next = walkSpans(at, next, -1)) back.push(names.get(next));
    expect(back).toEqual(order.toReversed());
  });

  test('leaves out hidden layers', () => {
    const hidden = { ...at, hiddenLayers: new Set(['claims']) };
    expect(walkSpans(hidden, empty, 1)).toBe(inner);
    expect(shownSpansAt(hidden, 8)).toEqual([inner]);
  });

  test('outward goes round', () => {
    const over = shownSpansAt(at, 8);
    expect(outward(over, null)).toBe(inner);
    expect(outward(over, inner)).toBe(claim);
    expect(outward(over, claim)).toBe(inner);
    expect(outward([], claim)).toBeNull();
  });
});

describe('moving an end', () => {
  const text = 'The foreign and defense ministers’ talks 👍🏽 end';
  const two: Fragments = [
    [4, 11],
    [24, 33],
  ];
  const show = (fragments: Fragments) => fragments.map(([start, end]) => text.slice(start, end));
  test.each([
    ['end', 37, false, ['foreign', 'ministers’ talks']],
    ['end', 37, true, ['foreign', 'ministers’ ta']],
    ['end', 14, false, ['foreign and']],
    ['end', 0, true, ['f']],
    ['end', 44, true, ['foreign', 'ministers’ talks 👍🏽']],
    ['start', 1, false, ['The foreign', 'ministers']],
    ['start', 26, true, ['nisters']],
    ['start', 99, true, ['s']],
  ] as const)('%s to %i, exact: %s', (end, offset, exact, expected) => {
    expect(show(moveEnd(text, two, end, offset, exact))).toEqual(expected);
  });
});

describe('spans that differ', () => {
  const [a, b, c] = [span('PERSON', [[0, 1]]), span('PERSON', [[1, 2]]), span('PERSON', [[2, 3]])];
  const changed = { ...b };
  test.each([
    ['nothing', [a, b], [a, b], [], []],
    ['one added', [a, c], [a, b, c], [b], []],
    ['one removed', [a, b, c], [a, c], [], [b.id]],
    ['one changed', [a, b, c], [a, changed, c], [changed], []],
    ['all new', [], [a, b], [a, b], []],
    ['another order', [a, b, c], [c, a, b], [], []],
  ])('%s', (_, before, after, put, removed) => expect(diffSpans(before, after)).toEqual([put, removed]));
});

describe('the margin', () => {
  const place = (...extents: [number, number][]) =>
    placeBrackets(extents.map(([top, bottom]) => ({ top, bottom, line: 20 }))).map(({ column }) => column);
  test('claims one after another share a column; one that holds another stands further out', () => {
    expect(place([0, 40], [40, 80])).toEqual([0, 0]);
    expect(place([0, 50], [50, 90])).toEqual([0, 0]);
    expect(place([0, 100], [20, 60])).toEqual([1, 0]);
    expect(place([0, 100], [0, 100], [0, 100], [0, 100])).toEqual([0, 1, 2, 2]);
    expect(place()).toEqual([]);
  });

  test('neighbours that share half a line do not touch', () => {
    const [a, b] = placeBrackets([
      { top: 0, bottom: 45, line: 20 },
      { top: 40, bottom: 80, line: 20 },
    ]);
    expect(a?.column).toBe(b?.column);
    expect((b?.top ?? 0) - (a?.bottom ?? 0)).toBeGreaterThanOrEqual(2);
  });
});

test('boxes of one line are joined, those of several are not', () => {
  const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
  expect(mergeLines([box(50, 0, 60, 20), box(0, 2, 50, 26), box(0, 30, 9, 50), box(5, 0, 5, 20)])).toEqual([
    box(0, 0, 60, 26),
    box(0, 30, 9, 50),
  ]);
});

test('the live region tells spans the innermost first', () => {
  const text = 'x Hakan Felan went away';
  const spans = [span('PERSON', [[2, 13]]), span('CLAIM', [[2, 18]])];
  expect(describeSpans(text, spans, (each) => types.get(each.type))).toBe(
    'Person: Hakan Felan; in Claim: Hakan Felan went',
  );
  expect(describeSpans(text, [], (each) => types.get(each.type))).toBe('');
});

describe('documents', () => {
  test.each([
    ['one two three', 2, true],
    ['one two three', 3, false],
    ['', 0, false],
    ['字'.repeat(400), 15, true],
  ])('%s has more than %i words: %s', (text, enough, expected) => {
    expect(hasWords(text, enough)).toBe(expected);
  });
  test('a text without blocks is one paragraph', () => {
    expect(drawnBlocks({ text: 'ab', blocks: [] })).toEqual([['paragraph', 0, 2]]);
  });
});

describe('type styles', () => {
  const css = typeStylesheet({
    types: [{ ...scheme.types[0], name: 'x{}*{display:none}' } as (typeof scheme.types)[number]],
  });
  test('name no type, and give each its colours in both themes', () => {
    expect(css).not.toContain('display');
    expect(css).toContain('.type-0 {');
    expect(css).toContain('.l3-0 { --lane-3: oklch(var(--lane-lightness) var(--lane-chroma) 250);');
    expect(css).toContain(":root[data-theme='dark']");
  });

  test('text stays legible on every tint, in both themes, and every colour fits into sRGB', () => {
    const text = { light: [0.267, 0.008, 90], dark: [0.886, 0.012, 85] } as const;
    for (const theme of ['light', 'dark'] as const) {
      for (let hue = 0; hue < 360; hue += 5) {
        for (const use of ['tint', 'strong'] as const) {
          expect(contrast(rgb(parse(shade(theme, use, hue))), rgb(text[theme]))).toBeGreaterThan(4.5);
        }
        for (const use of ['ink', 'tint', 'strong', 'line'] as const) {
          for (const part of rgb(parse(shade(theme, use, hue)))) {
            expect(part, `${theme} ${use} ${hue}`).toBeGreaterThan(-0.005);
            expect(part, `${theme} ${use} ${hue}`).toBeLessThan(1.005);
          }
        }
        const paper = { light: [0.985, 0.004, 85], dark: [0.22, 0.005, 75] } as const;
        expect(contrast(rgb(parse(shade(theme, 'ink', hue))), rgb(paper[theme]))).toBeGreaterThan(4.5);
        expect(contrast(rgb(parse(shade(theme, 'line', hue))), rgb(paper[theme]))).toBeGreaterThan(3);
      }
    }
  });
});

type Triple = readonly [number, number, number];
const parse = (colour: string): Triple => colour.slice(6, -1).split(' ').map(Number) as unknown as Triple;

/** Converts an OKLCH colour to linear sRGB. */
function rgb([lightness, chroma, hue]: Triple): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function contrast(a: Triple, b: Triple): number {
  const luminance = ([r, g, blue]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
