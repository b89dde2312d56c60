import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

interface RowsOptions {
  total: number;
  /** Height of every row in px. All rows have the same height, so that nothing has to be measured. */
  rowHeight: number;
  /** Called with the first and last row in view whenever they change. */
  show?: ((first: number, last: number) => void) | undefined;
  /** Index of the row that is current, and in view, at the start. */
  initial?: number;
  /** Height in px of the column headers, which stay in view above the rows. */
  headHeight?: number;
  /** For a list whose current row is kept elsewhere; `at` is -1 if there is none. */
  controlled?: { readonly at: number; readonly onWalk: (to: number) => void };
}

/** The rows of a long list: only those in view are rendered, and one is current. `RowGrid` renders them. */
export interface Rows {
  readonly total: number;
  readonly rowHeight: number;
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  /** The rows to render. */
  readonly items: readonly { readonly index: number; readonly start: number }[];
  /** Height of all rows in px. */
  readonly height: number;
  /** Index of the current row. */
  readonly at: number;
  readonly setAt: (index: number) => void;
  /** Makes a row current and scrolls to it. */
  readonly goTo: (index: number) => void;
  /** Moves the current row if the key does that; returns whether it did. */
  readonly walk: (event: KeyboardEvent) => boolean;
}

export function useRows({
  total,
  rowHeight,
  show,
  initial = 0,
  headHeight = 0,
  controlled,
}: RowsOptions): Rows {
  const scroller = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(initial);
  const [unscrolled, setUnscrolled] = useState(initial);
  const at = controlled ? controlled.at : Math.max(0, Math.min(wanted, total - 1));
  const setAt = controlled ? controlled.onWalk : setWanted;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingEnd: headHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => show?.(first, last), [first, last, show]);
  useEffect(() => {
    // The rows are loaded after the table appears.
    if (unscrolled === 0 || unscrolled >= total) return;
    virtual.scrollToIndex(unscrolled, { align: 'center' });
    setUnscrolled(0);
  }, [unscrolled, total, virtual]);
  const followed = controlled?.at ?? -1;
  useEffect(() => {
    if (followed >= 0) virtual.scrollToIndex(followed, { align: 'auto' });
  }, [followed, virtual]);

  const walk = (event: KeyboardEvent): boolean => {
    if (!isOwnKey(event)) return false;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    }[event.key];
    if (to === undefined) return false;
    event.preventDefault();
    const next = Math.max(0, Math.min(total - 1, to));
    if (total === 0 || (controlled && next === at)) return true;
    setAt(next);
    virtual.scrollToIndex(next, { align: 'auto' });
    return true;
  };
  const goTo = (index: number) => {
    setAt(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  return { total, rowHeight, scroller, items, height: virtual.getTotalSize(), at, setAt, goTo, walk };
}

/** Whether a key applies to the list itself, not to a control in it and not (with Ctrl, Alt or Meta) to an action. */
export function isOwnKey(event: KeyboardEvent): boolean {
  return event.target === event.currentTarget && !event.altKey && !event.ctrlKey && !event.metaKey;
}
