import { afterEach, expect, vi } from 'vitest';

// A test fails on anything the program logs as an error, even when its assertions hold.
const errors = vi.spyOn(console, 'error');

afterEach(() => {
  const logged = errors.mock.calls.map((call) => call.map(String).join(' '));
  errors.mockClear();
  expect(logged, 'logged errors').toEqual([]);
});
