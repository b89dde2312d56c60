import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { securityHeaders } from './security-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** A page or asset as a host sends it. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * The built renderer in memory, by URL path. Only what the build made can be asked for, so that no path, however
 * written, leaves the bundle.
 */
export class Pages {
  readonly #files = new Map<string, Buffer>();

  constructor(folder: string) {
    for (const file of walk(folder))
      this.#files.set(`/${relative(folder, file).split(sep).join('/')}`, readFileSync(file));
    if (!this.#files.has('/index.html'))
      throw new Error(`the renderer is not built: ${folder} has no index.html`);
  }

  /** The page at a path, with its headers; `undefined` when there is none. `/` is the program. */
  get(path: string): Page | undefined {
    const name = path === '/' ? '/index.html' : path;
    const body = this.#files.get(name);
    if (!body) return undefined;
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    if (name !== '/index.html') return { headers: { 'Content-Type': type, ...securityHeaders() }, body };
    // react-aria adds a style element; it carries this nonce, so that style-src stays closed to all others.
    const nonce = randomBytes(16).toString('base64');
    return {
      headers: { 'Content-Type': type, ...securityHeaders(nonce) },
      body: Buffer.from(body.toString('utf8').replaceAll('__CSP_NONCE__', nonce)),
    };
  }
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}
