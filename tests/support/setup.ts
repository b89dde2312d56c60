import fc from 'fast-check';
import { afterEach, expect, vi } from 'vitest';
import { cases } from './slow.ts';
import './compile-cache.ts';

// The seed is fixed so that every run tries the same cases. Another seed tries others: FC_SEED=7 npm run test:unit.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1), numRuns: cases(100) });

// A test fails if the program logs an error, even if its assertions hold.
const errors = vi.spyOn(console, 'error');

afterEach(() => {
  const logged = errors.mock.calls.map((call) => call.map(String).join(' '));
  errors.mockClear();
  expect(logged, 'logged errors').toEqual([]);
});
