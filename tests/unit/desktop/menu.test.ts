import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from '../../../electron/desktop/menu.ts';
import { ACTIONS } from '../../../shared/actions.ts';
import { Menu } from '../../support/electron-double/index.ts';

const items = (template: MenuItemConstructorOptions[]) =>
  template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

test.each([false, true])('every action with a menu stands in it once (mac: %s)', (mac) => {
  const chosen: string[] = [];
  const ours = items(menuTemplate((id) => chosen.push(id), mac)).filter(({ id }) => id !== undefined);
  const wanted = ACTIONS.filter(({ menu }) => menu !== null);
  expect(ours.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
  for (const { click } of ours) (click as () => void)();
  expect(chosen).toEqual(ours.map(({ id }) => id));
});

test.each([false, true])('Electron would take it (mac: %s)', (mac) => {
  expect(() => Menu.buildFromTemplate(menuTemplate(() => undefined, mac))).not.toThrow();
});

test('keys are shown and left to the page; those that mean something only in the text are not shown', () => {
  const shown = items(menuTemplate(() => undefined, false));
  const find = (wanted: string) => shown.find(({ id }) => id === wanted);
  expect(find('history.redo')).toMatchObject({
    accelerator: 'CommandOrControl+Shift+Z',
    registerAccelerator: false,
  });
  expect(find('document.next')?.accelerator).toBe('CommandOrControl+PageDown');
  expect(find('focus.previous')?.accelerator).toBe('Shift+F6');
  expect(find('span.outward')?.accelerator).toBe('Alt+Up');
  for (const id of ['span.next', 'span.inspect', 'span.addFragment', 'help.keys', 'profile'])
    expect(find(id)?.accelerator, id).toBeUndefined();
  expect(
    shown.filter(({ accelerator, registerAccelerator }) => accelerator && registerAccelerator !== false),
  ).toEqual([]);
});

test('the system’s entries stand where it expects them', () => {
  const roles = (mac: boolean) => items(menuTemplate(() => undefined, mac)).map(({ role }) => role);
  expect(roles(false)).toContain('quit');
  expect(roles(true)).not.toContain('quit');
  expect(menuTemplate(() => undefined, true)[0]).toEqual({ role: 'appMenu' });
});
