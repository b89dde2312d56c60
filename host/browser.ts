import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../db/connection/temporary.ts';

const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** A link that was not followed by then is no longer needed there (ms). */
const LINK_LIFE = 30_000;

/**
 * Opens a link in a browser, where there is a display. The link carries the token, and command lines can be read
 * by every user, so the browser gets a private file that redirects, deleted soon after.
 */
export function openBrowser(link: string): boolean {
  const mac = process.platform === 'darwin';
  const windows = process.platform === 'win32';
  if (!mac && !windows && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return false;
  const folder = temporaryFolder('link');
  const file = join(folder, 'open.html');
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${link}"><title>Postil</title>`,
    { mode: 0o600 },
  );
  const forget = setTimeout(() => rmSync(folder, { recursive: true, force: true }), LINK_LIFE);
  forget.unref();
  const url = pathToFileURL(file).href;
  const chromium = CHROMIUMS.find((name) => !windows && spawnSync('which', [name]).status === 0);
  if (chromium) return start(chromium, [`--app=${url}`]);
  if (mac) return start('open', [url]);
  return windows ? start('cmd', ['/c', 'start', '', url]) : start('xdg-open', [url]);
}

function start(program: string, args: string[]): boolean {
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined); // no browser: the printed link is enough
  child.unref();
  return true;
}
