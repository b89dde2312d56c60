import { Plugin, TextSelection, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Fragment } from '../../shared/model/fragments.ts';
import { snapToGraphemes } from '../../shared/text/graphemes.ts';
import { snapToWords } from '../../shared/text/words.ts';
import { annotationsOf } from './annotations.ts';
import { viewportOf } from './geometry.ts';
import type { Positions } from './positions.ts';

/** The selected range in document offsets, not snapped; `null` if nothing is selected. */
export function rawSelection(state: EditorState, positions: Positions): Fragment | null {
  const { from, to, empty } = state.selection;
  if (empty) return null;
  const start = positions.toOffset(from);
  const end = positions.toOffset(to);
  return start < end ? [start, end] : null;
}

/** The selection to be tagged: extended to whole words, or with `exact` only to whole characters. */
export function meantSelection(text: string, raw: Fragment | null, exact: boolean): Fragment | null {
  if (!raw) return null;
  return exact ? snapToGraphemes(text, raw) : snapToWords(text, raw);
}

/** A selection over a fragment; collapsed if it has no width. */
export function selectionOf(state: EditorState, positions: Positions, [start, end]: Fragment): TextSelection {
  const anchor = positions.toPosition(start, start < end ? 1 : -1);
  const head = start < end ? positions.toPosition(end, -1) : anchor;
  return TextSelection.create(state.doc, anchor, Math.max(anchor, head));
}

const frame = () => new Promise<number>(requestAnimationFrame);

/** Height of the text that stays in view when a page is turned, in CSS pixels. */
const KEPT = 60;

/**
 * Ctrl+Home, Ctrl+End, PageUp and PageDown, with and without Shift, on the model. Chromium moves the caret to the wrong
 * position across sections that are skipped; without sections its own movement is kept.
 */
export function documentKeys(scroller: () => Element): Plugin {
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        const { positions } = annotationsOf(view.state);
        if (positions.perSection === 0 || event.altKey || event.metaKey) return false;
        if (event.ctrlKey && (event.key === 'Home' || event.key === 'End')) {
          const edge = event.key === 'Home' ? positions.start(0) : positions.end(positions.count - 1);
          moveTo(view, positions.toPosition(edge), event.shiftKey);
          view.dispatch(view.state.tr.scrollIntoView());
          return true;
        }
        if (!event.ctrlKey && (event.key === 'PageUp' || event.key === 'PageDown')) {
          void turnPage(view, scroller(), event.key === 'PageDown' ? 1 : -1, event.shiftKey);
          return true;
        }
        return false;
      },
    },
  });
}

function moveTo(view: EditorView, position: number, extend: boolean): void {
  const { doc, selection, tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.create(doc, extend ? selection.anchor : position, position)));
}

async function turnPage(
  view: EditorView,
  scroller: Element,
  direction: 1 | -1,
  extend: boolean,
): Promise<void> {
  const { top, height } = viewportOf(scroller);
  let caret = view.coordsAtPos(view.state.selection.head);
  if (caret.top < top || caret.bottom > top + height) {
    // Turn the page from where the caret is, even if the text was scrolled away from it.
    scroller.scrollTop += caret.top - top - height / 3;
    await frame();
    await frame();
    if (view.isDestroyed) return;
    caret = view.coordsAtPos(view.state.selection.head);
  }
  const y = (caret.top + caret.bottom) / 2;
  const before = scroller.scrollTop;
  scroller.scrollTop += direction * Math.max(height - KEPT, height / 2);
  // Sections that come into view are laid out with the next frame; only then can a point in them be looked up.
  await frame();
  await frame();
  if (view.isDestroyed) return;
  const { positions } = annotationsOf(view.state);
  const moved = Math.abs(scroller.scrollTop - before) > 2;
  const edge = direction === 1 ? positions.end(positions.count - 1) : positions.start(0);
  const found = moved ? view.posAtCoords({ left: caret.left, top: y })?.pos : undefined;
  moveTo(view, found ?? positions.toPosition(edge), extend);
}
