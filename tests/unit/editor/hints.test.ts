import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackDown, type Anchor } from '../../../renderer/editor/anchors.ts';
import { hintLabels, MOST_HINTS } from '../../../renderer/editor/hint-labels.ts';
import { uidOf } from '../formats/support.ts';

test('labels of hints differ, none begins another, and the nearest are the shortest', () => {
  fc.assert(
    fc.property(fc.nat(MOST_HINTS + 50), (count) => {
      const labels = hintLabels(count);
      expect(labels).toHaveLength(Math.min(count, MOST_HINTS));
      const known = new Set(labels);
      expect(known.size).toBe(labels.length);
      for (const label of labels) {
        expect(label).toMatch(/^[a-z]{1,2}$/);
        // On the Turkish keyboard i is two keys.
        expect(label).not.toContain('i');
        if (label.length === 2) expect(known.has(label[0]!)).toBe(false);
      }
      expect(labels.map(({ length }) => length)).toEqual(labels.map(({ length }) => length).sort());
    }),
  );
  expect(hintLabels(25).every(({ length }) => length === 1)).toBe(true);
  expect(hintLabels(60).filter(({ length }) => length === 1).length).toBeGreaterThan(20);
});

test('cards stand at their words, or below the card before', () => {
  const anchors: Anchor[] = [
    { id: uidOf(1), top: 10 },
    { id: uidOf(2), top: 20 },
    { id: uidOf(3), top: 200 },
  ];
  expect(stackDown(anchors, () => 50, 8)).toEqual([10, 68, 200]);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 200 }))), (cards) => {
      const sorted = cards.map(([top], i) => ({ id: uidOf(i), top })).sort((a, b) => a.top - b.top);
      const height = (id: string) => cards[Number.parseInt(id.slice(-6), 16)]![1];
      const tops = stackDown(sorted, height, 8);
      for (const [i, top] of tops.entries()) {
        expect(top).toBeGreaterThanOrEqual(sorted[i]!.top);
        if (i > 0) expect(top).toBeGreaterThanOrEqual(tops[i - 1]! + height(sorted[i - 1]!.id) + 8);
      }
    }),
  );
});
