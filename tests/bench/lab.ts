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

/** What rows measure with. Everything it hands out is gone when it is disposed. */
export class Lab {
  /** How often a row that begins from nothing does so. */
  readonly repetitions: number;
  /** Share of the full size at which large projects are made. */
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

  /** Tells a person who waits what goes on. */
  say(line: string): void {
    this.#say(line);
  }

  /** Measures a series once, however many rows are taken from it. */
  once<Value>(name: string, measure: () => Promise<Value>): Promise<Value> {
    let series = this.#series.get(name);
    if (!series) this.#series.set(name, (series = measure()));
    return series as Promise<Value>;
  }

  /**
   * The backend of `project.ts` as it is shipped, bundled: the start of a thread from sources, whose types are stripped each
   * time, is half a second of which users have nothing.
   */
  backend(): Promise<typeof Backend> {
    return this.once('backend', async () => {
      const folder = join(this.folder, 'bin');
      await bundlePrograms(folder, { backend: 'tests/bench/project.ts' });
      symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'), 'junction');
      return (await import(pathToFileURL(join(folder, 'backend.mjs')).href)) as typeof Backend;
    });
  }

  /** A fresh page with the benchmark's own script; `use` is given it with a DevTools session. */
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

/** Work is counted without the waits for frames, so frames come as fast as they can: that only saves time. */
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
