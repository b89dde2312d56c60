import type { ErrorWhere } from '../../contract/errors.ts';
import type { Fragment } from '../../model/fragments.ts';
import { isInsideWord } from '../../text/words.ts';
import type { SourceText } from '../source-text.ts';
import type { Refinement, Selected } from './targets.ts';

/** The location of a selection in the text, and how it was found. */
export type Anchored =
  | { readonly at: Fragment; readonly by: 'position' | 'quote' | 'quote, elsewhere' | 'quote, several' }
  | { readonly at: null; readonly why: string };

/**
 * Finds a selection in the text: by its position if that covers the quote, otherwise by the quote with its prefix and
 * suffix. Of equal matches the nearest to the position wins, or without a position the first whole word. Selectors that
 * refine others are used only if the plain ones find nothing.
 */
export function anchor(selected: Selected, source: SourceText, where: ErrorWhere): Anchored {
  const alone = anchorAlone(selected, source, where);
  if (alone.at !== null || selected.refined.length === 0) return alone;
  const reasons = selected.kinds.length + selected.faults.length > 0 ? [alone.why] : [];
  for (const refinement of selected.refined) {
    const found = anchorWithin(refinement, source, where);
    if (found.at !== null) return found;
    reasons.push(found.why);
  }
  return { at: null, why: reasons.join('; ') };
}

/** Finds a selection inside another one, which has to be found first. */
function anchorWithin({ outer, inner }: Refinement, source: SourceText, where: ErrorWhere): Anchored {
  const around = anchor(outer, source, where);
  if (around.at !== null) {
    const found = anchor(inner, source.part(around.at), where);
    if (found.at === null) return { at: null, why: `${found.why}, within what it refines` };
    const [begin] = around.at;
    // If the outer selection was moved or ambiguous, this applies to the inner one too.
    const by = around.by === 'position' || around.by === 'quote' ? found.by : around.by;
    return { at: [begin + found.at[0], begin + found.at[1]], by };
  }
  // A part of a page, such as an XPath, has no meaning in a text. The words can still be searched in all of it, but a
  // position would count from an unknown start.
  if (outer.faults.length > 0 || outer.exact !== undefined || inner.exact === undefined) return around;
  return anchor({ ...inner, start: undefined, end: undefined }, source, where);
}

function anchorAlone(selected: Selected, source: SourceText, where: ErrorWhere): Anchored {
  const { start, end, exact, faults } = selected;
  const { text } = source;
  const placed = start === undefined || end === undefined ? null : placeOf(start, end, source, where);
  if (placed && (exact === undefined || sameWords(text.slice(...placed), exact)))
    return { at: placed, by: 'position' };
  if (exact === undefined && start !== undefined)
    return { at: null, why: 'its position is outside of the text' };
  if (exact === undefined || (exact === '' && !placed)) {
    const empty = exact === '' ? ['an empty quote without a position'] : [];
    const reasons = [...faults, ...empty];
    return {
      at: null,
      why: reasons.length > 0 ? reasons.join('; ') : `selected only by ${selected.kinds.join(', ')}`,
    };
  }
  if (exact === '' && placed) return { at: placed, by: 'position' };
  const finds = findQuote(text, exact);
  if (finds.length === 0) return { at: null, why: 'its quote is not in the text' };
  const scored = finds.map((at) => ({ at, score: surroundings(text, at, selected) }));
  const best = Math.max(...scored.map(({ score }) => score));
  const equal = scored.filter(({ score }) => score === best).map(({ at }) => at);
  const near = placed?.[0] ?? start;
  // Parts of words may be selected, but of several matches a whole word is more likely.
  const whole = equal.filter(([from, to]) => !isInsideWord(text, from) && !isInsideWord(text, to));
  const fitting = near === undefined && whole.length > 0 ? whole : equal;
  const [first] =
    near === undefined ? fitting : [...fitting].sort((a, b) => Math.abs(a[0] - near) - Math.abs(b[0] - near));
  if (!first) return { at: null, why: 'its quote is not in the text' };
  return {
    at: first,
    by: start !== undefined ? 'quote, elsewhere' : fitting.length > 1 ? 'quote, several' : 'quote',
  };
}

/** Returns the position, or `null` if it is outside of the text or cuts a character. */
function placeOf(start: number, end: number, source: SourceText, where: ErrorWhere): Fragment | null {
  if (start < 0 || start > end) return null;
  try {
    return source.place({ start, end }, 'The selection', where)[0] ?? null;
  } catch {
    return null;
  }
}

/** White space is not compared: pages show any amount of it as one blank. */
function sameWords(covered: string, quoted: string): boolean {
  return covered === quoted || collapse(covered) === collapse(quoted);
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The number of matches to consider, because a quote of one letter occurs everywhere. */
const MAX_FINDS = 5000;

function findQuote(text: string, exact: string): Fragment[] {
  const finds: Fragment[] = [];
  for (let at = text.indexOf(exact); at >= 0 && finds.length < MAX_FINDS; at = text.indexOf(exact, at + 1))
    finds.push([at, at + exact.length]);
  if (finds.length > 0) return finds;
  const words = exact
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const pattern = words
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`))
    .join(String.raw`\s+`);
  for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
    finds.push([match.index, match.index + match[0].length]);
    if (finds.length === MAX_FINDS) break;
  }
  return finds;
}

/** Returns how many characters of the expected prefix and suffix agree with a match. */
function surroundings(text: string, [start, end]: Fragment, { prefix, suffix }: Selected): number {
  const before = collapse(text.slice(Math.max(0, start - 2 * prefix.length - 50), start));
  const after = collapse(text.slice(end, end + 2 * suffix.length + 50));
  const [wantedBefore, wantedAfter] = [collapse(prefix), collapse(suffix)];
  let score = 0;
  while (score < wantedBefore.length && wantedBefore.at(-1 - score) === before.at(-1 - score)) score++;
  let following = 0;
  while (following < wantedAfter.length && wantedAfter[following] === after[following]) following++;
  return score + following;
}
