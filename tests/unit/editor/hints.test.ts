import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackNear, type Anchor } from '../../../renderer/editor/anchors.ts';
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
        // On the Turkish keyboard there are two keys for i.
        expect(label).not.toContain('i');
        if (label.length === 2) expect(known.has(label[0]!)).toBe(false);
      }
      expect(labels.map(({ length }) => length)).toEqual(labels.map(({ length }) => length).sort());
    }),
  );
  expect(hintLabels(25).every(({ length }) => length === 1)).toBe(true);
  expect(hintLabels(60).filter(({ length }) => length === 1).length).toBeGreaterThan(20);
});

test('cards stand at their words, or share the way where there is no room', () => {
  const anchors: Anchor[] = [
    { id: uidOf(1), top: 100 },
    { id: uidOf(2), top: 110 },
    { id: uidOf(3), top: 300 },
  ];
  expect(stackNear(anchors, () => 50, 8)).toEqual([76, 134, 300]);
  expect(stackNear(anchors, () => 50, 8, uidOf(2))).toEqual([52, 110, 300]);
  // The first card cannot move above the top.
  expect(stackNear([{ id: uidOf(1), top: 0 }, anchors[1]!], () => 200, 8)).toEqual([0, 208]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 200 })), { minLength: 1 }),
      fc.nat(),
      (cards, nth) => {
        const sorted = cards.map(([top], i) => ({ id: uidOf(i), top })).sort((a, b) => a.top - b.top);
        const height = (id: string) => cards[Number.parseInt(id.slice(-6), 16)]![1];
        const away = (tops: readonly number[]) =>
          tops.reduce((sum, top, i) => sum + (top - sorted[i]!.top) ** 2, 0);
        const tops = stackNear(sorted, height, 8);
        expect(tops[0]).toBeGreaterThanOrEqual(0);
        for (const [i, top] of tops.entries())
          if (i > 0) expect(top).toBeGreaterThanOrEqual(tops[i - 1]! + height(sorted[i - 1]!.id) + 8);
        // On the whole nearer than cards that only move down; with a tolerance of one pixel per card for rounding.
        let free = 0;
        const down = sorted.map(({ id, top }) => {
          const place = Math.max(top, free);
          free = place + height(id) + 8;
          return place;
        });
        const rounding =
          tops.length * 2 * Math.max(...tops.map((top, i) => Math.abs(top - sorted[i]!.top)), 1);
        expect(away(tops)).toBeLessThanOrEqual(away(down) + rounding);
        const chosen = nth % sorted.length;
        const before = sorted.slice(0, chosen).reduce((sum, { id }) => sum + height(id) + 8, 0);
        const there = stackNear(sorted, height, 8, sorted[chosen]!.id)[chosen]!;
        expect(Math.abs(there - Math.max(sorted[chosen]!.top, before))).toBeLessThanOrEqual(1);
      },
    ),
  );
});
