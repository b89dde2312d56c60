/** For this long after a click, a click on something that moved under the pointer is taken as an accident (ms). */
const GUARD = 1000;
/** Maximum distance of two clicks at the same position (px). */
const SLACK = 6;
/** Controls that act on a click. Rows that are only selected are not included: selecting twice does no harm. */
const CONTROLS =
  'button, a[href], summary, [role="button"], [role="menuitem"], input[type="checkbox"], input[type="radio"]';

interface Press {
  readonly control: Element;
  readonly x: number;
  readonly y: number;
  /** Time in ms, as in the timestamps of events. */
  readonly at: number;
}

/**
 * Makes a double click act only once, and ignores a second click at the same position on another control that has moved
 * under the pointer meanwhile, such as the delete button of the next row. Installed once for all screens, before any of
 * them receives a click. Controls that are meant to be clicked repeatedly (Next, Zoom) set `data-repeats`. Returns a
 * function that stops it.
 */
export function steadyClicks(target: Window = window): () => void {
  let last: Press | null = null;
  /** Whether the current press must not act. */
  let refused = false;

  const press = (event: PointerEvent) => {
    refused = false;
    const control = controlAt(event);
    const before = last;
    if (event.button !== 0) return;
    if (before && event.timeStamp - before.at < GUARD && isNear(before, event)) {
      // Compare with the first control: a third click on what moved here is as accidental as the second.
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
    // Clicks by keys and programs have no position and are ignored here.
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

/** Whether the opener has opened this control on purpose, as a menu opens its entries under the pointer. */
function isOpenedBy(control: Element, opener: Element): boolean {
  const id = opener.getAttribute('aria-controls');
  return id !== null && control.closest(`#${CSS.escape(id)}`) !== null;
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
