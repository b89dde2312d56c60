import type { HostName, HostPlace, RunningHost } from './running-host.ts';
import { startWebHost } from './web-host.ts';

/** The hosts that can run on this machine. */
export function availableHosts(): HostName[] {
  return ['web'];
}

/** Starts a host in a place of its own. */
export function startHost(_name: HostName, place: HostPlace): Promise<RunningHost> {
  return startWebHost(place);
}
