import type { Json } from './fields.ts';
import { Fields } from './fields.ts';
import * as keys from './keys.ts';

/**
 * On what scale the scores of a record are. `share`: from 0 to 1. `percent`: from 0 to 100, which a score above 10 shows.
 * `unknown`: some are above 1 and none above 10, so that 8 may be of 10 as well as of 100, or some are shares and others
 * are not; such scores are kept as they are and no score is made of them.
 */
export type ScoreScale = 'share' | 'percent' | 'unknown';

export interface ReadScore {
  /** From 0 to 1. */
  readonly score?: number;
  /** What is no score that can be understood, under the name it has in the file. */
  readonly verbatim?: Readonly<Record<string, string | number | boolean>>;
}

/** The scale of all scores that the items of a record have. */
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

/** The score of one item. "95%" says itself what it is; "high" says no number, and is kept as a word. */
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
