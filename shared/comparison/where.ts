import { PostilError } from '../contract/errors.ts';
import { Status } from '../model/document.ts';
import { CaseState } from '../model/review.ts';

/**
 * The language of conditions on cases, used by the queue's filter and by `decide --where`:
 *
 *     type = PERSON and score >= 0.9 and not (text ~ "press" or document = "news 12")
 *
 * It has `and`, `or`, `not` and brackets; `FIELD in (A, B)`; `=` and `!=`; `<`, `<=`, `>`, `>=` for numbers; `~` and
 * `!~` for "contains these letters", ignoring case and accents. Values are words, numbers, or anything in double or
 * single quotes.
 */
export const WHERE_FIELDS = {
  type: { kind: 'word', help: 'type of the proposal, or one above it' },
  score: { kind: 'number', help: 'score, 0 to 1, or none' },
  text: { kind: 'text', help: 'the words proposed' },
  source: { kind: 'text', help: 'set that proposes; also as model' },
  document: { kind: 'text', help: 'id, title or file name of the article' },
  status: { kind: 'choice', choices: Status.options, help: 'status of the article in the target set' },
  state: { kind: 'choice', choices: CaseState.options, help: 'how the case stands' },
  disagreement: { kind: 'number', help: 'how many other sets say something else there' },
  length: { kind: 'number', help: 'length of the words, in characters' },
  kind: { kind: 'choice', choices: ['mention', 'claim', 'event', 'relation'], help: 'what is proposed' },
} as const satisfies Record<string, Field>;

interface Field {
  readonly kind: 'word' | 'text' | 'number' | 'choice';
  readonly choices?: readonly string[];
  readonly help: string;
}

export type WhereField = keyof typeof WHERE_FIELDS;
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~';

/** A parsed expression. The value `null` is a missing score. */
export type Where =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Where[] }
  | { readonly op: 'not'; readonly part: Where }
  | {
      readonly op: 'test';
      readonly field: WhereField;
      readonly comparison: Comparison;
      readonly values: readonly (string | number | null)[];
    };

/** The condition that every case meets. */
export const EVERYTHING: Where = { op: 'and', parts: [] };

interface Token {
  readonly kind: 'word' | 'quoted' | 'sign';
  readonly text: string;
  /** UTF-16 offset in the expression. */
  readonly at: number;
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|!~|<=|>=|[=<>~(),])|([^\s=<>~!(),"']+))/uy;
/** Deeper nesting of brackets than anybody writes by hand is refused. */
const DEEPEST = 100;

/** Parses an expression; every case meets an empty one. Error: invalid-input, with the position and the known names. */
export function parseWhere(expression: string): Where {
  const parser = new Parser(tokens(expression), expression.length);
  return parser.whole();
}

/** Quotes a value for use in an expression. */
export function quoted(value: string): string {
  return /^[^\s=<>~!(),"'\\]+$/u.test(value) &&
    !['and', 'or', 'not', 'in', 'none'].includes(value.toLowerCase())
    ? value
    : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function tokens(expression: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  while (expression.slice(end).trim() !== '') {
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(expression);
    if (!match) {
      const at = end + expression.slice(end).search(/\S/);
      throw problem(at, `“${expression.slice(at, at + 12)}” cannot stand here; a quote may be open`);
    }
    const [whole, quote, sign, word] = match;
    const at = end + whole.search(/\S/);
    end = TOKEN.lastIndex;
    if (quote !== undefined)
      found.push({ kind: 'quoted', text: quote.slice(1, -1).replace(/\\(.)/gsu, '$1'), at });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign, at });
    else found.push({ kind: 'word', text: word!, at });
  }
  return found;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  constructor(all: readonly Token[], end: number) {
    this.#tokens = all;
    this.#end = end;
  }

  whole(): Where {
    if (this.#tokens.length === 0) return EVERYTHING;
    const where = this.#any();
    const left = this.#peek();
    if (left) throw problem(left.at, `“${left.text}” is left over; join conditions by and, or`);
    return where;
  }

  #any(): Where {
    const parts = [this.#all()];
    while (this.#takeWord('or')) parts.push(this.#all());
    return parts.length === 1 ? parts[0]! : { op: 'or', parts };
  }

  #all(): Where {
    const parts = [this.#one()];
    while (this.#takeWord('and')) parts.push(this.#one());
    return parts.length === 1 ? parts[0]! : { op: 'and', parts };
  }

  #one(): Where {
    if (++this.#depth > DEEPEST) throw problem(this.#peek()?.at ?? this.#end, 'The brackets are too deep');
    try {
      if (this.#takeWord('not')) return { op: 'not', part: this.#one() };
      if (!this.#takeSign('(')) return this.#test();
      const where = this.#any();
      if (!this.#takeSign(')')) throw problem(this.#peek()?.at ?? this.#end, 'A bracket is not closed');
      return where;
    } finally {
      this.#depth--;
    }
  }

  #test(): Where {
    const name = this.#take('the name of a field');
    const field = fieldOf(name);
    if (this.#takeWord('in')) {
      if (!this.#takeSign('(')) throw problem(this.#peek()?.at ?? this.#end, 'in wants values in brackets');
      const values = [this.#value(field)];
      while (this.#takeSign(',')) values.push(this.#value(field));
      if (!this.#takeSign(')')) throw problem(this.#peek()?.at ?? this.#end, 'A bracket is not closed');
      return { op: 'test', field, comparison: '=', values };
    }
    const sign = this.#take('=, !=, <, <=, >, >=, ~, !~ or in');
    const comparison = COMPARISONS.find((each) => sign.kind === 'sign' && each === sign.text);
    if (!comparison)
      throw problem(sign.at, `“${sign.text}” cannot stand here; it wants ${COMPARISONS.join(' ')} or in`);
    const { kind } = WHERE_FIELDS[field];
    if (/^[<>]/.test(comparison) && kind !== 'number')
      throw problem(sign.at, `${field} has no order, so it cannot be compared by ${comparison}`);
    if (comparison.endsWith('~') && kind !== 'text')
      throw problem(sign.at, `${field} cannot be searched by ${comparison}; use = or !=`);
    const value = this.#value(field);
    if (value === null && /^[<>]/.test(comparison))
      throw problem(sign.at, 'none can only be compared by = and !=');
    return { op: 'test', field, comparison, values: [value] };
  }

  #value(field: WhereField): string | number | null {
    const token = this.#take(`a value for ${field}`);
    if (token.kind === 'sign') throw problem(token.at, `“${token.text}” is no value for ${field}`);
    const declared: Field = WHERE_FIELDS[field];
    if (declared.kind === 'number') {
      if (field === 'score' && token.text.toLowerCase() === 'none') return null;
      const number = Number(token.text);
      if (token.text.trim() === '' || !Number.isFinite(number))
        throw problem(token.at, `“${token.text}” is no number, which ${field} wants`);
      return number;
    }
    if (declared.choices && !declared.choices.includes(token.text))
      throw problem(
        token.at,
        `“${token.text}” is no ${field}; there are: ${declared.choices.map(quoted).join(', ')}`,
      );
    return token.text;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #take(wanted: string): Token {
    const token = this.#peek();
    if (!token) throw problem(this.#end, `The expression ends where ${wanted} is wanted`);
    this.#next++;
    return token;
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#next++;
    return true;
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#next++;
    return true;
  }
}

const COMPARISONS: readonly Comparison[] = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'];

function fieldOf({ text, kind, at }: Token): WhereField {
  const name = text.toLowerCase() === 'model' ? 'source' : text.toLowerCase();
  if (kind === 'word' && Object.hasOwn(WHERE_FIELDS, name)) return name as WhereField;
  throw problem(at, `“${text}” is no field; there are: ${Object.keys(WHERE_FIELDS).join(', ')}`);
}

function problem(at: number, what: string): PostilError {
  return new PostilError('invalid-input', `${what} (character ${at + 1} of the condition).`, {
    field: 'where',
  });
}
