import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from 'electron';
import { expect, test } from 'vitest';
import { servePages } from '../../electron/desktop/scheme.ts';
import { Pages } from '../../host/pages.ts';
import { temporaryFolder } from '../support/project.ts';

const KINDS = ['index.html', 'a.js', 'worker.js', 'a.css', 'a.svg', 'a.png', 'a.woff2', 'a.bin'];

/** Returns the desktop program's handler of its own URL scheme, with pages of every kind. */
function handler(): (request: Request) => Response {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  for (const name of KINDS)
    writeFileSync(join(folder, name === 'index.html' ? name : `assets/${name}`), 'nonce="__CSP_NONCE__"');
  let given!: (request: Request) => Response;
  const session = { protocol: { handle: (_: string, handle: typeof given) => void (given = handle) } };
  servePages(session as unknown as Session, new Pages(folder));
  return given;
}

test('every response of the desktop program’s protocol has the content security policy', async () => {
  const handle = handler();
  const ask = (url: string, method = 'GET') => handle({ url, method } as Request);
  const answers = [
    ask('app://postil/'),
    ...KINDS.slice(1).map((name) => ask(`app://postil/assets/${name}`)),
    ask('app://postil/nothing'),
    ask('app://postil/..%2fpackage.json'),
    ask('app://postil/', 'POST'),
    ask('app://elsewhere/'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([...KINDS.map(() => 200), 404, 404, 405, 404]);
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  }
  // Only the page's own style element is allowed, by a nonce that differs every time.
  const nonce = ({ headers }: Response) =>
    /'nonce-([^']+)'/.exec(headers.get('content-security-policy')!)?.[1];
  expect(answers.map(nonce).filter(Boolean)).toHaveLength(1);
  expect(await answers[0]!.text()).toBe(`nonce="${nonce(answers[0]!)}"`);
  expect(nonce(ask('app://postil/'))).not.toBe(nonce(answers[0]!));
});
