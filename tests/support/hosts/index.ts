import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { locateElectron, type ElectronBinary } from '../../../host/electron-binary.ts';
import { spawnSync } from 'node:child_process';
import { hasDisplay, hasXvfb } from './display.ts';
import { startDoubleHost } from './double-host.ts';
import { startElectronHost } from './electron-host.ts';
import type { DesktopHost, HostName, HostPlace, RunningHost } from './running-host.ts';
import { withFocusKept } from './watch-focus.ts';
import { startWebHost } from './web-host.ts';

const electron = runnableElectron(locateElectron());

/** Returns the hosts that can run on this machine. */
export function availableHosts(): HostName[] {
  return ['web', ...desktopHosts()];
}

/** Returns those of them that run the desktop program. */
export function desktopHosts(): ('double' | 'electron')[] {
  return 'path' in electron ? ['double', 'electron'] : ['double'];
}

/**
 * Returns one host, for specs whose page is the same on all: screens and editor. The choice varies by spec, so that
 * each host runs some.
 */
export function oneHost(kind: 'web' | 'desktop'): HostName[] {
  return kind === 'web' ? ['web'] : desktopHosts().slice(-1);
}

/** Returns why hosts are missing, one line each. */
export function missingHosts(): string[] {
  return 'reason' in electron ? [`electron did not run: ${electron.reason}`] : [];
}

/** Starts a host with private folders. */
export async function startHost(name: HostName, place: HostPlace): Promise<RunningHost> {
  if (name !== 'web') return startDesktopHost(name, place);
  endFirstSteps(place);
  return withFocusKept(await startWebHost(place));
}

/** Starts the desktop program with private folders. */
export async function startDesktopHost(name: 'double' | 'electron', place: HostPlace): Promise<DesktopHost> {
  endFirstSteps(place);
  const isElectron = name === 'electron' && 'path' in electron;
  return withFocusKept(await (isElectron ? startElectronHost(electron.path, place) : startDoubleHost(place)));
}

function endFirstSteps({ config, newcomer }: HostPlace): void {
  if (!newcomer) new SettingsFile(config).update({ taught: true });
}

/** Returns Electron's binary if it can run and show windows, else the reason why not. */
function runnableElectron(found: ElectronBinary): ElectronBinary {
  if ('reason' in found) return found;
  if (!hasDisplay() && !hasXvfb()) return { reason: 'there is no display, and no Xvfb to stand for one' };
  // Run as plain Node, it needs neither display nor sandbox, but all of its libraries.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { status, stderr } = spawnSync(found.path, ['--version'], { env, encoding: 'utf8' });
  return status === 0 ? found : { reason: `its program cannot start here: ${stderr.trim().split('\n')[0]}` };
}
