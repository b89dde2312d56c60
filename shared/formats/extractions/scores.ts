import type { Json } from './fields.ts';
import { Fields } from './fields.ts';
import * as keys from './keys.ts';

/**
 * The scale of a record's scores. `share`: from 0 to 1. `percent`: from 0 to 100, proved by a score above 10.
 * `unknown`: some are above 1 and none above 10, so that 8 may be out of 10 or out of 100, or only some are shares;
 * such scores are kept unchanged as attributes.
 */
export type ScoreScale = 'share' | 'percent' | 'unknown';

export interface ReadScore {
  /** From 0 to 1. */
  readonly score?: number;
  /** Values that are no valid score, under their name in the file. */
  readonly verbatim?: Readonly<Record<string, string | number | boolean>>;
}

/** Returns the common scale of the scores of a record's items. */
export function scaleOf(items: Iterable<Json>, before: ScoreScale = 'share'): ScoreScale {
  let most = 0;
  let shares = false;
  for (const item of items) {
    const value = new Fields(item).find(keys.SCORE)?.value;
    if (typeof value !== 'number' || value > 100) continue;
    most = Math.max(most, value);
    if (value > 0 && value < 1) shares = true;
  }
  if (most <= 1) return before === 'percent' && !shares ? 'percent' : 'share';
  return most > 10 && !shares ? 'percent' : 'unknown';
}

/** Reads the score of one item. "95%" states its own scale; "high" is no number, and is kept as a word. */
export function readScore(fields: Fields, scale: ScoreScale): ReadScore {
  const field = fields.find(keys.SCORE);
  if (!field) return {};
  const { name, value } = field;
  if (typeof value === 'string') {
    const number = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(value);
    const score = number && Number(number[1]) / (number[2] === '%' ? 100 : 1);
    if (score !== null && score <= 1) return { score };
    return { verbatim: { [name]: value } };
  }
  if (typeof value === 'number') {
    const score = scale === 'percent' ? Math.round(value * 1e6) / 1e8 : value;
    if (score >= 0 && score <= 1 && (scale !== 'unknown' || value === 0)) return { score };
    return { verbatim: { [name]: value } };
  }
  return typeof value === 'boolean' ? { verbatim: { [name]: value } } : {};
}
