import { JsonProblem, parseJson } from '../json.ts';
import { mendJson } from '../mend-json.ts';
import { readTriplets } from './triplets.ts';

/**
 * Returns the JSON values in a model's response: the whole text, or what is in code fences or between sentences such as
 * "Here is the JSON:". Reasoning before the response is ignored. Text with REBEL's marks gives its relations. Empty if
 * there is none.
 *
 * @throws JsonProblem if the response begins JSON that is broken or cut off.
 */
export function valuesInAnswer(answer: string): unknown[] {
  const text = withoutThoughts(answer).trim();
  const triplets = readTriplets(text);
  if (triplets) return [triplets];
  const fenced = [...text.matchAll(FENCE)].map(([, inside]) => inside!.trim()).filter(begins);
  if (fenced.length > 0) return fenced.flatMap(valuesIn);
  return valuesIn(text);
}

/**
 * Parses JSON, mending it if necessary.
 * @throws JsonProblem with the column in the original text.
 */
export function parseLoosely(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const mended = mendJson(text);
    if (!mended) throw error;
    try {
      return parseJson(mended.text);
    } catch (problem) {
      if (!(problem instanceof JsonProblem)) throw problem;
      throw new JsonProblem(problem.message, mended.original(problem.column - 1) + 1);
    }
  }
}

const FENCE = /```[\w-]*[ \t]*\r?\n([\s\S]*?)(?:```|$)/g;
const THOUGHTS = /<(think|thinking|thought|reasoning)>[\s\S]*?<\/\1>/gi;
/** The number of brackets in prose that are tried as JSON. */
const MOST_TRIES = 200;

function withoutThoughts(answer: string): string {
  const text = answer.replace(THOUGHTS, '');
  // Some servers remove the opening mark.
  const end = /^[\s\S]*<\/think(?:ing)?>/i.exec(text);
  return end ? text.slice(end[0].length) : text;
}

function begins(text: string): boolean {
  return /^[[{]/.test(text);
}

/** Returns objects, and lists of objects or lists, wherever they begin. */
function valuesIn(text: string): unknown[] {
  if (begins(text)) {
    try {
      return [parseLoosely(text)];
    } catch (error) {
      const several = scan(text);
      if (several.length === 0) throw error;
      return several;
    }
  }
  return scan(text);
}

/**
 * Returns the values in a text, wherever they begin. Refuses all if something clearly begins JSON and is cut off or
 * broken: its inner parts would be an incomplete response.
 */
function scan(text: string): unknown[] {
  const found: unknown[] = [];
  let tries = 0;
  for (let at = 0; at < text.length && tries < MOST_TRIES;) {
    const start = text.slice(at).search(/[[{]/);
    if (start < 0) break;
    at += start;
    tries++;
    const isJson = /^(?:\{\s*["'}]|\[\s*\{)/.test(text.slice(at, at + 200));
    const end = closing(text, at);
    if (end === null && isJson) throw new JsonProblem('the answer is cut off', text.length + 1);
    if (end === null) {
      at++;
      continue;
    }
    try {
      const value = parseLoosely(text.slice(at, end));
      if (isOfUse(value)) found.push(value);
      at = end;
    } catch (error) {
      if (isJson) throw error;
      at++;
    }
  }
  return found;
}

/** Returns the position of the bracket that closes the one at `at`, or null. */
function closing(text: string, at: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let i = at; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character === '\\') i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return null;
}

function isOfUse(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (!Array.isArray(value) || value.some((item) => typeof item === 'object' && item !== null))
  );
}
