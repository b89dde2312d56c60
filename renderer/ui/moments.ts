/**
 * Moments in words, as people write them where the program runs. A formatter is made once: making one takes longer than
 * drawing a screen.
 */
const LONG_DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'medium' });

/** `28 November 2026`. */
export const longDay = (date: Date): string => LONG_DAY.format(date);

/** `28 Nov 2026`. */
export const day = (date: Date): string => DAY.format(date);

/** `20:46`. */
export const time = (date: Date): string => TIME.format(date);

/** `28 November 2026 at 20:46:03`. */
export const fullMoment = (date: Date): string => FULL.format(date);
