import { expect, test } from 'vitest';
import { Crashes } from '../../../electron/desktop/crashes.ts';
import { onDisplay } from '../../../electron/desktop/window-bounds.ts';

const LEFT = { x: 0, y: 0, width: 1920, height: 1080 };
const RIGHT = { x: 1920, y: 0, width: 1280, height: 1024 };

test.each([
  ['stays where it is', { x: 100, y: 50, width: 1280, height: 800 }, undefined],
  ['stays on the second display', { x: 2000, y: 50, width: 1000, height: 800 }, undefined],
  ['may hang over an edge', { x: -900, y: 50, width: 1280, height: 800 }, undefined],
  [
    'comes back from a display that is gone',
    { x: 4000, y: 50, width: 1280, height: 800 },
    [320, 140, 1280, 800],
  ],
  [
    'comes back when its head is above the display',
    { x: 100, y: -60, width: 1280, height: 800 },
    [320, 140, 1280, 800],
  ],
  ['shrinks to the display', { x: 0, y: 0, width: 3000, height: 2000 }, [0, 0, 1920, 1080]],
])('the window %s', (_, box, wanted) => {
  const { x, y, width, height } = onDisplay(box, [LEFT, RIGHT]);
  expect([x, y, width, height]).toEqual(wanted ?? [box.x, box.y, box.width, box.height]);
});

test('three ends of the page within a minute are one too many', () => {
  const crashes = new Crashes();
  expect([0, 1000, 2000].map((now) => crashes.note(now))).toEqual([true, true, false]);
  crashes.forget();
  expect([3000, 40_000, 70_000, 80_000].map((now) => crashes.note(now))).toEqual([true, true, true, false]);
});
