import { expect, test } from 'vitest';
import { RunningCalls } from '../../../host/calls.ts';

test('calls are idle when the last one is settled, however it ends', async () => {
  const calls = new RunningCalls();
  await calls.whenIdle();
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const tracked = calls.track(() => first.promise);
  const failing = calls.track(() => second.promise);
  let idle = false;
  const waited = calls.whenIdle().then(() => (idle = true));
  second.reject(new Error('no'));
  await expect(failing).rejects.toThrow('no');
  expect([calls.idle, idle]).toEqual([false, false]);
  first.resolve('yes');
  expect(await tracked).toBe('yes');
  await waited;
  expect(calls.idle).toBe(true);
});
