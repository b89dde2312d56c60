import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { bundlePrograms } from '../../scripts/build.ts';
import type * as Backend from './project.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';

const ADDRESS = 'http://bench.localhost/';

/** The tools with which rows measure. Everything that it hands out is removed when it is disposed. */
export class Lab {
  /** Number of repetitions of a row that starts from nothing. */
  readonly repetitions: number;
  /** Fraction of the full size at which large projects are created. */
  readonly scale: number;
  readonly folder = mkdtempSync(join(tmpdir(), 'postil-bench-'));
  readonly #say: (line: string) => void;
  readonly #series = new Map<string, Promise<unknown>>();
  #browser: Promise<Browser> | undefined;

  constructor({ repetitions, scale }: { repetitions: number; scale: number }, say: (line: string) => void) {
    this.repetitions = repetitions;
    this.scale = scale;
    this.#say = say;
  }

  /** Prints a line of progress. */
  say(line: string): void {
    this.#say(line);
  }

  /** Measures a series once, even if several rows use it. */
  once<Value>(name: string, measure: () => Promise<Value>): Promise<Value> {
    let series = this.#series.get(name);
    if (!series) this.#series.set(name, (series = measure()));
    return series as Promise<Value>;
  }

  /**
   * Returns the backend of `project.ts` bundled, as it is shipped. Threads started from sources need an additional half
   * second for stripping types, which users never see.
   */
  backend(): Promise<typeof Backend> {
    return this.once('backend', async () => {
      const folder = join(this.folder, 'bin');
      await bundlePrograms(folder, { backend: 'tests/bench/project.ts' });
      symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'), 'junction');
      return (await import(pathToFileURL(join(folder, 'backend.mjs')).href)) as typeof Backend;
    });
  }

  /** Opens a new page with the benchmark's own script; `use` gets it with a DevTools session. */
  async page<Value>(use: (page: Page, devtools: CDPSession) => Promise<Value>): Promise<Value> {
    this.#browser ??= launch();
    const { script, style } = await this.once('page', bundle);
    const context = await (await this.#browser).newContext({ viewport: { width: 1280, height: 800 } });
    try {
      const page = await context.newPage();
      await page.route(`${ADDRESS}**`, (route) =>
        route.fulfill({
          contentType: 'text/html; charset=utf-8',
          body: `<!doctype html><style>${style}</style><div id="mount"></div><script type="module">${script}</script>`,
        }),
      );
      await page.goto(ADDRESS);
      return await use(page, await context.newCDPSession(page));
    } finally {
      await context.close();
    }
  }

  async dispose(): Promise<void> {
    await (await this.#browser)?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Frames come as fast as they can. Waits for frames are not measured, so this only saves time. */
async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...CHROMIUM_FLAGS, '--disable-frame-rate-limit', '--disable-gpu-vsync'],
  });
}

async function bundle(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: ['tests/bench/page/main.ts'],
    outdir: 'bench',
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    loader: { '.woff2': 'dataurl' },
    logLevel: 'warning',
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: text('.js').replaceAll('</script', '<\\/script'), style: text('.css') };
}
