import type { Sql, SqlValue } from '../connection/connection.ts';

/**
 * Makes a statement from text that names tables and columns of row kinds; `?` marks each value. Keep the result,
 * because the connection caches prepared statements by its identity. Never pass text that comes from a file or a
 * person.
 */
export function statement(text: string): (...values: readonly SqlValue[]) => Sql {
  const parts = text.split('?');
  const strings = Object.assign(parts, { raw: parts }) as unknown as TemplateStringsArray;
  return (...values) => ({ strings, values });
}

/** Returns a function that makes a statement once for each key. */
export function statementsBy(
  textOf: (key: string) => string,
): (key: string) => (...values: readonly SqlValue[]) => Sql {
  const made = new Map<string, (...values: readonly SqlValue[]) => Sql>();
  return (key) => {
    let each = made.get(key);
    if (!each) made.set(key, (each = statement(textOf(key))));
    return each;
  };
}
