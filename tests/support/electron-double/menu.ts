import type { MenuItemConstructorOptions } from 'electron';
import { strict } from './strict.ts';

/** An entry of the native menu, as specs see it. */
export interface MenuEntry {
  readonly menu: string;
  readonly id: string | null;
  readonly label: string | null;
  readonly role: string | null;
  readonly accelerator: string | null;
}

type Template = readonly MenuItemConstructorOptions[];

/** The syntax of accelerators in Electron's documentation. */
const ACCELERATOR = new RegExp(
  '^((Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)\\+)*' +
    '([A-Z0-9]|F([1-9]|1\\d|2[0-4])|[!-*,-/:-@\\[-`{-~]|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|' +
    'Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)$',
);

let current: Template = [];

export const Menu = strict('Menu', {
  buildFromTemplate(template: Template): Template {
    check(template);
    return template;
  },
  setApplicationMenu(menu: Template | null): void {
    current = menu ?? [];
  },
});

function check(template: Template): void {
  for (const { label, role, type, accelerator, submenu } of template) {
    if (label === undefined && role === undefined && type === undefined)
      throw new Error('Invalid template for MenuItem: must have at least one of label, role or type');
    if (accelerator != null && !ACCELERATOR.test(accelerator))
      throw new Error(`${accelerator} is not an accelerator`);
    if (Array.isArray(submenu)) check(submenu);
  }
}

/** Returns the entries of the menu and its submenus as a flat list. */
export function menuEntries(): MenuEntry[] {
  return items().map(({ menu, item: { id, label, role, accelerator } }) => ({
    menu,
    id: id ?? null,
    label: label ?? null,
    role: role ?? null,
    accelerator: accelerator ?? null,
  }));
}

/** Clicks an entry as a person does. Throws if it does not exist or does nothing. */
export function clickMenu(id: string): void {
  const found = items().find(({ item }) => item.id === id);
  if (!found?.item.click) throw new Error(`The menu has no entry ${id} to click.`);
  (found.item.click as () => void)();
}

function items(): { menu: string; item: MenuItemConstructorOptions }[] {
  return current.flatMap(({ label, role, submenu }) => within(label ?? role ?? '', submenu));
}

/** Lists the entries of a menu and of its submenus, with names such as `File > Open Recent`. */
function within(
  menu: string,
  submenu: MenuItemConstructorOptions['submenu'],
): { menu: string; item: MenuItemConstructorOptions }[] {
  return (Array.isArray(submenu) ? submenu : [])
    .filter(({ type }) => type !== 'separator')
    .flatMap((item) => [{ menu, item }, ...within(`${menu} > ${item.label ?? ''}`, item.submenu)]);
}
