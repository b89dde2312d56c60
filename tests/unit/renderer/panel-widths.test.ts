import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fittingWidths, LIMITS, limitsBeside } from '../../../renderer/features/shell/panel-widths.ts';

const WANTED = { left: 248, right: 336 };

test('panels keep their widths where there is room, and give way in proportion where there is not', () => {
  expect(fittingWidths(WANTED, 1280)).toEqual(WANTED);
  expect(fittingWidths(WANTED, 960)).toEqual({ left: 221, right: 299 });
  expect(fittingWidths({ ...WANTED, right: null }, 700)).toEqual({ left: 248, right: null });
});

test('both panels stay within their limits at any width of the window', () => {
  const width = fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null });
  fc.assert(
    fc.property(
      fc.record({ left: width, right: width }),
      fc.integer({ min: 760, max: 4000 }),
      (wanted, window) => {
        const shown = fittingWidths(wanted, window);
        for (const side of ['left', 'right'] as const) {
          const [least, most] = LIMITS[side];
          expect(shown[side] === null).toBe(wanted[side] === null);
          if (shown[side] === null) continue;
          expect(shown[side]).toBeGreaterThanOrEqual(least);
          expect(shown[side]).toBeLessThanOrEqual(most);
          const [from, to] = limitsBeside(side, shown, window);
          expect(from).toBeLessThanOrEqual(to);
        }
      },
    ),
  );
});
