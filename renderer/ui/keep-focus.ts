import { correctionEditor, editor } from '../state/editor-ref.ts';

/**
 * How long no element may have the focus before this module acts (ms): a dialog that closes returns the focus itself, and a
 * command may set it elsewhere.
 */
const PATIENCE = 80;

/** Whether no control has the focus, but the window or one of its parts as a whole: plain keys then apply to the article. */
export function isAtRest(focused: Element | null = document.activeElement): boolean {
  return focused === null || focused === document.body || focused.matches('main, [data-region]');
}

/** Moves the focus from a control to the part of the window that contains it. */
export function rest(): void {
  focusOn(home());
}

/** An element that had the focus. */
interface Place {
  readonly element: Element;
  /** Its ancestors from the inside out. Recorded, because a removed element no longer has them. */
  readonly ancestors: readonly Element[];
}

/** Where the focus was last. */
let last: Place | undefined;

/** Where the focus was before a dialog or menu took it, by that dialog or menu. */
const openers = new WeakMap<Element, Place>();

const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/**
 * Keeps the focus from staying on the page's body, where keys and screen readers have no context: when the focused element
 * is deleted, closed or disabled, focuses the nearest ancestor that can take it, otherwise the text; if that has become empty, the
 * button with which to begin. Returns a function that stops this.
 */
export function keepFocus(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = () => {
    timer = undefined;
    placeFocus();
  };
  const soon = () => {
    if (isNowhere()) timer ??= setTimeout(look, PATIENCE);
  };
  // No event reports that a focused element was removed from the page, or can no longer have the focus.
  const removals = new MutationObserver(soon);
  const attributeFilter = ['disabled', 'hidden', 'inert'];
  removals.observe(document.body, { childList: true, subtree: true, attributeFilter });
  // During the event no element has the focus, because it is moving from one to the other.
  const left = () => queueMicrotask(soon);
  document.addEventListener('focusin', note);
  document.addEventListener('focusout', left);
  soon();
  return () => {
    clearTimeout(timer);
    removals.disconnect();
    document.removeEventListener('focusin', note);
    document.removeEventListener('focusout', left);
  };
}

/**
 * Gives the focus to an element at once if none has it. Returns that element, or null if one had the focus already or none can
 * take it. A key must not wait for the patience of {@link keepFocus}: pressed meanwhile, it would reach the body and be lost.
 */
export function placeFocus(): Element | null {
  if (!isNowhere()) return null;
  const next = successor(last) ?? home();
  if (next && !focusBegin(next)) focusOn(next);
  return isNowhere() ? null : document.activeElement;
}

function note({ target }: FocusEvent): void {
  if (!(target instanceof Element) || target === document.body) return;
  const ancestors: Element[] = [];
  for (let at: Element | null = target; at && at !== document.body; at = at.parentElement) ancestors.push(at);
  for (const each of ancestors)
    if (last && each.matches(OVERLAYS) && !openers.has(each) && !last.ancestors.includes(each))
      openers.set(each, last);
  last = { element: target, ancestors };
}

/** Focuses the button of the empty state that a part of the window shows. Returns whether there is one. */
export function focusBegin(part: Element): boolean {
  const button = part.querySelector<HTMLElement>('[data-empty] button:enabled');
  button?.focus();
  return button !== null;
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Returns the element that takes the focus after one that is gone: what opened its dialog, or its nearest ancestor that can. */
function successor(place: Place | undefined): Element | undefined {
  if (!place || dialog()) return undefined;
  const closed = place.ancestors.findLast((each) => !each.isConnected && openers.has(each));
  if (!closed) return nearest(place.ancestors.slice(1));
  const opener = openers.get(closed)!;
  return canTake(opener.element) ? opener.element : successor(opener);
}

/** Returns the innermost ancestor that still exists and can take the focus, such as a part of the window. */
function nearest(ancestors: readonly Element[]): Element | undefined {
  const found = ancestors.find((each) => each.isConnected && each.matches('[tabindex], main, [data-region]'));
  if (!found || !canTake(found)) return undefined;
  // For the part with the text, use the text itself, because the keys of the article are handled there.
  return found.matches('main') ? undefined : found;
}

function canTake(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled') && !element.closest('[inert], [hidden]');
}

function dialog(): Element | undefined {
  return [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1);
}

function home(): Element | undefined {
  const text = (editor() ?? correctionEditor())?.view.dom;
  return dialog() ?? text ?? document.querySelector('main') ?? undefined;
}

function focusOn(element: Element | undefined): void {
  if (!(element instanceof HTMLElement)) return;
  if (element === editor()?.view.dom) return editor()?.focus();
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
