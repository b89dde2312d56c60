import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { show } from '../show.ts';
import { hasType, listOf, stringOf } from './annotations.ts';
import { MESSAGES } from './messages.ts';

/** A range of text as selectors state it; each of the parts may be missing. */
export interface Selected {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly exact?: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
  /** The kinds of selectors that occurred, for the message if none of them can be resolved. */
  readonly kinds: readonly string[];
  /** The faults of selectors that select nothing, for the same message. */
  readonly faults: readonly string[];
  /** Selectors that count inside the selection of another one. */
  readonly refined: readonly Refinement[];
}

/** A range of text within another one. */
export interface Refinement {
  readonly outer: Selected;
  readonly inner: Selected;
}

/** One target: a resource, and a part of it, or `null` for the whole. */
export interface Target {
  readonly source: string | undefined;
  /** The id of the target itself, such as of another annotation. */
  readonly id: string | undefined;
  readonly selected: Selected | null;
  /** Other data of the target that Postil does not represent: a state of its source, a style. */
  readonly more: readonly string[];
}

/** Fields of a target, besides its source and selectors, that the W3C model defines. */
const MORE = ['state', 'styleClass', 'renderedVia', 'scope'] as const;

/**
 * Returns the targets of an annotation; those of a dump of Hypothesis have their source beside them.
 *
 * @throws PostilError `refused` for a target that names nothing.
 */
export function targetsOf(annotation: Readonly<Record<string, unknown>>, where: ErrorWhere): Target[] {
  return listOf(annotation.target).flatMap((target) => oneTarget(target, stringOf(annotation.uri), where));
}

function oneTarget(target: unknown, uri: string | undefined, where: ErrorWhere): Target[] {
  if (typeof target === 'string' && target !== '') return [fromAddress(target)];
  if (!isJsonObject(target)) throw formatError(MESSAGES.targetNamesNothing(JSON.stringify(target)), where);
  // Lists and composites of whole resources.
  if (Array.isArray(target.items)) return target.items.flatMap((item) => oneTarget(item, uri, where));
  const stated = isJsonObject(target.source) ? target.source.id : target.source;
  const id = stringOf(target.id) ?? stringOf(target['@id']);
  const source = stringOf(stated) ?? uri;
  const more = MORE.filter((field) => target[field] !== undefined);
  const given = ['selector', 'oa:hasSelector'].find((field) => Object.hasOwn(target, field));
  if (given === undefined) {
    // A selector may refer to a state of the source, such as a page of its PDF.
    const refining = listOf(target.state).flatMap((state) =>
      isJsonObject(state) ? listOf(state.refinedBy) : [],
    );
    if (refining.length > 0) return [{ source, id, selected: alternatives(refining), more }];
    if (stated === undefined && id !== undefined) return [{ ...fromAddress(id), more }];
    if (source === undefined && id === undefined)
      throw formatError(MESSAGES.targetWithoutSource(JSON.stringify(target)), where);
    return [{ source, id, selected: null, more }];
  }
  const selectors = listOf(target[given]);
  // Without a selector it is not certain that the whole text is the target.
  const selected =
    selectors.length > 0
      ? alternatives(selectors)
      : {
          ...NOTHING,
          faults: [target[given] === null ? 'its selector is null' : 'its list of selectors is empty'],
        };
  return [{ source, id, selected, more }];
}

const NOTHING: Selected = { prefix: '', suffix: '', kinds: [], faults: [], refined: [] };

/** An address may itself select a part, by the characters of RFC 5147. */
function fromAddress(address: string): Target {
  const [source = '', fragment = ''] = address.split('#', 2);
  const range = characterRange(fragment);
  const selected = range && { ...NOTHING, ...range, kinds: ['FragmentSelector'] };
  return { source: selected ? source : address, id: address, selected, more: [] };
}

type Building = { -readonly [Key in keyof Selected]: Selected[Key] } & {
  kinds: string[];
  faults: string[];
  refined: Refinement[];
};

/** Several selectors are alternatives for the same range, so their data is combined. */
function alternatives(selectors: readonly unknown[]): Selected {
  const found: Building = { ...NOTHING, kinds: [], faults: [], refined: [] };
  for (const selector of selectors) {
    const refining = isJsonObject(selector) ? listOf(selector.refinedBy) : [];
    if (refining.length === 0) takeSelector(selector, found);
    else found.refined.push({ outer: single(selector), inner: alternatives(refining) });
  }
  return found;
}

/** Returns the range that a single selector states. */
function single(selector: unknown): Selected {
  const found: Building = { ...NOTHING, kinds: [], faults: [], refined: [] };
  takeSelector(selector, found);
  return found;
}

function takeSelector(selector: unknown, found: Building): void {
  if (typeof selector === 'string') {
    found.kinds.push('an address');
    return;
  }
  if (!isJsonObject(selector)) {
    found.faults.push(`one of its selectors is ${show(JSON.stringify(selector))}`);
    return;
  }
  const { exact, prefix, suffix, value } = selector;
  const type = selector.type ?? selector['@type'];
  if (hasType(selector, 'TextQuoteSelector')) {
    if (typeof exact !== 'string')
      found.faults.push(`its TextQuoteSelector has ${stated('exact', exact)} instead of words`);
    else if (found.exact === undefined) {
      found.exact = exact;
      found.prefix = stringOf(prefix) ?? '';
      found.suffix = stringOf(suffix) ?? '';
    }
  } else if (hasType(selector, 'TextPositionSelector')) takePosition(selector, found);
  else if (hasType(selector, 'FragmentSelector') && typeof value === 'string') {
    const range = characterRange(value);
    if (range && found.start === undefined) Object.assign(found, range);
  }
  found.kinds.push(typeof type === 'string' ? type : 'a selector without a type');
}

function takePosition({ start, end }: Readonly<Record<string, unknown>>, found: Building): void {
  const [from, to] = [wholeNumber(start), wholeNumber(end)];
  if (from === null || to === null)
    found.faults.push(`its TextPositionSelector has ${stated('start', start)} and ${stated('end', end)}`);
  else if (from < 0) found.faults.push(`its TextPositionSelector starts at ${from}, before the text`);
  else if (from > to)
    found.faults.push(`its TextPositionSelector starts at ${from} and ends before it, at ${to}`);
  else if (found.start === undefined) [found.start, found.end] = [from, to];
}

/**
 * Some tools write numbers as texts. Returns `null` for everything else: JavaScript would convert `null` and "" to 0.
 */
function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : null;
}

function stated(name: string, value: unknown): string {
  return value === undefined ? `no ${name}` : `the ${name} ${show(JSON.stringify(value), 60)}`;
}

/** Returns the range in a fragment like "char=4,11". After a ";" it has checks that it is the same text (RFC 5147). */
function characterRange(fragment: string): { start: number; end: number } | null {
  const range = /^char=(\d*),(\d+)(?:;.*)?$/s.exec(fragment);
  return range && { start: Number(range[1]), end: Number(range[2]) };
}
