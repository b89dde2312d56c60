/**
 * Sets properties of an element that is placed over the text; writes only those that differ, because writing the same value
 * restyles the element too.
 */
export function put(
  element: HTMLElement,
  { hidden, className, transform }: { hidden: boolean; className?: string; transform?: string },
): void {
  if (element.hidden !== hidden) element.hidden = hidden;
  if (className !== undefined && element.className !== className) element.className = className;
  if (transform !== undefined && element.style.transform !== transform) element.style.transform = transform;
}
