import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { DialogAnswer, DialogKind } from '../electron-double/dialog.ts';
import type { MenuEntry } from '../electron-double/menu.ts';
import { hasDisplay, virtualDisplay } from './display.ts';
import type { DesktopHost, HostPlace } from './running-host.ts';
import { watch } from './watch.ts';
import { watchFocus } from './watch-focus.ts';

interface Program {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly ended: Promise<number | null>;
}

/** Runs the built program in real Electron. Only its dialogs are replaced, because nobody is there to answer them. */
export async function startElectronHost(binary: string, place: HostPlace): Promise<DesktopHost> {
  const errors: string[] = [];
  let program = await start(binary, place, place.file, errors);
  const stop = async () => {
    const running = program.app.process();
    if (running.exitCode === null && running.signalCode === null) await program.app.close();
    await program.ended;
  };
  return {
    name: 'electron',
    get page() {
      return program.page;
    },
    get ended() {
      return program.ended;
    },
    answerDialog: (kind, paths) => answerDialog(program.app, { kind, paths }),
    menu: () => readMenu(program.app),
    clickMenu: (id) =>
      program.app.evaluate(({ Menu }, wanted) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
        if (!item) throw new Error(`The menu has no entry ${wanted}.`);
        (item.click as () => void)(); // typed as a bare Function
      }, id),
    closeWindow: () => program.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    async startAgain(file) {
      const child = spawn(binary, programArguments(file), {
        env: await environment(place),
        stdio: 'inherit',
      });
      await new Promise((resolve) => child.once('exit', resolve));
    },
    async restart(file) {
      await stop();
      program = await start(binary, place, file, errors);
    },
    close: stop,
    errors: () => errors,
  };
}

async function environment({ home, config }: HostPlace): Promise<Record<string, string>> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const display: Record<string, string> = hasDisplay() ? {} : { DISPLAY: await virtualDisplay() };
  return { ...Object.fromEntries(inherited), ...display, POSTIL_HOME: home, POSTIL_CONFIG: config };
}

function programArguments(file: string | undefined): string[] {
  // Chromium's own sandbox cannot start as root, the usual user in containers.
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    join(process.cwd(), 'dist', 'main.mjs'),
    ...(file === undefined ? [] : [file]),
  ];
}

async function start(
  executablePath: string,
  place: HostPlace,
  file: string | undefined,
  errors: string[],
): Promise<Program> {
  const app = await _electron.launch({
    executablePath,
    args: programArguments(file),
    env: await environment(place),
  });
  const child = app.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    // Chromium logs its own problems (no GPU, no bus) there, which are not errors of the program.
    if (/error/i.test(text) && !/:(ERROR|WARNING):/.test(text)) errors.push(`program: ${text.trim()}`);
  });
  await app.evaluate(replaceDialogs);
  const page = await app.firstWindow();
  watch(page, errors);
  await watchFocus(page);
  return { app, page, ended };
}

/** The variable of the program in which the replaced dialogs find their answers. */
type WithAnswers = typeof globalThis & { preparedDialogs: DialogAnswer[] };

function answerDialog(app: ElectronApplication, answer: DialogAnswer): Promise<void> {
  return app.evaluate((_, prepared) => {
    (globalThis as WithAnswers).preparedDialogs.push(prepared);
  }, answer);
}

/** Runs in the program: a dialog without a prepared answer throws instead of staying open for ever. */
function replaceDialogs({ dialog }: typeof Electron.CrossProcessExports): void {
  const prepared: DialogAnswer[] = ((globalThis as WithAnswers).preparedDialogs = []);
  const take = (kind: DialogKind) => {
    const at = prepared.findIndex((answer) => answer.kind === kind);
    if (at === -1) throw new Error(`No test prepared a dialog of kind ${kind}.`);
    return prepared.splice(at, 1)[0]!.paths;
  };
  Object.assign(dialog, {
    async showOpenDialog() {
      const paths = take('open');
      return { canceled: paths.length === 0, filePaths: [...paths] };
    },
    async showSaveDialog() {
      const paths = take('save');
      return { canceled: paths.length === 0, filePath: paths[0] ?? '' };
    },
    async showMessageBox() {
      return { response: Number(take('message')[0] ?? 0), checkboxChecked: false };
    },
  });
}

function readMenu(app: ElectronApplication): Promise<MenuEntry[]> {
  return app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) =>
      (menu.submenu?.items ?? [])
        .filter(({ type }) => type !== 'separator')
        .map(({ id, label, role, accelerator }) => ({
          menu: menu.label,
          id: id || null,
          label,
          role: role ?? null,
          accelerator: accelerator ?? null,
        })),
    ),
  );
}
