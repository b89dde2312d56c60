import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Positions } from '../../../renderer/editor/positions.ts';
import { editorDocument } from '../../../renderer/editor/schema.ts';
import type { Block } from '../../../shared/model/document.ts';
import { lay } from './support.ts';

const documents = fc
  .array(
    fc.record({
      part: fc.constantFrom('', 'a', 'hello', 'two\nlines', '👍🏽 e\u0301', 'شَ', '北京'),
      gap: fc.constantFrom('', '\n', '\n\n', ' \n'),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => {
    let text = '\n';
    const blocks: Block[] = [];
    for (const { part, gap } of parts) {
      blocks.push(['paragraph', text.length, text.length + part.length]);
      text += part + gap;
    }
    return { text, blocks };
  });

describe.each([0, 1, 3, 6])('positions with %i blocks in a section', (perSection) => {
  test('every offset of every block maps to its character and back', () => {
    fc.assert(
      fc.property(documents, ({ text, blocks }) => {
        const positions = new Positions(blocks, perSection);
        const doc = editorDocument(text, blocks, perSection);
        for (const [i, [, start, end]] of blocks.entries()) {
          expect(doc.resolve(positions.content(i)).parent.textContent).toBe(text.slice(start, end));
          for (let offset = start; offset < end; offset++) {
            const position = positions.toPosition(offset, 1);
            expect(doc.textBetween(position, position + 1)).toBe(text[offset]);
            expect(positions.toOffset(position)).toBe(offset);
          }
          if (perSection > 0) {
            const at = positions.sectionStart(i);
            expect(doc.resolve(at).depth).toBe(0);
            expect(doc.nodeAt(at)?.type.name).toBe('section');
          }
        }
      }),
    );
  });

  test('every position maps to an offset that does not run backwards', () => {
    fc.assert(
      fc.property(documents, ({ text, blocks }) => {
        const positions = new Positions(blocks, perSection);
        const { size } = editorDocument(text, blocks, perSection).content;
        let last = 0;
        for (let position = 0; position <= size; position++) {
          const offset = positions.toOffset(position);
          expect(offset).toBeGreaterThanOrEqual(last);
          last = offset;
        }
      }),
    );
  });
});

test.each([
  [2, -1, 3],
  [2, 1, 3],
  [3, -1, 3],
  [3, 1, 5],
  [4, 1, 5],
  [4, -1, 5],
])('an offset between blocks: %i on side %i is drawn at %i', (offset, side, position) => {
  // "ab", two separators, "cd": the first block has the offsets 0–2, the second 4–6.
  expect(lay('ab|cd').positions.toPosition(offset, side as -1 | 1)).toBe(position);
});
