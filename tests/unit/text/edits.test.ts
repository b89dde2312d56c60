import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../../shared/model/document.ts';
import type { Fragment } from '../../../shared/model/fragments.ts';
import { findBlocks } from '../../../shared/text/blocks.ts';
import { correctBlocks } from '../../../shared/text/correct-blocks.ts';
import { EditList } from '../../../shared/text/edits.ts';
import { isGraphemeBoundary } from '../../../shared/text/graphemes.ts';
import { editsBetween, reduceEdits } from '../../../shared/text/reduce-edits.ts';
import { texts, editsOf } from '../../support/corrections.ts';

/** A text with edits of it. */
const edited = texts.chain((text) => fc.record({ text: fc.constant(text), edits: editsOf(text) }));

/** ProseMirror's StepMap for one replacement, from its description: the model that the list is compared with. */
function stepMap(offset: number, bias: -1 | 1, start: number, end: number, length: number): number {
  if (offset < start) return offset;
  if (offset > end) return offset + length - (end - start);
  const side = start === end ? bias : offset === start ? -1 : offset === end ? 1 : bias;
  return side < 0 ? start : start + length;
}

function modelled({ edits }: EditList, [start, end]: Fragment): Fragment | null {
  let range: [number, number] = [start, end];
  // Last first, so that the offsets of the others still count.
  for (const edit of edits.toReversed())
    range = [
      stepMap(range[0], 1, edit.start, edit.end, edit.text.length),
      stepMap(range[1], -1, edit.start, edit.end, edit.text.length),
    ];
  return range[0] < range[1] ? range : null;
}

const rangeOf = (text: string) =>
  fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([a, b]): Fragment => (a <= b ? [a, b] : [b, a]));

describe('edits of a text', () => {
  test('ranges map as in a step map of ProseMirror', () => {
    fc.assert(
      fc.property(
        edited.chain((given) => fc.record({ given: fc.constant(given), range: rangeOf(given.text) })),
        ({ given: { edits }, range }) => {
          if (range[0] === range[1]) return;
          expect(edits.fragment(range)).toEqual(modelled(edits, range));
        },
      ),
    );
  });

  test('a range that no edit touches keeps its words, and the inverse leads back', () => {
    fc.assert(
      fc.property(
        edited.chain((given) => fc.record({ given: fc.constant(given), range: rangeOf(given.text) })),
        ({ given: { text, edits }, range }) => {
          const after = edits.apply(text);
          const back = edits.inverse(text);
          expect(back.apply(after)).toBe(text);
          if (edits.touches(range)) return;
          const mapped = edits.fragment(range)!;
          expect(after.slice(...mapped)).toBe(text.slice(...range));
          expect(back.fragment(mapped)).toEqual(range);
        },
      ),
    );
  });

  test('two lists composed do what they do one after the other', () => {
    const twice = edited.chain((given) =>
      fc.record({ given: fc.constant(given), next: editsOf(given.edits.apply(given.text)) }),
    );
    fc.assert(
      fc.property(twice, ({ given: { text, edits }, next }) => {
        expect(edits.compose(next).apply(text)).toBe(next.apply(edits.apply(text)));
      }),
    );
  });

  test('a replacement typed letter by letter is the same edit as a pasted one', () => {
    fc.assert(
      fc.property(
        texts.chain((text) =>
          fc.record({ text: fc.constant(text), range: rangeOf(text), word: fc.string() }),
        ),
        ({ range: [start, end], word }) => {
          const pasted = new EditList([{ start, end, text: word }]);
          const letters = Array.from(word);
          let typed = new EditList([{ start, end, text: '' }]);
          let at = start;
          for (const letter of letters) {
            typed = typed.compose(new EditList([{ start: at, end: at, text: letter }]));
            at += letter.length;
          }
          expect(typed.edits).toEqual(pasted.edits);
        },
      ),
    );
  });

  test('reduced edits lead to the same text, cut no grapheme, and keep the words that stay', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        const reduced = reduceEdits(text, edits);
        const after = edits.apply(text);
        expect(reduced.apply(text)).toBe(after);
        for (const { start, end } of reduced.edits)
          expect([isGraphemeBoundary(text, start), isGraphemeBoundary(text, end)]).toEqual([true, true]);
        for (const { start, end } of reduced.inverse(text).edits)
          expect([isGraphemeBoundary(after, start), isGraphemeBoundary(after, end)]).toEqual([true, true]);
      }),
    );
  });

  test('of a paragraph that was pasted over, only the words that differ are replaced', () => {
    const before = 'The minister said on Monday that Isl amabad would wait.';
    const after = 'The minister said on Tuesday that Islamabad would wait.';
    expect(editsBetween(before, after).edits).toEqual([
      { start: 21, end: 27, text: 'Tuesday' },
      { start: 33, end: 43, text: 'Islamabad' },
    ]);
  });

  test('an empty list, and one that changes nothing, is empty', () => {
    expect(editsBetween('a word', 'a word').isEmpty).toBe(true);
    expect(new EditList([{ start: 3, end: 3, text: '' }]).isEmpty).toBe(true);
  });

  test('edits out of order are refused', () => {
    expect(
      () =>
        new EditList([
          { start: 4, end: 6, text: '' },
          { start: 2, end: 3, text: '' },
        ]),
    ).toThrow('out of order');
  });
});

describe('blocks of a corrected text', () => {
  const TEXT = 'Headline here\n\nFirst paragraph.\n\nSecond one.';
  const BLOCKS: Block[] = [
    ['headline', 0, 13],
    ['paragraph', 15, 31],
    ['paragraph', 33, 44],
  ];

  function corrected(start: number, end: number, text: string): [string, string][] {
    const edits = new EditList([{ start, end, text }]);
    const after = edits.apply(TEXT);
    return correctBlocks({ text: TEXT, blocks: BLOCKS }, edits, after).map(([kind, from, to]) => [
      kind,
      after.slice(from, to),
    ]);
  }

  test('a block grows with what is typed at its edges', () => {
    expect(corrected(31, 31, ' More.')[1]).toEqual(['paragraph', 'First paragraph. More.']);
    expect(corrected(15, 15, 'The ')[1]).toEqual(['paragraph', 'The First paragraph.']);
  });

  test('a line break splits a block, and a removed one joins two', () => {
    expect(corrected(8, 9, '\n\n')).toEqual([
      ['headline', 'Headline'],
      ['paragraph', 'here'],
      ['paragraph', 'First paragraph.'],
      ['paragraph', 'Second one.'],
    ]);
    expect(corrected(31, 33, ' ')).toEqual([
      ['headline', 'Headline here'],
      ['paragraph', 'First paragraph. Second one.'],
    ]);
  });

  test('an emptied block is gone, and words between blocks are a paragraph', () => {
    expect(corrected(15, 31, '')).toEqual([
      ['headline', 'Headline here'],
      ['paragraph', 'Second one.'],
    ]);
    expect(corrected(32, 32, 'Between.')).toContainEqual(['paragraph', 'Between.']);
  });

  test('every character that is not white space lies in exactly one block', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        const after = edits.apply(text);
        const blocks: Block[] = correctBlocks({ text, blocks: findBlocks(text) }, edits, after);
        let last = 0;
        for (const [, start, end] of blocks) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(after.slice(last, start).trim()).toBe('');
          last = end;
        }
        expect(after.slice(last).trim()).toBe('');
      }),
    );
  });
});
