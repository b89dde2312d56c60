import fc from 'fast-check';
import { afterEach, expect, vi } from 'vitest';
import './compile-cache.ts';

// The same cases each time, so that a run says the same twice; another seed looks elsewhere: FC_SEED=7 npm run test:unit.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1) });

// A test fails on anything the program logs as an error, even when its assertions hold.
const errors = vi.spyOn(console, 'error');

afterEach(() => {
  const logged = errors.mock.calls.map((call) => call.map(String).join(' '));
  errors.mockClear();
  expect(logged, 'logged errors').toEqual([]);
});
