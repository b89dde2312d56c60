/** A reader narrower or lower than this (px) shows one line of types, and less space around the text. */
const SMALL = { width: 560, height: 420 };

/**
 * Marks an element with `data-small` while it is small; a ref. Not a container query: with a size container each change of the
 * text costs a second calculation of styles.
 */
export function markSmall(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined;
  const sizes = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect;
    element.toggleAttribute('data-small', width < SMALL.width || height < SMALL.height);
  });
  sizes.observe(element);
  return () => sizes.disconnect();
}
