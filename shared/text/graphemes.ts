import type { Fragment } from '../model/fragments.ts';
import { cutAfter, cutBefore, graphemeSegmenter, isPlain, wholeText } from './segments.ts';

/** Whether a window may be cut at `at`: between two units that cannot belong to one grapheme. */
function mayCut(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return (isPlain(before) || before === 0x0a) && (isPlain(after) || after === 0x0a);
}

/** The grapheme `[start, end)` that holds the code unit at `offset`. Looks only at the units around it. */
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

/** The start of the grapheme around `offset`, or `offset` itself where it is a boundary. */
export function graphemeStart(text: string, offset: number): number {
  if (offset <= 0) return 0;
  return offset >= text.length ? text.length : graphemeAt(text, offset)[0];
}

/** The end of the grapheme around `offset`, or `offset` itself where it is a boundary. */
export function graphemeEnd(text: string, offset: number): number {
  return isGraphemeBoundary(text, offset) ? offset : nextGrapheme(text, offset);
}

/** The first boundary after `offset`; the length of the text at its end. */
export function nextGrapheme(text: string, offset: number): number {
  return offset >= text.length ? text.length : graphemeAt(text, Math.max(0, offset))[1];
}

/** The last boundary before `offset`; 0 at the beginning. */
export function previousGrapheme(text: string, offset: number): number {
  return offset <= 0 ? 0 : graphemeAt(text, Math.min(offset, text.length) - 1)[0];
}

/** Widens a fragment so that neither end cuts a grapheme. A zero-width one moves to the start of its grapheme. */
export function snapToGraphemes(text: string, [start, end]: Fragment): Fragment {
  const from = graphemeStart(text, start);
  return start === end ? [from, from] : [from, Math.min(text.length, graphemeEnd(text, end))];
}
