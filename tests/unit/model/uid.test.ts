import { afterEach, expect, test, vi } from 'vitest';
import { isUid, newUid } from '../../../shared/model/uid.ts';

afterEach(() => void vi.useRealTimers());

test('ids are of version 7, differ, and each is greater than the one before', () => {
  const ids = Array.from({ length: 5000 }, newUid);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.every(isUid)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('a clock that stands still or goes back makes no smaller id', () => {
  vi.useFakeTimers();
  const begun = Date.now();
  const ids = [newUid(), newUid()];
  vi.setSystemTime(begun - 60_000);
  ids.push(newUid());
  vi.setSystemTime(begun + 50);
  ids.push(newUid());
  expect(ids.toSorted()).toEqual(ids);
  const millisecondsOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  expect(millisecondsOf(ids[3]!)).toBe(begun + 50);
});
