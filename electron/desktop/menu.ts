import { Menu, type MenuItemConstructorOptions } from 'electron';
import { ACTIONS, type ActionId, type MenuName } from '../../shared/actions.ts';
import { keysOf, type OwnKeys } from '../../shared/keys.ts';
import { describePath } from './arguments.ts';

const MENUS: readonly MenuName[] = ['File', 'Edit', 'View', 'Annotate', 'Go', 'Help'];

/** Projects opened lately, and what a click on them does. */
export interface RecentProjects {
  readonly paths: readonly string[];
  open(path: string): void;
  clear(): void;
}

/**
 * Shows the native menu, made of the same actions and keys as palette and key help. `choose` is told the action
 * clicked.
 */
export function showMenu(choose: (action: ActionId) => void, own: OwnKeys, recent: RecentProjects): void {
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(choose, mac, own, recent)));
}

/** The menu as data: our actions, and the system's own entries where it expects them. */
export function menuTemplate(
  choose: (action: ActionId) => void,
  mac: boolean,
  own: OwnKeys = {},
  recent?: RecentProjects,
): MenuItemConstructorOptions[] {
  const menus = MENUS.map((name): MenuItemConstructorOptions => ({
    label: name,
    submenu: [
      ...ACTIONS.filter(({ menu }) => menu === name).map((action): MenuItemConstructorOptions => ({
        id: action.id,
        label: action.label,
        ...acceleratorOf(keysOf(action, own)),
        click: () => choose(action.id),
      })),
      ...(name === 'File' && recent ? [recentEntry(recent)] : []),
      ...systemEntries(name, mac),
    ],
  }));
  return mac ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}

function recentEntry({ paths, open, clear }: RecentProjects): MenuItemConstructorOptions {
  return {
    label: 'Open Recent',
    enabled: paths.length > 0,
    submenu: [
      // A name may have an `&`, which menus take for the mark of a key.
      ...paths.map((path, i): MenuItemConstructorOptions => ({
        id: `recent.${i}`,
        label: describePath(path).replaceAll('&', '&&'),
        click: () => open(path),
      })),
      { type: 'separator' },
      { id: 'recent.clear', label: 'Clear This List', click: clear },
    ],
  };
}

function systemEntries(menu: MenuName, mac: boolean): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const;
  if (menu === 'File' && !mac) return [separator, { role: 'quit' }];
  // On a Mac these keys work in text fields only through the menu.
  if (menu === 'Edit')
    return [separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }];
  if (menu === 'View') return [separator, { role: 'togglefullscreen' }];
  return [];
}

/**
 * The first key, shown but not registered: the page handles keys, and would do everything twice. (A Mac cannot
 * leave it unregistered; there the page gets the key first, and takes it.) Keys without a modifier are for the
 * article only and would mislead in a menu.
 */
function acceleratorOf(keys: readonly string[]): MenuItemConstructorOptions {
  const key = keys[0];
  if (key === undefined || !/^(Mod|Ctrl|Alt)\+.|^(Shift\+)?F\d+$/.test(key)) return {};
  const accelerator = key
    .replace(/^Mod\+/, 'CommandOrControl+')
    .replace(/Arrow(Up|Down|Left|Right)$/, '$1')
    .replace(/\+\+$/, '+Plus');
  return { accelerator, registerAccelerator: false };
}
