import type { Fragment } from '../model/fragments.ts';
import { cutAfter, cutBefore, graphemeSegmenter, isPlain, wholeText } from './segments.ts';

/** Whether a window may be cut at `at`, because the units on either side cannot belong to one grapheme. */
function mayCut(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return (isPlain(before) || before === 0x0a) && (isPlain(after) || after === 0x0a);
}

/** Returns the grapheme `[start, end)` that contains the code unit at `offset`. Reads only the units around it. */
function graphemeAt(text: string, offset: number): Fragment {
  const bounds = wholeText(text);
  const from = cutBefore(text, offset, bounds, mayCut);
  const to = cutAfter(text, offset + 1, bounds, mayCut);
  if (to - from === 1) return [from, to];
  const found = graphemeSegmenter.segment(text.slice(from, to)).containing(offset - from);
  if (!found) return [from, to];
  return [from + found.index, from + found.index + found.segment.length];
}

/** Whether `offset` (UTF-16) lies between two user-perceived characters. The ends of the text are boundaries. */
export function isGraphemeBoundary(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return offset === 0 || offset === text.length;
  return mayCut(text, offset) || graphemeAt(text, offset)[0] === offset;
}

/** Returns the start of the grapheme around `offset`, or `offset` itself if it is a boundary. */
export function graphemeStart(text: string, offset: number): number {
  if (offset <= 0) return 0;
  return offset >= text.length ? text.length : graphemeAt(text, offset)[0];
}

/** Returns the end of the grapheme around `offset`, or `offset` itself if it is a boundary. */
export function graphemeEnd(text: string, offset: number): number {
  return isGraphemeBoundary(text, offset) ? offset : nextGrapheme(text, offset);
}

/** Returns the first boundary after `offset`; at the end of the text, its length. */
export function nextGrapheme(text: string, offset: number): number {
  return offset >= text.length ? text.length : graphemeAt(text, Math.max(0, offset))[1];
}

/** Returns the last boundary before `offset`; at the beginning, 0. */
export function previousGrapheme(text: string, offset: number): number {
  return offset <= 0 ? 0 : graphemeAt(text, Math.min(offset, text.length) - 1)[0];
}

/** Widens a fragment so that neither end cuts a grapheme. A zero-width one moves to the start of its grapheme. */
export function snapToGraphemes(text: string, [start, end]: Fragment): Fragment {
  const from = graphemeStart(text, start);
  return start === end ? [from, from] : [from, Math.min(text.length, graphemeEnd(text, end))];
}
