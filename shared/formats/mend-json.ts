/** Mended JSON with the mapping to the original positions. */
export interface MendedJson {
  readonly text: string;
  /** Converts an offset in the mended text to one in the original. */
  readonly original: (offset: number) => number;
}

/**
 * Converts what language models and Python programs write instead of JSON to JSON: removes comments, and commas before
 * a closing bracket; replaces NaN and the infinities by null and `True`, `False` and `None` by their equivalents; puts
 * keys without quotation marks and strings in single ones into double ones; escapes line ends inside strings. The rest
 * stays unchanged, so that the strict parser still refuses what is not JSON; nothing that was cut off is closed.
 *
 * @returns `null` if nothing had to be changed
 */
export function mendJson(text: string): MendedJson | null {
  const out: string[] = [];
  const from: number[] = [];
  /** The position in `out` of a comma that only spaces and comments follow so far. */
  let comma = -1;
  let changed = false;
  for (let at = 0; at < text.length;) {
    const token = nextToken(text, at);
    from.push(at);
    at += token.length;
    const mended = mendToken(token, text, at);
    if (mended !== token) changed = true;
    if (comma >= 0 && (token === '}' || token === ']')) {
      out[comma] = '';
      changed = true;
    }
    if (token === ',') comma = out.length;
    else if (mended.trim() !== '') comma = -1;
    out.push(mended);
  }
  if (!changed) return null;
  const original = (offset: number) => {
    let end = 0;
    const token = out.findIndex((mended) => (end += mended.length) > offset);
    return token < 0 ? text.length : from[token]! + Math.max(0, offset - (end - out[token]!.length));
  };
  return { text: out.join(''), original };
}

const COMMENT = /\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//y;
const DOUBLE = /"(?:[^"\\]|\\[\s\S])*"?/y;
/**
 * Ends at the first quotation mark that something follows which can follow a string; an apostrophe within a word is
 * skipped.
 */
const SINGLE = /'(?:[^'\\]|\\[\s\S]|'(?!\s*(?:[,:}\]]|$)))*'?/y;
const NAME = /-?[\p{L}_$][\p{L}\p{N}_$]*/uy;
const OTHER = /\s+|[^\s"'/#,{}[\]\p{L}_$-]+|[\s\S]/uy;

function nextToken(text: string, at: number): string {
  for (const pattern of [DOUBLE, SINGLE, COMMENT, NAME, OTHER]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return found[0];
  }
  return text.slice(at, at + 1);
}

const MEANT: Readonly<Record<string, string>> = {
  True: 'true',
  False: 'false',
  None: 'null',
  undefined: 'null',
  NaN: 'null',
  '-NaN': 'null',
  nan: 'null',
  Infinity: 'null',
  '-Infinity': 'null',
};

function mendToken(token: string, text: string, end: number): string {
  const first = token[0]!;
  if (first === '"') return token.length > 1 ? token.replace(/[\n\r\t]/g, escaped) : token;
  if (first === "'") {
    if (token.length < 2 || !token.endsWith("'")) return token;
    const inner = token.slice(1, -1).replace(/\\'/g, "'");
    return `"${inner.replace(/(\\[\s\S])|"/g, (_, kept: string | undefined) => kept ?? '\\"').replace(/[\n\r\t]/g, escaped)}"`;
  }
  if (/^(?:\/[/*]|#)/.test(token)) return ' ';
  if (/^-?[\p{L}_$]/u.test(token)) {
    if (/^\s*:/.test(text.slice(end, end + 40))) return JSON.stringify(token);
    return Object.hasOwn(MEANT, token) ? MEANT[token]! : token;
  }
  return token;
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : character === '\r' ? '\\r' : '\\t';
}
