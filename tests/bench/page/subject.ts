import type { Link } from '../../../renderer/editor/arcs/links.ts';
import type { Fragment } from '../../../shared/model/fragments.ts';

/** What is measured: the editor, or the same text as plain paragraphs. Every method but {@link place} is timed. */
export interface Subject {
  /**
   * Shows the document; `withSpans` false leaves the spans out, and of plain text all. The editor draws the relations
   * as arcs.
   */
  open(withSpans: boolean, relations?: readonly Link[]): void;
  add(word: Fragment): void;
  remove(word: Fragment): void;
  select(word: Fragment): void;
  /** Moves the pointer over a span near the place. */
  hover(): void;
  type(letter: string): void;
  jump(offset: number): void;
  /** Not timed: brings a place into view with the caret at it, and finds what to hover. */
  place(word: Fragment): void;
}
