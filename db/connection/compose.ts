import type { Sql, SqlValue } from './connection.ts';

/** Texts of statements that were put together, so that the same one is the same key of the statement cache. */
const known = new Map<string, TemplateStringsArray>();

/**
 * Joins pieces of SQL into one statement, parameters and all. For conditions that a person chose; what is fixed in the code is one
 * template. The pieces must come from the `sql` tag: nothing a person wrote is ever text of a statement.
 */
export function compose(pieces: readonly Sql[], glue = ' '): Sql {
  const strings: string[] = [''];
  const values: SqlValue[] = [];
  pieces.forEach((piece, i) => {
    const [first = '', ...rest] = piece.strings;
    strings.push((strings.pop() ?? '') + (i === 0 ? '' : glue) + first);
    strings.push(...rest);
    values.push(...piece.values);
  });
  const text = strings.join('?');
  let cached = known.get(text);
  if (!cached) known.set(text, (cached = Object.assign(strings, { raw: strings })));
  return { strings: cached, values };
}
