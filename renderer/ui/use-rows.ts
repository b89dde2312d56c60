import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

interface RowsOptions {
  total: number;
  /** Height of every row in px: all are alike, so that nothing has to be measured. */
  rowHeight: number;
  /** Told which rows are in view. */
  show: (first: number, last: number) => void;
  /** The row that is current at first, and in view. */
  initial?: number;
}

/** The rows of a long table: only those in view are drawn, one is current, and the arrows walk. */
export function useRows<Scroller extends HTMLElement>({ total, rowHeight, show, initial = 0 }: RowsOptions) {
  const scroller = useRef<Scroller>(null);
  const [wanted, setAt] = useState(initial);
  const [place, setPlace] = useState(initial);
  const at = Math.max(0, Math.min(wanted, total - 1));
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => show(first, last), [first, last, show]);
  useEffect(() => {
    // Rows come only after the table does.
    if (place === 0 || place >= total) return;
    virtual.scrollToIndex(place, { align: 'center' });
    setPlace(0);
  }, [place, total, virtual]);

  /** Walks when the key says so; answers whether it did. Keys of the controls in a row are their own. */
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
    const next = Math.max(0, Math.min(total - 1, to));
    setAt(next);
    virtual.scrollToIndex(next, { align: 'auto' });
    event.preventDefault();
    return true;
  };
  return { scroller, items, height: virtual.getTotalSize(), at, setAt, walk };
}

/** Whether a key goes to the table itself, and not to a control in it or to a command. */
export function isOwnKey(event: KeyboardEvent): boolean {
  return event.target === event.currentTarget && !event.altKey && !event.ctrlKey && !event.metaKey;
}
