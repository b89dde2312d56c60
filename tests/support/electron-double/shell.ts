import { strict } from './strict.ts';

/** Links that were opened in the system's browser. */
export const openedOutside: string[] = [];

export const shell = strict('shell', {
  async openExternal(url: string): Promise<void> {
    openedOutside.push(url);
  },
});

export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false });

/** One display, with a system bar at its top. */
const DISPLAY = { workArea: { x: 0, y: 30, width: 1920, height: 1050 } };

export const screen = strict('screen', { getAllDisplays: () => [DISPLAY] });
