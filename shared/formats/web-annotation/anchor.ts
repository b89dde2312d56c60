import type { ErrorWhere } from '../../contract/errors.ts';
import type { Fragment } from '../../model/fragments.ts';
import type { SourceText } from '../source-text.ts';
import type { Selected } from './targets.ts';

/** Where a selection was found in the text, and how. */
export type Anchored =
  | { readonly at: Fragment; readonly by: 'position' | 'quote' | 'quote, elsewhere' | 'quote, several' }
  | { readonly at: null; readonly why: string };

/**
 * Finds a selection in the text: by its position where that covers the quote, else by the quote with what stands before and
 * after it. Between equal finds the one nearest to the position counts.
 */
export function anchor(selected: Selected, source: SourceText, where: ErrorWhere): Anchored {
  const { start, end, exact } = selected;
  const { text } = source;
  const placed = start === undefined || end === undefined ? null : placeOf(start, end, source, where);
  if (placed && (exact === undefined || sameWords(text.slice(...placed), exact)))
    return { at: placed, by: 'position' };
  if (exact === undefined)
    return {
      at: null,
      why:
        start === undefined
          ? `selected only by ${selected.kinds.join(', ')}`
          : 'its position is outside of the text',
    };
  if (exact === '')
    return placed ? { at: placed, by: 'position' } : { at: null, why: 'an empty quote without a position' };
  const finds = findQuote(text, exact);
  if (finds.length === 0) return { at: null, why: 'its quote is not in the text' };
  const scored = finds.map((at) => ({ at, score: surroundings(text, at, selected) }));
  const best = Math.max(...scored.map(({ score }) => score));
  const fitting = scored.filter(({ score }) => score === best).map(({ at }) => at);
  const near = placed?.[0] ?? start;
  const [first] =
    near === undefined ? fitting : [...fitting].sort((a, b) => Math.abs(a[0] - near) - Math.abs(b[0] - near));
  if (!first) return { at: null, why: 'its quote is not in the text' };
  return {
    at: first,
    by: start !== undefined ? 'quote, elsewhere' : fitting.length > 1 ? 'quote, several' : 'quote',
  };
}

/** `null` for what lies outside of the text, or cuts a character. */
function placeOf(start: number, end: number, source: SourceText, where: ErrorWhere): Fragment | null {
  if (start < 0 || start > end) return null;
  try {
    return source.place({ start, end }, 'The selection', where)[0] ?? null;
  } catch {
    return null;
  }
}

/** Blanks and line ends are not compared: pages show many of them as one. */
function sameWords(covered: string, quoted: string): boolean {
  return covered === quoted || collapse(covered) === collapse(quoted);
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** So many places are looked at: a quote of one letter stands everywhere. */
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

/** How much of what shall stand before and after a find does, in characters. */
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
