import { locateElectron, type ElectronBinary } from '../../../host/electron-binary.ts';
import { spawnSync } from 'node:child_process';
import { hasDisplay, hasXvfb } from './display.ts';
import { startDoubleHost } from './double-host.ts';
import { startElectronHost } from './electron-host.ts';
import type { DesktopHost, HostName, HostPlace, RunningHost } from './running-host.ts';
import { startWebHost } from './web-host.ts';

const electron = runnableElectron(locateElectron());

/** The hosts that can run on this machine. */
export function availableHosts(): HostName[] {
  return ['web', ...desktopHosts()];
}

/** Those of them that run the desktop program. */
export function desktopHosts(): ('double' | 'electron')[] {
  return 'path' in electron ? ['double', 'electron'] : ['double'];
}

/** One host, for what is the same page on each: the screens and the editor. Which one differs by spec, so that all have some. */
export function oneHost(kind: 'web' | 'desktop'): HostName[] {
  return kind === 'web' ? ['web'] : desktopHosts().slice(-1);
}

/** Why hosts are missing, one line each. */
export function missingHosts(): string[] {
  return 'reason' in electron ? [`electron did not run: ${electron.reason}`] : [];
}

/** Starts a host in a place of its own. */
export function startHost(name: HostName, place: HostPlace): Promise<RunningHost> {
  return name === 'web' ? startWebHost(place) : startDesktopHost(name, place);
}

/** Starts the desktop program in a place of its own. */
export function startDesktopHost(name: 'double' | 'electron', place: HostPlace): Promise<DesktopHost> {
  if (name === 'electron' && 'path' in electron) return startElectronHost(electron.path, place);
  return startDoubleHost(place);
}

/** Electron's program where it can run and show windows, else the reason why not. */
function runnableElectron(found: ElectronBinary): ElectronBinary {
  if ('reason' in found) return found;
  if (!hasDisplay() && !hasXvfb()) return { reason: 'there is no display, and no Xvfb to stand for one' };
  // As plain Node it needs neither display nor sandbox, but all of its libraries.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { status, stderr } = spawnSync(found.path, ['--version'], { env, encoding: 'utf8' });
  return status === 0 ? found : { reason: `its program cannot start here: ${stderr.trim().split('\n')[0]}` };
}
