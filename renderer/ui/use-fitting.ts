import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/**
 * Returns how many of the `count` first children of a row fit into it beside its last child, which is a menu of the others, and
 * the width that all would need. The children that do not fit must stay in the page, out of the flow, to be measured again.
 */
export function useFitting<Row extends HTMLElement>(
  count: number,
): { readonly row: RefObject<Row | null>; readonly fitting: number; readonly wanted: number } {
  const row = useRef<Row>(null);
  const [{ fitting, wanted }, set] = useState({ fitting: count, wanted: 0 });
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    const measure = () => {
      const children = [...element.children].slice(0, count) as HTMLElement[];
      const gap = parseFloat(getComputedStyle(element).columnGap) || 0;
      const menu = (element.lastElementChild as HTMLElement).offsetWidth;
      // Rounded up, because widths are fractions of a pixel.
      const widths = children.map((child) => Math.ceil(child.getBoundingClientRect().width) + gap);
      let [used, fits] = [menu, 0];
      for (const width of widths) {
        if (used + width > element.clientWidth) break;
        used += width;
        fits++;
      }
      const all = widths.reduce((sum, width) => sum + width, menu);
      set((before) =>
        before.fitting === fits && before.wanted === all ? before : { fitting: fits, wanted: all },
      );
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    return () => sizes.disconnect();
  }, [count]);
  return { row, fitting, wanted };
}
