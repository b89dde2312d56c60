import type { Fragment, Fragments } from '../../shared/model/fragments.ts';
import { graphemeEnd, graphemeStart, nextGrapheme, previousGrapheme } from '../../shared/text/graphemes.ts';
import { snapToWords } from '../../shared/text/words.ts';
import type { End } from './overlay.ts';

/**
 * Returns the fragments of a span after one end is moved to `offset`: to the edge of the word there, or with `exact` to the
 * character. Fragments that the end passes are removed; at least one character remains.
 */
export function moveEnd(
  text: string,
  fragments: Fragments,
  end: End,
  offset: number,
  exact: boolean,
): Fragments {
  const first = fragments[0];
  const last = fragments.at(-1);
  if (!first || !last) return fragments;
  if (end === 'start') {
    const limit = previousGrapheme(text, last[1]);
    const at = Math.min(
      limit,
      exact ? graphemeStart(text, offset) : wordEdge(text, offset, last[1], 'start'),
    );
    const kept = fragments.filter((fragment) => fragment[1] > at);
    return [[at, kept[0]?.[1] ?? last[1]], ...kept.slice(1)];
  }
  const limit = nextGrapheme(text, first[0]);
  const at = Math.max(limit, exact ? graphemeEnd(text, offset) : wordEdge(text, first[0], offset, 'end'));
  const kept = fragments.filter((fragment) => fragment[0] < at);
  return [...kept.slice(0, -1), [kept.at(-1)?.[0] ?? first[0], at]];
}

function wordEdge(text: string, start: number, end: number, wanted: End): number {
  const asked: Fragment = [Math.min(start, end), end];
  const snapped = snapToWords(text, asked) ?? asked;
  return wanted === 'start' ? snapped[0] : snapped[1];
}

/** What a drag of a handle needs from the editor. */
export interface ResizeHost {
  text(): string;
  /** Returns the fragments of the selected span when a drag begins; `null` if it must not be changed. */
  begin(): Fragments | null;
  /** Returns the text offset under a point of the viewport. */
  offsetAt(x: number, y: number): number | null;
  preview(fragments: Fragments | null): void;
  commit(fragments: Fragments): void;
}

/** Lets the user drag a handle. Escape cancels; Alt moves by characters. Returns a function that stops it. */
export function dragHandle(handle: HTMLElement, end: End, host: ResizeHost): () => void {
  let origin: Fragments | null = null;
  let moved: Fragments | null = null;

  const finish = (commit: boolean) => {
    const result = moved;
    origin = moved = null;
    window.removeEventListener('keydown', key, true);
    host.preview(null);
    if (commit && result) host.commit(result);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    finish(false);
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    origin = host.begin();
    if (!origin) return;
    // Keep the caret where it is, and do not select text.
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    window.addEventListener('keydown', key, true);
  };
  const move = (event: PointerEvent) => {
    if (!origin) return;
    const offset = host.offsetAt(event.clientX, event.clientY);
    if (offset === null) return;
    moved = moveEnd(host.text(), origin, end, offset, event.altKey);
    host.preview(moved);
  };
  const up = () => {
    if (origin) finish(true);
  };
  const cancel = () => {
    if (origin) finish(false);
  };
  handle.addEventListener('pointerdown', down);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', up);
  handle.addEventListener('pointercancel', cancel);
  return () => {
    cancel();
    handle.removeEventListener('pointerdown', down);
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', up);
    handle.removeEventListener('pointercancel', cancel);
  };
}
