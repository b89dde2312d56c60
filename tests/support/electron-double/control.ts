import { theApp } from './app.ts';
import { prepareDialog, shownDialogs, type DialogAnswer, type ShownDialog } from './dialog.ts';
import { codec, dispatch, type SenderFrame } from './ipc.ts';
import { clickMenu, menuEntries, type MenuEntry } from './menu.ts';
import { theSession } from './session.ts';
import { openedOutside } from './shell.ts';
import type { BrowserWindowDouble, WindowState } from './window.ts';

/** The calls that a test can make to the double over the child's IPC channel. Arguments and results are JSON. */
export interface Control {
  /** Reports that the test is attached to Chromium, so that the program may get "ready". */
  attached(): void;
  prepareDialog(answer: DialogAnswer): void;
  shownDialogs(): readonly ShownDialog[];
  menu(): MenuEntry[];
  clickMenu(id: string): void;
  /** Clicks the window's close button. */
  closeWindow(): void;
  quit(): void;
  window(): WindowState;
  /** Moves and resizes the window, or maximises it. */
  place(box: WindowState['box'] | 'maximised'): void;
  /** Kills the processes of all pages, as the system does when memory runs out. */
  killRenderers(): Promise<void>;
  /** Returns Chromium's switches, and `sandbox` if it was enabled. */
  switches(): readonly string[];
  /** Returns whether the program would grant each permission. */
  permissions(): Record<string, boolean>;
  downloads(): boolean;
  /** Returns what the system lists on the program's icon, newest first. */
  recentDocuments(): readonly string[];
  openedOutside(): readonly string[];
  /** Sends an IPC message to the program as if from this frame; returns the program's reply. */
  invoke(channel: string, args: readonly unknown[], frame: SenderFrame | null): Promise<unknown>;
}

/** Messages between test and double. */
export type ToDouble = { id: number; method: keyof Control; args: unknown[] };
export type FromDouble =
  { chromium: string } | { id: number; result: unknown } | { id: number; error: string };

const attached = Promise.withResolvers<true>();

const control: Control = {
  attached: () => attached.resolve(true),
  prepareDialog,
  shownDialogs: () => shownDialogs,
  menu: menuEntries,
  clickMenu,
  closeWindow: () => void onlyWindow().close(),
  quit: () => theApp.quit(),
  window: () => onlyWindow().state,
  place: (box) => (box === 'maximised' ? onlyWindow().maximize() : onlyWindow().drag(box)),
  async killRenderers() {
    const { processInfo } = await theApp.browser.cdp.send('SystemInfo.getProcessInfo');
    for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  },
  switches: () => theApp.switches,
  permissions: () => theSession.permissions(onlyWindow().webContents, 'app://postil'),
  downloads: () => theSession.downloads(),
  recentDocuments: () => theApp.recentDocuments,
  openedOutside: () => openedOutside,
  async invoke(channel, args, frame) {
    const invoked = await dispatch(channel, args, onlyWindow().webContents, frame);
    return invoked.ok ? { ok: true, value: codec.decode(invoked.value) } : invoked;
  },
};

function onlyWindow(): BrowserWindowDouble {
  return theApp.windows[0] as BrowserWindowDouble;
}

/** Sends the address of Chromium to the test and waits until it has attached. Returns at once without a test. */
export async function announce(endpoint: string): Promise<void> {
  if (!process.send) return;
  process.send({ chromium: endpoint } satisfies FromDouble);
  await attached.promise;
}

/** Listens to the test. The program ends when the test ends, so that no Chromium is left behind. */
export function listenToTest(): void {
  process.on('message', ({ id, method, args }: ToDouble) => {
    void (async () => (control[method] as (...args: unknown[]) => unknown)(...args))().then(
      (result) => process.send?.({ id, result } satisfies FromDouble),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies FromDouble),
    );
  });
  process.once('disconnect', () => process.exit(1));
}
