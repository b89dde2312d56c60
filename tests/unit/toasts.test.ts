import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dismissDone, dismissToast, holdToasts, toast, useToasts } from '../../renderer/state/toasts.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const { id } of useToasts.getState().toasts) dismissToast(id);
  vi.useRealTimers();
});

const shown = () => useToasts.getState().toasts.map(({ message, times }) => `${message} ${times}`);

test('equal messages are one, which is counted and stays as long as the last of them', () => {
  toast('Copied.');
  vi.advanceTimersByTime(4000);
  toast('Copied.');
  toast('Linked.');
  expect(shown()).toEqual(['Copied. 2', 'Linked. 1']);
  vi.advanceTimersByTime(4000);
  expect(shown()).toEqual(['Copied. 2', 'Linked. 1']);
  vi.advanceTimersByTime(1000);
  expect(shown()).toEqual([]);
});

test('a notice is reported once and stays; errors are counted and stay', () => {
  for (let i = 0; i < 10; i++) {
    toast('The project is read-only.', 'notice');
    toast('The disk is full.', 'error');
  }
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(['The project is read-only. 1', 'The disk is full. 10']);
});

test('the oldest goes when there are too many', () => {
  for (const message of ['1', '2', '3', '4', '5']) toast(message, 'error');
  expect(shown()).toEqual(['2 1', '3 1', '4 1', '5 1']);
});

test('messages that are being read stay until the reader leaves', () => {
  toast('Copied.');
  holdToasts(true);
  toast('Linked.');
  vi.advanceTimersByTime(60_000);
  expect(shown()).toHaveLength(2);
  holdToasts(false);
  vi.advanceTimersByTime(4000);
  expect(shown()).toHaveLength(2);
  vi.advanceTimersByTime(1000);
  expect(shown()).toEqual([]);
});

test('an undo dismisses what was done, and leaves errors', () => {
  toast('Done. Here is the next one.');
  toast('The disk is full.', 'error');
  dismissDone();
  expect(shown()).toEqual(['The disk is full. 1']);
});
