import { rmSync } from 'node:fs';
import { strict } from './strict.ts';

/** Links that were opened in the system's browser, and files that were shown in its file manager. */
export const openedOutside: string[] = [];

export const shell = strict('shell', {
  async openExternal(url: string): Promise<void> {
    openedOutside.push(url);
  },
  showItemInFolder(path: string): void {
    openedOutside.push(path);
  },
  /** The system's trash keeps what is gone from here. */
  async trashItem(path: string): Promise<void> {
    rmSync(path, { recursive: true });
  },
});

export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false });

/** One display, with a system bar at its top. */
const DISPLAY = { workArea: { x: 0, y: 30, width: 1920, height: 1050 } };

export const screen = strict('screen', { getAllDisplays: () => [DISPLAY] });
