import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer as createProbe } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createServer } from 'vite';
import { createSample } from '../backend/workspace/sample.ts';
import { libraryFolder, SettingsFile } from '../backend/workspace/settings.ts';

// Live reload: Vite serves the screens from their sources, and the web host runs from its sources under `node --watch`.
// Run: npm run dev -- [FILE]
const given = process.argv[2];
const file = given === undefined ? join(libraryFolder(), 'Sample.postil') : resolve(given);
if (!existsSync(file)) {
  if (given !== undefined) {
    console.error(`There is no file ${file}.`);
    process.exit(1);
  }
  await createSample(file, 'resources/sample/sample.jsonl', new SettingsFile().actor);
}
const port = await freePort();
const target = `http://127.0.0.1:${port}`;
// The host restarts after every change; the link must stay valid.
const token = randomBytes(32).toString('base64url');

const screens = await createServer({
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/call', '/events'].map((path) => [
        path,
        {
          target,
          changeOrigin: true,
          configure: (proxy) => {
            // The host accepts requests from its own origin only.
            proxy.on('proxyReq', (request) => request.setHeader('origin', target));
          },
        },
      ]),
    ),
  },
});
await screens.listen();

const host = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'scripts/dev-host.ts', file], {
  stdio: 'inherit',
  env: { ...process.env, POSTIL_DEV_PORT: String(port), POSTIL_DEV_TOKEN: token },
});
const { port: shown } = screens.httpServer!.address() as AddressInfo;
console.log(`Postil, live: http://127.0.0.1:${shown}/#t=${token}\nStop it with Ctrl+C.`);

const stop = () => {
  host.kill('SIGTERM');
  void screens.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
host.once('exit', stop);

async function freePort(): Promise<number> {
  const probe = createProbe();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
