/**
 * A double of the module `electron` for plain Node. The program's built main and preload run on it unchanged, with a
 * real Chromium in which the page lives; what the program asks of Electron that is not here throws by name. It
 * proves what the program does with Electron's interface. It does not prove Electron: sandbox, fuses, packing and
 * native dialogs are proved by the real one only.
 */
export { app } from './app.ts';
export { dialog } from './dialog.ts';
export { ipcMain } from './ipc.ts';
export { Menu } from './menu.ts';
export { protocol, session } from './session.ts';
export { nativeTheme, screen, shell } from './shell.ts';
export { BrowserWindow } from './window.ts';
