/**
 * Returns a string for display in messages: quoted, shortened, with control and direction characters escaped, so that
 * hostile text can neither reorder nor hide the message around it.
 */
export function show(text: string, limit = 60): string {
  const points = [...text.slice(0, limit * 2 + 2)];
  const short = points.length > limit ? `${points.slice(0, limit).join('')}…` : text;
  const escaped = short.replace(/["\\]|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : character === '\n'
        ? '\\n'
        : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return `"${escaped}"`;
}
