import { strict } from './strict.ts';

/** Links handed to the system's browser. */
export const openedOutside: string[] = [];

export const shell = strict('shell', {
  async openExternal(url: string): Promise<void> {
    openedOutside.push(url);
  },
});

export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false });
