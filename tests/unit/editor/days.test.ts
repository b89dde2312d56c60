import { describe, expect, test } from 'vitest';
import { isDay } from '../../../renderer/ui/DayInput.tsx';
import { day, fullMoment, time } from '../../../renderer/ui/moments.ts';

describe('days on the screen', () => {
  test('are ISO in local time', () => {
    const moment = new Date(2026, 0, 5, 7, 4, 9);
    expect(day(moment)).toBe('2026-01-05');
    expect(time(moment)).toBe('07:04');
    expect(fullMoment(moment)).toBe('2026-01-05 07:04:09');
  });

  test('are taken only when they exist', () => {
    expect(['2024-02-29', '2025-07-09'].every(isDay)).toBe(true);
    for (const text of ['2025-02-29', '2025-13-01', '25-07-09', '2025-7-9', '2025-07', '07/09/2025', ''])
      expect(isDay(text), text).toBe(false);
  });
});
