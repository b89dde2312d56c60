import { editor } from '../state/editor-ref.ts';

/**
 * How long the focus may be nowhere (ms): a dialog that closes gives it back by itself, and a command may want it
 * elsewhere.
 */
const PATIENCE = 80;

/** Whether no control has the focus, but the window or one of its parts as a whole: plain keys then mean the article. */
export function isAtRest(focused: Element | null = document.activeElement): boolean {
  return focused === null || focused === document.body || focused.matches('main, [data-region]');
}

/** Puts the focus from a control to the part of the window that it is in. */
export function rest(): void {
  focusOn(home());
}

/**
 * Never leaves the focus on the page's body, where keys and screen readers have no place: when what has it is deleted,
 * closed or let go of, the nearest thing around it that can take it does, else the text. Returns how to stop.
 */
export function keepFocus(): () => void {
  /** What has the focus, and what is around it, from the inside out: what was deleted cannot be asked any more. */
  let path: readonly Element[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = () => {
    timer = undefined;
    if (isNowhere()) focusOn(nearest(path) ?? home());
  };
  const soon = () => {
    if (isNowhere()) timer ??= setTimeout(look, PATIENCE);
  };
  const note = ({ target }: FocusEvent) => {
    if (target instanceof Element && target !== document.body) path = around(target);
  };
  // No event tells of a focused element that is taken out of the page.
  const removals = new MutationObserver(soon);
  removals.observe(document.body, { childList: true, subtree: true });
  // Within the event the focus is nowhere, on its way from one to the other.
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

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function around(element: Element): Element[] {
  const path: Element[] = [];
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) path.push(at);
  return path;
}

/** The innermost of what was around that is still there and can have the focus; a part of the window can. */
function nearest(path: readonly Element[]): Element | undefined {
  if (dialog()) return undefined;
  const found = path.find((each) => each.isConnected && each.matches('[tabindex], main, [data-region]'));
  if (!found || found.closest('[inert], [hidden]')) return undefined;
  // Of the text's part the text itself: the article's keys are its own.
  return found.matches('main') ? undefined : found;
}

function dialog(): Element | undefined {
  return [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1);
}

function home(): Element | undefined {
  return dialog() ?? editor()?.view.dom ?? document.querySelector('main') ?? undefined;
}

function focusOn(element: Element | undefined): void {
  if (!(element instanceof HTMLElement)) return;
  if (element === editor()?.view.dom) return editor()?.focus();
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
