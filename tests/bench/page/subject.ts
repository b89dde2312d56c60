import type { Link } from '../../../renderer/editor/arcs/links.ts';
import type { Fragment } from '../../../shared/model/fragments.ts';

/** What is measured: the editor, or the same text as plain paragraphs. Every method except {@link place} is timed. */
export interface Subject {
  /**
   * Shows the document. If `withSpans` is false, the editor leaves out the spans and the plain text shows nothing. The
   * editor draws the relations as arcs.
   */
  open(withSpans: boolean, relations?: readonly Link[]): void;
  add(word: Fragment): void;
  remove(word: Fragment): void;
  select(word: Fragment): void;
  /** Moves the pointer over a span near the word. */
  hover(): void;
  type(letter: string): void;
  jump(offset: number): void;
  /** Selects the next span; the plain text has none and selects the next word. */
  walk(): void;
  /** Takes hold of the end of the selected span, to be dragged. Not timed. */
  grasp(): void;
  /** Drags what was grasped one word further. */
  drag(): void;
  /** Not timed: lets go of it and leaves all as it was. */
  release(): void;
  /** Not timed: scrolls to a word, places the caret there, and finds a span to hover. */
  place(word: Fragment): void;
}
