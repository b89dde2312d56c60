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

/**
 * Keeps the focus from staying on the page's body, where keys and screen readers have no context: when the focused element
 * is deleted, closed or disabled, focuses the nearest ancestor that can take it, otherwise the text; if that has become empty, the
 * button with which to begin. Returns a function that stops this.
 */
export function keepFocus(): () => void {
  /** The focused element and its ancestors, from the inside out. Recorded, because a removed element no longer has them. */
  let path: readonly Element[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = () => {
    timer = undefined;
    if (!isNowhere()) return;
    const next = nearest(path) ?? home();
    if (!next || !focusBegin(next)) focusOn(next);
  };
  const soon = () => {
    if (isNowhere()) timer ??= setTimeout(look, PATIENCE);
  };
  const note = ({ target }: FocusEvent) => {
    if (target instanceof Element && target !== document.body) path = around(target);
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

/** Focuses the button of the empty state that a part of the window shows. Returns whether there is one. */
export function focusBegin(part: Element): boolean {
  const button = part.querySelector<HTMLElement>('[data-empty] button:enabled');
  button?.focus();
  return button !== null;
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function around(element: Element): Element[] {
  const path: Element[] = [];
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) path.push(at);
  return path;
}

/** Returns the innermost ancestor that still exists and can take the focus, such as a part of the window. */
function nearest(path: readonly Element[]): Element | undefined {
  if (dialog()) return undefined;
  const found = path.find((each) => each.isConnected && each.matches('[tabindex], main, [data-region]'));
  if (!found || found.closest('[inert], [hidden]')) return undefined;
  // For the part with the text, use the text itself, because the keys of the article are handled there.
  return found.matches('main') ? undefined : found;
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
