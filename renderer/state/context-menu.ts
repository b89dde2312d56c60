import { create } from 'zustand';
import type { ActionId } from '../../shared/actions.ts';

/** One line of a menu: an action with its keys, a command of the thing it was opened for, a choice, or a separator. */
export type MenuEntry =
  | { readonly kind: 'action'; readonly id: ActionId; readonly label?: string }
  | {
      readonly kind: 'command';
      readonly id: string;
      readonly label: string;
      /** Keys that do the same where the menu was opened, such as those of a list. */
      readonly keys?: string;
      readonly writes?: true;
      readonly run: () => unknown;
    }
  | { readonly kind: 'types'; readonly label: string; readonly onPick: (type: string) => unknown }
  | {
      readonly kind: 'more';
      readonly id: string;
      readonly label: string;
      readonly entries: readonly MenuEntry[];
    }
  | { readonly kind: 'line' };

export interface OpenMenu {
  /** What it applies to, in words. */
  readonly title: string;
  readonly entries: readonly MenuEntry[];
  /** Where it opens, in CSS pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** The element that gets the focus back. */
  readonly from: HTMLElement | null;
}

/** A menu before it is opened. */
export type Menu = Pick<OpenMenu, 'title' | 'entries'>;

export const LINE: MenuEntry = { kind: 'line' };

/** Makes a line of a menu that runs an action, under its own name unless another is given. */
export function action(id: ActionId, label?: string): MenuEntry {
  return { kind: 'action', id, ...(label && { label }) };
}

export function actions(...ids: readonly ActionId[]): MenuEntry[] {
  return ids.map((id) => action(id));
}

/** Makes a line of a menu that runs a function. */
export function command(
  id: string,
  label: string,
  run: () => unknown,
  more: { readonly keys?: string; readonly writes?: true } = {},
): MenuEntry {
  return { kind: 'command', id, label, run, ...more };
}

/** The menu that is open, if one is. */
export const useContextMenu = create<{ readonly menu: OpenMenu | null }>()(() => ({ menu: null }));
