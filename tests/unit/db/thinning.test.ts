import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEPT, thin, type Thinnable } from '../../../db/backups/thinning.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Copies given by their age relative to the newest, in hours. */
const copies = fc
  .uniqueArray(
    fc.record({
      hours: fc.integer({ min: 0, max: 24 * 500 }),
      bytes: fc.integer({ min: 1, max: 1000 }),
      checked: fc.constantFrom(true, false, null),
    }),
    { selector: ({ hours }) => hours, maxLength: 120 },
  )
  .map((all) =>
    all.map(({ hours, ...rest }): Thinnable => ({
      name: `copy-${hours}`,
      at: START - hours * HOUR,
      ...rest,
    })),
  );

const period = (length: number) => (copy: Thinnable) => new Date(copy.at).toISOString().slice(0, length);
const [dayOf, monthOf] = [period(10), period(7)];

const newestFirst = (all: readonly Thinnable[]) => [...all].sort((a, b) => b.at - a.at);
const readable = (all: readonly Thinnable[]) => newestFirst(all).filter(({ checked }) => checked !== null);

function keptOf(all: readonly Thinnable[], limit: number): Thinnable[] {
  const gone = new Set(thin(all, limit));
  return all.filter(({ name }) => !gone.has(name)).sort((a, b) => b.at - a.at);
}

test('keeps the newest ones, and one of each of the last days and months', () => {
  fc.assert(
    fc.property(copies, (all) => {
      const good = readable(all);
      const kept = keptOf(good, NO_LIMIT);
      const newest = good.slice(0, KEPT.recent);
      for (const copy of newest) expect(kept).toContain(copy);
      for (const [of, count] of [
        [dayOf, KEPT.daily],
        [monthOf, KEPT.monthly],
      ] as const) {
        const periods = [...new Set(good.map(of))].sort().reverse().slice(0, count);
        for (const each of periods) {
          const there = good.filter((copy) => of(copy) === each);
          const left = kept.filter((copy) => of(copy) === each);
          expect(left.length, each).toBeGreaterThan(0);
          // At least one that was checked, if there is one.
          if (there.some(({ checked }) => checked)) expect(left.some(({ checked }) => checked)).toBe(true);
        }
      }
      expect(kept.length).toBeLessThanOrEqual(KEPT.recent + KEPT.daily + KEPT.monthly);
    }),
  );
});

test('copies that cannot be read take the place of no other', () => {
  fc.assert(
    fc.property(copies, fc.integer({ min: 0, max: 20_000 }), (all, limit) => {
      expect(readable(keptOf(all, limit))).toEqual(keptOf(readable(all), limit));
      const kept = keptOf(all, NO_LIMIT);
      for (const copy of all) if (copy.checked === null) expect(kept).toContain(copy);
    }),
  );
});

test('stays within the limit, and never removes the newest, nor the newest that was checked', () => {
  fc.assert(
    fc.property(copies, fc.integer({ min: 0, max: 20_000 }), (all, limit) => {
      const kept = keptOf(all, limit);
      const good = readable(all);
      const staying = new Set([good[0] ?? newestFirst(all)[0], good.find(({ checked }) => checked)]);
      for (const copy of staying) if (copy) expect(kept).toContain(copy);
      const bytes = kept.reduce((sum, copy) => sum + copy.bytes, 0);
      if (kept.some((copy) => !staying.has(copy))) expect(bytes).toBeLessThanOrEqual(limit);
      // No copy that fits is removed: one more than the kept ones exceeds the limit.
      const full = keptOf(all, NO_LIMIT);
      if (full.reduce((sum, copy) => sum + copy.bytes, 0) <= limit) expect(kept).toEqual(full);
    }),
  );
});

test('thinning twice removes nothing more', () => {
  fc.assert(
    fc.property(copies, fc.integer({ min: 0, max: 20_000 }), (all, limit) => {
      expect(thin(keptOf(all, limit), limit)).toEqual([]);
    }),
  );
});

test('of a large project yesterday’s copy outlives those of an hour ago', () => {
  const at = (hours: number): Thinnable => ({
    name: `${hours} h ago`,
    at: START + 12 * HOUR - hours * HOUR,
    bytes: 2e9,
    checked: hours !== 1,
  });
  // The limit leaves room for two.
  expect(keptOf([0, 1, 2, 24, 48].map(at), 5e9).map(({ name }) => name)).toEqual(['0 h ago', '24 h ago']);
});
