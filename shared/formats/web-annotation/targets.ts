import { isJsonObject } from '../json.ts';
import { hasType, listOf, stringOf } from './annotations.ts';

/** A stretch of text as selectors state it; each of the parts may be missing. */
export interface Selected {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly exact?: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
  /** What kinds of selectors there were, for the message when none of them can be followed. */
  readonly kinds: readonly string[];
}

/** One target: of which resource, and which part of it; `null` for the whole. */
export interface Target {
  readonly source: string | undefined;
  /** The id of the target itself: of another annotation, where it points at one. */
  readonly id: string | undefined;
  readonly selected: Selected | null;
}

/** The targets of an annotation; those of a dump of Hypothesis have their source beside them. */
export function targetsOf(annotation: Readonly<Record<string, unknown>>): Target[] {
  return listOf(annotation.target).flatMap((target) => oneTarget(target, stringOf(annotation.uri)));
}

function oneTarget(target: unknown, uri: string | undefined): Target[] {
  if (typeof target === 'string') return [fromAddress(target)];
  if (!isJsonObject(target)) return [];
  // Lists and composites of whole resources.
  if (Array.isArray(target.items)) return target.items.flatMap((item) => oneTarget(item, uri));
  const stated = isJsonObject(target.source) ? target.source.id : target.source;
  const selectors = listOf(target.selector ?? target['oa:hasSelector']);
  const id = stringOf(target.id) ?? stringOf(target['@id']);
  if (selectors.length === 0 && stated === undefined && id !== undefined) return [fromAddress(id)];
  const source = stringOf(stated) ?? uri;
  return [{ source, id, selected: selectors.length === 0 ? null : alternatives(selectors) }];
}

/** An address may select a part itself, by the characters of RFC 5147. */
function fromAddress(address: string): Target {
  const [source = '', fragment = ''] = address.split('#', 2);
  const selected = fragmentOf(fragment);
  return { source: selected ? source : address, id: address, selected };
}

/** Several selectors are several ways to the same stretch: what each of them states is put together. */
function alternatives(selectors: readonly unknown[]): Selected {
  const found = { start: undefined, end: undefined, exact: undefined, prefix: '', suffix: '', kinds: [] } as {
    -readonly [Key in keyof Selected]: Selected[Key];
  } & { kinds: string[] };
  for (const selector of selectors) takeSelector(selector, found, false);
  return found;
}

function takeSelector(
  selector: unknown,
  found: { -readonly [Key in keyof Selected]: Selected[Key] } & { kinds: string[] },
  refining: boolean,
): void {
  if (typeof selector === 'string' || !isJsonObject(selector)) {
    found.kinds.push('an address');
    return;
  }
  const { start, end, exact, prefix, suffix } = selector;
  const type = selector.type ?? selector['@type'];
  found.kinds.push(typeof type === 'string' ? type : 'a selector without a type');
  if (hasType(selector, 'TextQuoteSelector') && typeof exact === 'string' && found.exact === undefined) {
    found.exact = exact;
    found.prefix = stringOf(prefix) ?? '';
    found.suffix = stringOf(suffix) ?? '';
  } else if (hasType(selector, 'TextPositionSelector') && !refining && found.start === undefined) {
    // Some tools write numbers as texts.
    const [from, to] = [Number(start), Number(end)];
    if (Number.isInteger(from) && Number.isInteger(to)) [found.start, found.end] = [from, to];
  } else if (hasType(selector, 'FragmentSelector') && typeof selector.value === 'string') {
    const range = fragmentOf(selector.value);
    if (range && found.start === undefined) [found.start, found.end] = [range.start, range.end];
  }
  // A refinement counts inside of what it refines; only its words can be looked for without that.
  if (selector.refinedBy !== undefined) takeSelector(selector.refinedBy, found, true);
}

function fragmentOf(fragment: string): Selected | null {
  const range = /^char=(\d+),(\d+)/.exec(fragment);
  return range
    ? { start: Number(range[1]), end: Number(range[2]), prefix: '', suffix: '', kinds: ['FragmentSelector'] }
    : null;
}
