import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clearPlace } from '../../renderer/features/toasts/place.ts';

const AREA = { left: 12, top: 96, right: 1268, bottom: 726 };
const SIZE = { width: 400, height: 40 };
const FOOT = { left: 440, top: 686 };

const boxes = fc.array(
  fc
    .record({
      left: fc.integer({ min: 0, max: 1200 }),
      top: fc.integer({ min: 0, max: 780 }),
      width: fc.integer({ min: 0, max: 700 }),
      height: fc.integer({ min: 0, max: 300 }),
    })
    .map(({ left, top, width, height }) => ({ left, top, right: left + width, bottom: top + height })),
  { maxLength: 4 },
);

const covers = (place: { left: number; top: number }, box: typeof AREA) =>
  place.left < box.right &&
  place.left + SIZE.width > box.left &&
  place.top < box.bottom &&
  place.top + SIZE.height > box.top;

test('a message is at the foot in the middle, if nothing is worked on there', () => {
  expect(clearPlace(SIZE, AREA, [])).toEqual(FOOT);
  expect(clearPlace(SIZE, AREA, [{ left: 300, right: 700, top: 200, bottom: 222 }])).toEqual(FOOT);
});

test('it goes to the head if the line at the foot is worked on, and stays there while it may', () => {
  const foot = { left: 280, right: 900, top: 690, bottom: 712 };
  const head = clearPlace(SIZE, AREA, [foot]);
  expect(head).toEqual({ left: 440, top: 96 });
  expect(clearPlace(SIZE, AREA, [], head)).toEqual(head);
});

test('it covers what is worked on only if every place does', () => {
  fc.assert(
    fc.property(boxes, (taken) => {
      const place = clearPlace(SIZE, AREA, taken);
      expect(place.left).toBeGreaterThanOrEqual(AREA.left);
      expect(place.top).toBeGreaterThanOrEqual(AREA.top);
      expect(place.left + SIZE.width).toBeLessThanOrEqual(AREA.right);
      expect(place.top + SIZE.height).toBeLessThanOrEqual(AREA.bottom);
      const middles = [FOOT, { left: FOOT.left, top: AREA.top }];
      // A place is free with the clearance of a line around it.
      const wide = taken.map(({ left, top, right, bottom }) => ({
        left: left - 24,
        top: top - 24,
        right: right + 24,
        bottom: bottom + 24,
      }));
      const free = middles.some((each) => !wide.some((box) => covers(each, box)));
      if (free) expect(taken.some((box) => covers(place, box))).toBe(false);
    }),
  );
});
