import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tick } from '../../db/connection/clock.ts';
import { timeOf } from '../../db/connection/uid.ts';
import { isUid, type Uid } from '../../shared/model/uid.ts';

const NOW = Date.UTC(2025, 6, 9);

test('readings always increase, and none is later than the latest wall clock time read', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -100_000, max: 100_000 }), { maxLength: 60 }), (walls) => {
      let last: Uid | undefined;
      let latest = 0;
      for (const offset of walls) {
        latest = Math.max(latest, NOW + offset);
        const next = tick(last, NOW + offset);
        expect(isUid(next)).toBe(true);
        expect(next.charAt(14)).toBe('7');
        if (last) expect(next > last).toBe(true);
        expect(timeOf(next)).toBe(latest);
        last = next;
      }
    }),
  );
});

test('the counter continues past its first bits while the wall clock stands still', () => {
  let last = tick(undefined, NOW);
  for (let i = 0; i < 10_000; i++) {
    const next = tick(last, NOW);
    expect(next > last).toBe(true);
    last = next;
  }
  expect(timeOf(last)).toBe(NOW);
});

test('a full counter advances to the next millisecond', () => {
  const full = `${tick(undefined, NOW).slice(0, 14)}7fff-bfff-ffffffffffff` as Uid;
  const next = tick(full, NOW);
  expect(next > full).toBe(true);
  expect(timeOf(next)).toBe(NOW + 1);
});
