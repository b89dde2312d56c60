import { spawn, type ChildProcess } from 'node:child_process';
import { UNTIMED_CHROMIUM_FLAGS, findChromium } from '../chromium.ts';
import { connectCdp, type CdpClient } from './cdp.ts';

/** The Chromium that stands in for the one inside Electron. */
export interface Browser {
  readonly cdp: CdpClient;
  /** The address at which a test attaches to the same Chromium. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Starts a headless Chromium with the program's own switches, and with its storage beside the program's, as in
 * Electron.
 */
export async function launchBrowser(storage: string, switches: readonly string[]): Promise<Browser> {
  const child = spawn(
    findChromium() ?? 'chromium',
    [
      ...UNTIMED_CHROMIUM_FLAGS,
      '--headless=new',
      '--no-startup-window',
      '--no-default-browser-check',
      '--force-prefers-reduced-motion',
      // As Playwright starts it: none of these is in Electron.
      '--disable-breakpad',
      '--disable-component-extensions-with-background-pages',
      '--disable-default-apps',
      '--disable-extensions',
      '--metrics-recording-only',
      '--password-store=basic',
      '--remote-debugging-port=0',
      `--user-data-dir=${storage}`,
      ...switches,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  process.once('exit', () => child.kill('SIGKILL'));
  const endpoint = await announced(child);
  const cdp = await connectCdp(endpoint);
  return {
    cdp,
    endpoint,
    async close() {
      // Closing lets it write its storage to disk.
      await cdp.send('Browser.close').catch(() => undefined);
      await gone;
    },
  };
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
      const endpoint = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (endpoint) resolve(endpoint);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Chromium did not start: ${said}`)));
  });
}
