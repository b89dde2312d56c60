import type { ErrorWhere } from '../../contract/errors.ts';
import type { AttributeValue } from '../../model/attributes/index.ts';
import { formatError } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { MESSAGES } from './messages.ts';
import { RELATION_KEYS, SPAN_KEYS, TOKEN_KEYS } from './options.ts';

/** A span in a record; offsets in the file's unit. */
export interface StatedSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string | null;
  readonly text?: string | undefined;
  readonly score?: number | undefined;
  /** Numbers of its first and last token. */
  readonly tokens?: readonly [first: number, last: number] | undefined;
  /** The group of `doc.spans` it is in. */
  readonly group?: string;
  readonly more: Readonly<Record<string, unknown>>;
}

export interface StatedToken {
  readonly start: number;
  readonly end: number;
  readonly text?: string | undefined;
  readonly more: Readonly<Record<string, unknown>>;
}

/** One end of a relation: a token by its number, and its span if the file repeats it. */
export interface StatedEnd {
  readonly token: number | null;
  readonly span: StatedSpan | null;
}

export interface StatedRelation {
  readonly label: string;
  readonly head: StatedEnd;
  readonly child: StatedEnd;
  readonly more: Readonly<Record<string, unknown>>;
}

/** The common form of all shapes of records. */
export interface Task {
  readonly text: string;
  readonly spans: readonly StatedSpan[];
  /** `null` if the record has none. */
  readonly tokens: readonly StatedToken[] | null;
  readonly sentences: readonly (readonly [start: number, end: number])[];
  readonly relations: readonly StatedRelation[];
  readonly labels: readonly { readonly name: string; readonly value: AttributeValue }[];
  /** All other fields, unchanged. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** Offsets were computed here and count UTF-16; otherwise they are the file's. */
  readonly measured?: boolean;
}

/** Returns the fields of an object except those named. */
export function others(
  value: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
}

/** Reads spans in any of the shapes: a list of objects or triples, or such lists by the name of their group. */
export function statedSpans(
  value: unknown,
  what: string,
  tokens: readonly StatedToken[] | null,
  where: ErrorWhere,
  group?: string,
): StatedSpan[] {
  if (value === undefined || value === null) return [];
  if (isJsonObject(value) && group === undefined)
    return Object.entries(value).flatMap(([name, list]) =>
      statedSpans(list, `${what}.${name}`, tokens, where, name),
    );
  if (!Array.isArray(value)) throw formatError(MESSAGES.notSpans(what), where);
  return value.map((item: unknown, i) => {
    const stated = Array.isArray(item) ? fromTriple(item, `${what}[${i}]`, where) : item;
    if (!isJsonObject(stated)) throw formatError(MESSAGES.notASpan(what, i), where);
    return { ...statedSpan(stated, `${what}[${i}]`, tokens, where), ...(group !== undefined && { group }) };
  });
}

function fromTriple(item: readonly unknown[], what: string, where: ErrorWhere): Record<string, unknown> {
  const [start, end, label, ...rest] = item;
  if (
    typeof start !== 'number' ||
    typeof end !== 'number' ||
    (label !== undefined && typeof label !== 'string')
  )
    throw formatError(MESSAGES.notATriple(what), where);
  return { start, end, label, ...(rest.length > 0 && { more: rest }) };
}

export function statedSpan(
  item: Readonly<Record<string, unknown>>,
  what: string,
  tokens: readonly StatedToken[] | null,
  where: ErrorWhere,
): StatedSpan {
  const first = wholeNumber(item.token_start, `${what}.token_start`, where);
  const last = wholeNumber(item.token_end, `${what}.token_end`, where);
  // Some scripts only state tokens; `token_end` is the last token, not the one after it.
  const start = wholeNumber(item.start, `${what}.start`, where) ?? tokenAt(tokens, first, what, where)?.start;
  const end = wholeNumber(item.end, `${what}.end`, where) ?? tokenAt(tokens, last, what, where)?.end;
  if (start === undefined || end === undefined) throw formatError(MESSAGES.noStartAndEnd(what), where);
  const { label, text, score } = item;
  if (label !== undefined && label !== null && typeof label !== 'string' && typeof label !== 'number')
    throw formatError(MESSAGES.labelNotAText(what), where);
  const scored = typeof score === 'number' && score >= 0 && score <= 1;
  return {
    start,
    end,
    label: label === undefined || label === null || label === '' ? null : String(label),
    text: typeof text === 'string' ? text : undefined,
    ...(scored && { score }),
    tokens: first !== undefined && last !== undefined ? [first, last] : undefined,
    more: { ...others(item, SPAN_KEYS), ...(!scored && score !== undefined && { score }) },
  };
}

export function statedTokens(value: unknown, where: ErrorWhere): StatedToken[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw formatError(MESSAGES.tokensNotAList, where);
  return value.map((item: unknown, i) => {
    if (!isJsonObject(item)) throw formatError(MESSAGES.notAToken(i), where);
    const start = wholeNumber(item.start, `tokens[${i}].start`, where);
    const end = wholeNumber(item.end, `tokens[${i}].end`, where);
    if (start === undefined || end === undefined)
      throw formatError(MESSAGES.tokenWithoutStartAndEnd(i), where);
    return {
      start,
      end,
      text: typeof item.text === 'string' ? item.text : undefined,
      more: others(item, TOKEN_KEYS),
    };
  });
}

export function statedRelations(
  value: unknown,
  tokens: readonly StatedToken[] | null,
  where: ErrorWhere,
): StatedRelation[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw formatError(MESSAGES.relationsNotAList, where);
  return value.map((item: unknown, i) => {
    const what = `relations[${i}]`;
    if (!isJsonObject(item) || (typeof item.label !== 'string' && item.label !== undefined))
      throw formatError(MESSAGES.notARelation(what), where);
    const end = (name: 'head' | 'child'): StatedEnd => {
      const token = wholeNumber(item[name], `${what}.${name}`, where) ?? null;
      const span = item[`${name}_span`];
      if (isJsonObject(span)) return { token, span: statedSpan(span, `${what}.${name}_span`, tokens, where) };
      if (token === null || !tokenAt(tokens, token, what, where))
        throw formatError(MESSAGES.noEnd(what, name), where);
      return { token, span: null };
    };
    return {
      label: item.label ?? 'related',
      head: end('head'),
      child: end('child'),
      more: others(item, RELATION_KEYS),
    };
  });
}

/** Returns the token with that number. Throws if the record has fewer tokens. */
export function tokenAt(
  tokens: readonly StatedToken[] | null,
  number: number | undefined,
  what: string,
  where: ErrorWhere,
): StatedToken | undefined {
  if (number === undefined || tokens === null) return undefined;
  const token = tokens[number];
  if (!token) throw formatError(MESSAGES.absentToken(what, number, tokens.length), where);
  return token;
}

function wholeNumber(value: unknown, what: string, where: ErrorWhere): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw formatError(MESSAGES.notAnIndex(what), where);
  return value;
}
