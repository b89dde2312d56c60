import { expect, test } from 'vitest';
import { pace, positionOf } from '../../../renderer/state/review.ts';
import type { CaseRow } from '../../../shared/contract/review.ts';
import { newUid } from '../../../shared/model/uid.ts';

const ids = Array.from({ length: 6 }, newUid);
const rows = ids.slice(2).map((id) => ({ id }) as CaseRow);
const passed = ids.slice(0, 2);

test('the position advances with each decision, and with each step in the list', () => {
  const queue = { rows, passed, filter: [] };
  expect(positionOf({ ...queue, current: ids[2]! }, 4)).toEqual({ at: 3, of: 6 });
  expect(positionOf({ ...queue, current: ids[5]! }, 4)).toEqual({ at: 6, of: 6 });
  expect(positionOf({ ...queue, current: null }, 4)).toBeNull();
});

test('a decided case that is shown again has the position that it had', () => {
  const back = { rows, passed: passed.slice(0, 1), filter: [], current: ids[1]! };
  expect(positionOf(back, 4)).toEqual({ at: 2, of: 6 });
});

test('in a list of decided cases only the list counts', () => {
  const queue = { rows, passed, filter: [{ field: 'state', value: 'rejected' } as const], current: ids[3]! };
  expect(positionOf(queue, 4)).toEqual({ at: 2, of: 4 });
});

test('there is no pace before twenty decisions', () => {
  const times = (count: number) => Array.from({ length: count }, (_, i) => i * 6000);
  expect(pace(times(19))).toBeNull();
  expect(pace(times(20))).toBe(600);
});
