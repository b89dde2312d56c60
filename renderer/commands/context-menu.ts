import { idsOf } from '../editor/hover.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { useContextMenu, type OpenMenu } from '../state/context-menu.ts';
import { isProjectOpen } from '../state/project.ts';
import { useReview } from '../state/review.ts';
import { useView } from '../state/view.ts';
import { isAtRest } from '../ui/keep-focus.ts';
import { elementAt, thingAt } from '../ui/things.ts';
import { isInField } from '../keys.ts';
import { entriesOfSelection, entriesOfThing } from './menu-entries.ts';
import { show } from './review.ts';
import { select } from './spans.ts';

type Point = OpenMenu['at'];

/** Opens our menus where the system would open one. Returns a function that stops this. */
export function listenToMenus(): () => void {
  const onMenu = (event: MouseEvent) => {
    // Fields keep the menu of the system, which copies and pastes.
    if (isInField(event) || !openMenuUnder(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('contextmenu', onMenu, { capture: true });
  return () => window.removeEventListener('contextmenu', onMenu, { capture: true });
}

/** Opens the menu of what is under the pointer. Returns whether there is one. */
function openMenuUnder(event: MouseEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  const at = { x: event.clientX, y: event.clientY };
  if (editor()?.view.dom.parentElement?.contains(target)) {
    chooseUnder(target, at);
    return openMenu(target, at, true);
  }
  return openMenu(target, at, false);
}

/** Opens the menu of what has the focus, such as the current row of a list. */
export function openMenuByKey(): void {
  const focused = document.activeElement;
  if (!focused) return;
  const inText = editor()?.view.dom.contains(focused) ?? false;
  // In the review the keys apply to the current case, whatever has the focus at rest.
  const current =
    isAtRest(focused) && focused.ownerDocument.querySelector('[data-proposal][aria-current="true"]');
  const element = current || focused;
  openMenu(element, inText ? placeInText() : placeOf(elementAt(element)), inText);
}

/** Selects the span under the pointer, unless it is in the selected words or the selected span. */
function chooseUnder(target: Element, { x, y }: Point): void {
  const { ids } = idsOf(target);
  const { selected } = useArticle.getState();
  const offset = editor()?.offsetAt(x, y) ?? null;
  const words = editor()?.getSelection();
  if (words && offset !== null && words[0] <= offset && offset <= words[1]) return;
  const [first] = ids;
  if (first === undefined) {
    if (offset !== null) editor()?.setSelection([offset, offset]);
    select(null);
  } else if (selected === null || !ids.includes(selected)) select(first);
}

function openMenu(element: Element, at: Point, inText: boolean): boolean {
  if (!isProjectOpen() || useView.getState().dialog !== null) return false;
  const thing = inText ? null : thingAt(element);
  // The menu of a case has the actions of the queue, which apply to the current one.
  if (thing?.proposal && thing.proposal !== useReview.getState().current) show(thing.proposal);
  const found = inText ? entriesOfSelection() : thing && entriesOfThing(thing);
  if (!found || found.entries.length === 0) return false;
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  useContextMenu.setState({ menu: { ...found, at, from } });
  return true;
}

/** Returns the place below the selected span or the caret. */
function placeInText(): Point {
  const view = editor()!.view;
  const { left, bottom } = view.coordsAtPos(view.state.selection.from);
  const { width, height } = document.documentElement.getBoundingClientRect();
  return { x: Math.min(Math.max(0, left), width), y: Math.min(Math.max(0, bottom), height) };
}

function placeOf(element: Element): Point {
  const { left, bottom, width } = element.getBoundingClientRect();
  return { x: left + Math.min(24, width / 2), y: bottom };
}
