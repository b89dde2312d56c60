import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Returns whether desktop programs have a display for their windows. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Returns whether {@link virtualDisplay} can start one. */
export function hasXvfb(): boolean {
  return spawnSync('which', ['Xvfb']).status === 0;
}

/** One display for all programs of a test process. */
let shared: Promise<string> | undefined;

/** Starts a virtual display, which ends with this process, and returns its name, such as ":99". */
export function virtualDisplay(): Promise<string> {
  shared ??= startXvfb();
  return shared;
}

async function startXvfb(): Promise<string> {
  // Xvfb chooses a free number and writes it to the file descriptor.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => server.kill());
  const failed = once(server, 'exit').then(([code]) => {
    throw new Error(`Xvfb ended with ${String(code)}`);
  });
  const [number] = (await Promise.race([once(server.stdio[3] as Readable, 'data'), failed])) as [Buffer];
  failed.catch(() => undefined);
  server.unref();
  (server.stdio[3] as Readable).destroy();
  return `:${number.toString().trim()}`;
}
