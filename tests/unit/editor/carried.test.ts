import { expect, test } from 'vitest';
import { carrier } from '../../../renderer/editor/carried.ts';

const BEFORE = 'The wall fails. The council met.';

test.each([
  ['words before it', `Title: The wall\n\n${BEFORE}`],
  ['words behind it', `${BEFORE} Nobody left.`],
  ['other words before it', BEFORE.replace('wall fails', 'old wall stands')],
  ['none left before it', BEFORE.slice('The wall fails. '.length)],
])('a selection stays at its words with %s', (_, after) => {
  const at = BEFORE.indexOf('council');
  const carried = carrier(BEFORE, after)([at, at + 7]);
  expect(after.slice(...carried)).toBe('council');
});

test('what was selected and is gone becomes a caret where it was', () => {
  const after = BEFORE.replace('The council met', 'Done');
  const at = BEFORE.indexOf('council');
  const [from, to] = carrier(BEFORE, after)([at, at + 7]);
  expect(from).toBeLessThanOrEqual(to);
  expect(from).toBeGreaterThanOrEqual(BEFORE.indexOf('The council'));
  expect(to).toBeLessThanOrEqual(after.length);
  expect(carrier(BEFORE, BEFORE)([3, 8])).toEqual([3, 8]);
});
