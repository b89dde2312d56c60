import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, vi } from 'vitest';

// The same cases each time, so that a run says the same twice; another seed looks elsewhere: FC_SEED=7 npm run test:unit.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 1) });

// Programs that tests start read their sources stripped of types and compiled, a third faster.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'postil-compile-cache');

// A test fails on anything the program logs as an error, even when its assertions hold.
const errors = vi.spyOn(console, 'error');

afterEach(() => {
  const logged = errors.mock.calls.map((call) => call.map(String).join(' '));
  errors.mockClear();
  expect(logged, 'logged errors').toEqual([]);
});
