/** So long after a click what has moved under the pointer is not taken for what was meant (ms). */
const GUARD = 1000;
/** So far the pointer may stray and still be in the same place (px). */
const SLACK = 6;
/** What acts by a click. Rows that are only chosen are not among them: choosing twice does no harm. */
const CONTROLS =
  'button, a[href], summary, [role="button"], [role="menuitem"], input[type="checkbox"], input[type="radio"]';

interface Press {
  readonly control: Element;
  readonly x: number;
  readonly y: number;
  /** ms, as events count. */
  readonly at: number;
}

/**
 * Lets a double click act once, and a second click at the same place not act on another control that has come under the
 * pointer meanwhile, such as the delete button of the next row. One place for all screens, before any of them hears of a
 * click. Controls that are meant to be pressed many times in a row (Next, Zoom) say `data-repeats`. Returns how to stop.
 */
export function steadyClicks(target: Window = window): () => void {
  let last: Press | null = null;
  /** The press under way is not to act. */
  let refused = false;

  const press = (event: PointerEvent) => {
    refused = false;
    const control = controlAt(event);
    const before = last;
    if (event.button !== 0) return;
    if (before && event.timeStamp - before.at < GUARD && isNear(before, event)) {
      // The first control counts on: a third click is as little meant for what moved here as the second.
      if (control && control !== before.control && !isOpenedBy(control, before.control)) {
        refused = true;
        return stop(event);
      }
      if (control) return;
    }
    last = control && { control, x: event.clientX, y: event.clientY, at: event.timeStamp };
  };
  const rest = (event: MouseEvent) => {
    const control = controlAt(event);
    // Clicks made by keys and by programs have no place and count nothing.
    const again = event.detail > 1 && control !== null && control.closest('[data-repeats]') === null;
    if (refused || (event.type === 'click' && again)) stop(event);
  };
  const others = ['mousedown', 'pointerup', 'mouseup', 'click'] as const;
  target.addEventListener('pointerdown', press, { capture: true });
  for (const name of others) target.addEventListener(name, rest, { capture: true });
  return () => {
    target.removeEventListener('pointerdown', press, { capture: true });
    for (const name of others) target.removeEventListener(name, rest, { capture: true });
  };
}

function controlAt({ target }: Event): Element | null {
  return target instanceof Element ? target.closest(CONTROLS) : null;
}

function isNear({ x, y }: Press, { clientX, clientY }: MouseEvent): boolean {
  return Math.hypot(clientX - x, clientY - y) <= SLACK;
}

/** What a control has unfolded lies over it on purpose, as a menu's entries may. */
function isOpenedBy(control: Element, opener: Element): boolean {
  const id = opener.getAttribute('aria-controls');
  return id !== null && control.closest(`#${CSS.escape(id)}`) !== null;
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
