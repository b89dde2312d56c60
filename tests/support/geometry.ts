import { expect, type Page } from '@playwright/test';

/**
 * Expects that the page as it stands fits its window: neither the page nor a part of it is wider than its place, no text is cut
 * off without an ellipsis, nothing lies over a control or over words, every control can be reached, and the focus is not on the
 * page's body.
 */
export async function expectTidy(page: Page, where: string): Promise<void> {
  // Layout that follows a change of size (lists that render their rows, observers) needs a frame or two.
  await expect.poll(() => page.evaluate(faultsOfLayout), { message: where }).toEqual([]);
}

/** Returns what is wrong with the layout, one line for each fault. Runs in the page, so it uses nothing of this module. */
function faultsOfLayout(): string[] {
  const faults = new Set<string>();
  const root = document.documentElement;
  const [width, height] = [root.clientWidth, root.clientHeight];
  const SLACK = 1.5;

  const nameOf = (element: Element): string => {
    const label = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
    const of = element.closest('[data-region], [role="dialog"], main, header, footer');
    const part = of?.getAttribute('aria-label') ?? of?.getAttribute('data-region') ?? of?.localName;
    const kind = element.getAttribute('role') ?? element.localName;
    return `${kind} “${label}”${part ? ` in ${part}` : ''}${typeof element.className === 'string' && element.className ? ` .${element.className.split(' ')[0]}` : ''}`;
  };
  const isHidden = (element: Element): boolean =>
    element.closest('[inert], [hidden]') !== null ||
    !element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  /** Hidden from the eye only, for screen readers. */
  const isForReaders = (element: Element): boolean => {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { clip, clipPath, position } = getComputedStyle(at);
      if (position === 'absolute' && (clip !== 'auto' || clipPath.startsWith('inset(50%'))) return true;
    }
    return false;
  };
  const scrolls = (value: string) => value === 'auto' || value === 'scroll';

  /** Tables of data scroll within themselves; a field shows a part of what is written in it. */
  const WIDE = 'svg, textarea, input, [role="grid"], [data-wide]';

  if (root.scrollWidth > width) faults.add(`the page is ${root.scrollWidth - width} px too wide`);
  for (const element of document.querySelectorAll('body *')) {
    if (element.scrollWidth <= element.clientWidth + SLACK || element.clientWidth === 0) continue;
    if (isHidden(element) || isForReaders(element) || element.closest(WIDE)) continue;
    const style = getComputedStyle(element);
    const over = `${element.scrollWidth - element.clientWidth} px`;
    if (scrolls(style.overflowX)) faults.add(`${nameOf(element)} scrolls sideways by ${over}`);
    else if (
      style.overflowX !== 'visible' &&
      style.textOverflow !== 'ellipsis' &&
      style.webkitLineClamp === 'none'
    ) {
      // A container may cut what its children cut with an ellipsis.
      const { right } = element.getBoundingClientRect();
      const cut = [...element.querySelectorAll('*')].some(
        (inner) => inner.getBoundingClientRect().right > right + SLACK && !isHidden(inner),
      );
      if (cut) faults.add(`${nameOf(element)} is cut by ${over}`);
    }
  }

  /** The part of a box that is shown; null if it is scrolled away, 'lost' if no scrolling can show it. */
  const shown = (element: Element, box: DOMRect): DOMRect | 'lost' | null => {
    let { left, top, right, bottom } = box;
    let canScroll = false;
    let positioned = getComputedStyle(element).position;
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (positioned === 'fixed') break;
      const style = getComputedStyle(at);
      // A box out of the flow is not cut by what it is not placed in.
      if (positioned === 'absolute' && style.position === 'static') continue;
      positioned = style.position;
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const clip = at.getBoundingClientRect();
      if (at.closest('[data-collapsed]') === at) canScroll = true;
      canScroll ||= scrolls(style.overflowX) || scrolls(style.overflowY);
      [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
      [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
      if (right - left < 2 || bottom - top < 2) return canScroll ? null : 'lost';
    }
    [left, top] = [Math.max(left, 0), Math.max(top, 0)];
    [right, bottom] = [Math.min(right, width), Math.min(bottom, height)];
    if (right - left < 2 || bottom - top < 2) return canScroll ? null : 'lost';
    return new DOMRect(left, top, right - left, bottom - top);
  };
  const covering = (element: Element, box: DOMRect): Element | null => {
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!top || top === element || element.contains(top) || top.contains(element)) return null;
    if (top.closest('label')?.contains(element)) return null;
    return top;
  };

  const CONTROLS =
    'button, a[href], input, select, textarea, summary, ' +
    '[role="button"], [role="option"], [role="row"], [role="tab"], [role="menuitem"], [role="combobox"], [role="separator"][tabindex]';
  for (const control of document.querySelectorAll(CONTROLS)) {
    if (isHidden(control) || isForReaders(control)) continue;
    const whole = control.getBoundingClientRect();
    if (whole.width === 0 || whole.height === 0) continue;
    const box = shown(control, whole);
    if (box === 'lost') faults.add(`${nameOf(control)} cannot be reached`);
    else if (box && box.width > 4 && box.height > 4) {
      const over = covering(control, box);
      if (over && getComputedStyle(control).pointerEvents !== 'none')
        faults.add(`${nameOf(control)} lies under ${nameOf(over)}`);
    }
  }

  // Words, at the middle of each line of them.
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const parent = node.parentElement;
    if (!parent || node.textContent!.trim() === '' || isHidden(parent) || isForReaders(parent)) continue;
    if (parent.closest('svg, [aria-hidden="true"], [role="tooltip"], option, script, style')) continue;
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (line.width < 3 || line.height < 6) continue;
      const box = shown(parent, line);
      if (box === null || box === 'lost' || box.height < 6 || box.width < 3) continue;
      const over = covering(parent, box);
      if (over) {
        faults.add(`words “${node.textContent!.trim().slice(0, 30)}” lie under ${nameOf(over)}`);
        break;
      }
    }
  }

  if (document.activeElement === null || document.activeElement === document.body)
    faults.add('the focus is on the body of the page');
  return [...faults];
}
