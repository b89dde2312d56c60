import { Status } from '../shared/model/document.ts';
import { UsageError } from './define.ts';
import { MESSAGES } from './messages.ts';

/** The values of a `--status` option, for help. */
export const STATUS_WORDS = Status.options.map((status) => status.replaceAll(' ', '-')).join(', ');

/** Parses a status; `in-progress` stands for `in progress`. Throws a UsageError. */
export function statusOf(word: string): Status {
  const parsed = Status.safeParse(word.replaceAll('-', ' '));
  if (parsed.success) return parsed.data;
  throw new UsageError(MESSAGES.notAStatus(word, STATUS_WORDS));
}
