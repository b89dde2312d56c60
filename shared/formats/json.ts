/** What is wrong with a JSON text, and the column (1-based, UTF-16) where it was found. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem';
  readonly column: number;

  constructor(reason: string, column: number) {
    super(reason);
    this.column = column;
  }
}

/** Whether a parsed value is an object and no array. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /true|false|null/y;

/**
 * Parses JSON more strictly than `JSON.parse`: refuses repeated keys and the key `__proto__`, nesting deeper than 200,
 * numbers that a double cannot represent (1e999, whole numbers past 2^53). What `JSON.parse` would silently change is
 * never imported.
 *
 * @throws JsonProblem with the column.
 */
export function parseJson(text: string): unknown {
  new Checker(text).check();
  return JSON.parse(text);
}

/** Walks the grammar with its own stack, so that depth is counted and the call stack cannot overflow. */
class Checker {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  check(): void {
    // One entry per open bracket: the keys seen in an object, or null in an array.
    const open: (Set<string> | null)[] = [];
    for (;;) {
      this.#space();
      const character = this.#text[this.#at];
      if (character === '{' || character === '[') {
        if (open.length === MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH} levels`);
        this.#at++;
        this.#space();
        if (this.#text[this.#at] === (character === '{' ? '}' : ']')) this.#at++;
        else {
          const keys = character === '{' ? new Set<string>() : null;
          open.push(keys);
          if (keys) this.#key(keys);
          continue;
        }
      } else this.#scalar(character);
      if (!this.#close(open)) return;
    }
  }

  /** Closes what ends after a value. Returns true if another value follows, false at the end of the text. */
  #close(open: (Set<string> | null)[]): boolean {
    for (;;) {
      this.#space();
      const keys = open.at(-1);
      const character = this.#text[this.#at];
      if (keys === undefined) {
        if (character !== undefined) this.#fail('something follows the end of the record');
        return false;
      }
      if (character === ',') {
        this.#at++;
        this.#space();
        if (keys) this.#key(keys);
        return true;
      }
      if (character !== (keys ? '}' : ']')) this.#unexpected(keys ? '"," or "}"' : '"," or "]"');
      this.#at++;
      open.pop();
    }
  }

  #key(keys: Set<string>): void {
    if (this.#text[this.#at] !== '"') this.#unexpected('a key in quotation marks');
    const start = this.#at;
    this.#string();
    const raw = this.#text.slice(start + 1, this.#at - 1);
    const key = raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
    if (keys.has(key)) this.#fail(`the key ${JSON.stringify(key)} occurs twice in one object`, start);
    if (key === '__proto__') this.#fail('the key "__proto__" is not allowed', start);
    keys.add(key);
    this.#space();
    if (this.#text[this.#at] !== ':') this.#unexpected('":"');
    this.#at++;
  }

  #scalar(character: string | undefined): void {
    if (character === '"') return this.#string();
    const start = this.#at;
    const word = this.#match(WORD);
    if (word !== null) return;
    const number = this.#match(NUMBER);
    if (number === null) {
      const name = /^-?(?:NaN|Infinity)/.exec(this.#text.slice(start, start + 10))?.[0];
      if (name) this.#fail(`${name} is not JSON`, start);
      this.#unexpected('a value');
    }
    const value = Number(number);
    if (!Number.isFinite(value)) this.#fail(`the number ${number} is too large`, start);
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(number)) {
      this.#fail(`the whole number ${number.slice(0, 40)} is past 2^53 and would be changed`, start);
    }
  }

  #string(): void {
    const start = this.#at++;
    // Long runs without special characters are common, so they are skipped by a search.
    const special = /["\\\u0000-\u001f]/g;
    for (;;) {
      special.lastIndex = this.#at;
      const found = special.exec(this.#text);
      if (!found) this.#fail('the record is cut off inside a string', start);
      this.#at = found.index;
      if (found[0] === '"') {
        this.#at++;
        return;
      }
      if (found[0] !== '\\') this.#fail('a string contains a control character');
      if (this.#match(ESCAPE) === null) this.#fail('a backslash without a valid escape');
    }
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return null;
    this.#at += found[0].length;
    return found[0];
  }

  #space(): void {
    this.#match(SPACE);
  }

  #unexpected(wanted: string): never {
    const character = this.#text[this.#at];
    return character === undefined
      ? this.#fail(`the record is cut off: ${wanted} should follow`)
      : this.#fail(`${wanted} expected, found ${JSON.stringify(character)}`);
  }

  #fail(reason: string, at: number = this.#at): never {
    throw new JsonProblem(reason, at + 1);
  }
}
