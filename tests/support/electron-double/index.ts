/**
 * A double of the module `electron` for plain Node. The program's built main and preload run on it unchanged, with a
 * real Chromium for the page; using a part of Electron that is missing here throws an error that names it. The double
 * proves how the program uses Electron's interface. It does not prove Electron itself: sandbox, fuses, packaging and
 * native dialogs need the real one.
 */
export { app } from './app.ts';
export { dialog } from './dialog.ts';
export { ipcMain } from './ipc.ts';
export { Menu } from './menu.ts';
export { protocol, session } from './session.ts';
export { nativeTheme, screen, shell } from './shell.ts';
export { utilityProcess } from './utility-process.ts';
export { BrowserWindow } from './window.ts';
