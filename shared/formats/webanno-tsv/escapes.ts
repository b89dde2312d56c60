/** Characters that a value escapes; "->" counts as one. */
const ESCAPED_VALUE = /\\(->|[\\[\]|_;tn*])/g;
const TO_ESCAPE_IN_VALUE = /->|[\\[\]|_;\t\n*]/g;
const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', f: '\f', r: '\r', b: '\b', '\\': '\\' };
const SIGNS = new Map(Object.entries(LETTERS).map(([letter, sign]) => [sign, `\\${letter}`]));
const CONTROLS = '\\u0000-\\u0007\\u000e-\\u001f';
const ESCAPED_TEXT = new RegExp(`\\\\([tnfrb\\\\${CONTROLS}])`, 'g');
const TO_ESCAPE_IN_TEXT = new RegExp(`[\\t\\n\\f\\r\\b\\\\${CONTROLS}]`, 'g');
const ESCAPED_JAVA = /\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(.))/g;

export function escapeValue(value: string): string {
  return value.replace(TO_ESCAPE_IN_VALUE, (sign) =>
    sign === '\t' ? '\\t' : sign === '\n' ? '\\n' : `\\${sign}`,
  );
}

export function unescapeValue(value: string): string {
  return value.replace(ESCAPED_VALUE, (_, sign: string) =>
    sign === 't' ? '\t' : sign === 'n' ? '\n' : sign,
  );
}

/** Escapes the text of a sentence, in which the separators of values are ordinary characters. */
export function escapeText(text: string): string {
  return text.replace(TO_ESCAPE_IN_TEXT, (sign) => SIGNS.get(sign) ?? `\\${sign}`);
}

/** Up to version 3.1 texts had the escapes of Java. */
export function unescapeText(text: string, version: number): string {
  if (version < 3.2) {
    return text.replace(ESCAPED_JAVA, (_, hex?: string, octal?: string, sign?: string) =>
      hex !== undefined
        ? String.fromCharCode(parseInt(hex, 16))
        : octal !== undefined
          ? String.fromCharCode(parseInt(octal, 8))
          : (LETTERS[sign ?? ''] ?? sign ?? ''),
    );
  }
  return text.replace(ESCAPED_TEXT, (_, sign: string) => LETTERS[sign] ?? sign);
}

/** Splits at a separator unless it is escaped. */
export function splitUnescaped(cell: string, separator: '|' | ';'): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < cell.length; i++) {
    if (cell[i] === '\\') i++;
    else if (cell[i] === separator) {
      parts.push(cell.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(cell.slice(start));
  return parts;
}

/** Returns the text in brackets at the end of an item, and the item without it. A bracket of the value is escaped. */
export function splitSuffix(item: string, inside: RegExp): { value: string; suffix: RegExpExecArray | null } {
  const open = item.endsWith(']') ? item.lastIndexOf('[') : -1;
  const suffix = open < 0 || escapedAt(item, open) ? null : inside.exec(item.slice(open + 1, -1));
  return suffix ? { value: item.slice(0, open), suffix } : { value: item, suffix: null };
}

/** Whether an odd number of backslashes precedes a position. */
export function escapedAt(item: string, at: number): boolean {
  let before = at;
  while (before > 0 && item[before - 1] === '\\') before--;
  return (at - before) % 2 === 1;
}
