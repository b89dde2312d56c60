import type * as z from 'zod';
import type { ErrorWhere } from '../contract/errors.ts';
import { MAX_ARTICLE_BYTES, problemOfCharacters } from '../text/decode.ts';
import { formatError } from './define.ts';
import { isJsonObject, JsonProblem, parseJson } from './json.ts';
import { COMMON, MESSAGES } from './messages.ts';
import { otherTool } from './other-tools.ts';

/**
 * Parses the JSON of a whole file or record, checked as {@link parseJson} does.
 *
 * @param where the position of the text's beginning; a problem further down is reported on its own line
 * @param of follows a column that counts from the beginning of the text
 * @throws PostilError `refused` with line and column.
 */
export function parseJsonValue(text: string, where: ErrorWhere, help?: string, of = ''): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw jsonRefusal(error, text, where, help, of);
  }
}

/**
 * Converts a {@link JsonProblem} to a refusal with the line and column in the text; returns any other error unchanged.
 */
export function jsonRefusal(
  error: unknown,
  text: string,
  where: ErrorWhere,
  help?: string,
  of = '',
): unknown {
  if (!(error instanceof JsonProblem)) return error;
  const before = text.slice(0, error.column - 1);
  const breaks = before.split('\n').length - 1;
  const column = breaks === 0 ? error.column : before.length - before.lastIndexOf('\n');
  return formatError(
    MESSAGES.invalidJson(column, breaks === 0 ? of : '', error.message),
    { ...where, ...(where.line !== undefined && { line: where.line + breaks }) },
    help,
  );
}

/**
 * Returns the JSON object of one line.
 *
 * @throws PostilError `refused` for anything else, naming the tool whose JSON it looks like.
 */
export function parseJsonLine(text: string, where: ErrorWhere): Record<string, unknown> {
  const help = MESSAGES.oneObjectPerLine;
  const value = parseJsonValue(text, where, help);
  if (isJsonObject(value)) return value;
  const tool = otherTool(value);
  throw formatError(tool === null ? MESSAGES.lineNotAnObject : COMMON.looksLike(tool), where, help);
}

/**
 * Parses a value with a schema.
 *
 * @throws PostilError `refused` with the first field that does not fit.
 */
export function parseRecord<T extends z.ZodType>(schema: T, value: unknown, where: ErrorWhere): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw formatError(MESSAGES.unfit(field, issue?.message), {
    ...where,
    ...(field !== '' && { field }),
  });
}

/**
 * Refuses what cannot be an article's text: too long, NUL, half of a surrogate pair.
 *
 * @throws PostilError `refused` with the offset.
 */
export function assertText(text: string, where: ErrorWhere): void {
  if (text.length > MAX_ARTICLE_BYTES) {
    throw formatError(MESSAGES.textTooLong(text.length), where);
  }
  const problem = problemOfCharacters(text);
  if (problem)
    throw formatError(MESSAGES.unreadableCharacter(problem.reason, problem.offset), {
      ...where,
      field: 'text',
    });
}
