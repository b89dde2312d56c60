import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { createSample } from '../../../backend/workspace/sample.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import type { BenchRow } from '../row.ts';

/** The smallest program in this host: it serves an empty page. */
const EMPTY = `
  const server = require('node:http').createServer((_, response) => response.end('<!doctype html><title>empty</title>'));
  server.listen(0, '127.0.0.1', () => console.error('http://127.0.0.1:' + server.address().port + '/#t=none'));`;

/** From no running process to a window that can be used: program and browser are both started. */
export const startRow: BenchRow = {
  name: 'start/window',
  what: 'web host and browser started, sample project usable; floor: an empty page in the same way',
  unit: 'ms',
  async run(lab) {
    const folder = join(lab.folder, 'start');
    mkdirSync(folder);
    const settings = new SettingsFile(join(folder, 'config'));
    settings.update({ introduced: true });
    const sample = join(folder, 'Sample.postil');
    await createSample(sample, 'resources/sample/sample.jsonl', settings.actor);
    const values: number[] = [];
    const floor: number[] = [];
    for (let i = 0; i < lab.repetitions; i++) {
      lab.say(`starting, ${i + 1} of ${lab.repetitions}`);
      floor.push(await startOnce(['-e', EMPTY], folder, null));
      // Once a span is drawn, the project is open, the document and its annotations are read, and the text is shown.
      values.push(await startOnce(['dist/cli.mjs', 'serve', sample], folder, '.ProseMirror .seg'));
    }
    return { values, floor };
  },
};

async function startOnce(program: readonly string[], folder: string, usable: string | null): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, program, {
    env: {
      ...process.env,
      POSTIL_HOME: folder,
      POSTIL_CONFIG: join(folder, 'config'),
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const link = await linkOf(child);
    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: CHROMIUM_FLAGS,
    });
    try {
      const page = await browser.newPage();
      await page.goto(link);
      if (usable !== null) await page.locator(usable).first().waitFor();
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      return performance.now() - begun;
    } finally {
      await browser.close();
    }
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGINT');
    await gone;
  }
}

/** Returns the address that a host prints on standard error once it listens. */
function linkOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http:\/\/127\.0\.0\.1:\d+\/#t=\S+/.exec(said)?.[0];
      if (link) resolve(link);
    });
    child.once('exit', () => reject(new Error(`the program ended: ${said}`)));
  });
}
