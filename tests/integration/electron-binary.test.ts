import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { pause } from '../../backend/patience.ts';
import { fetchElectron, locateElectron } from '../../host/electron-binary.ts';

// Electron's real installer and downloader, with a package of a small program and a mirror on this machine.
const PROGRAM = '#!/bin/sh\necho not Electron\n'.padEnd(80_000, '#');
const ZIP = zip({ electron: PROGRAM, version: '99.0.0' });
const NAME = `electron-v99.0.0-linux-x64.zip`;

let folder: string;
beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'postil-electron-package-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  folder = join(home, 'electron');
  mkdirSync(folder);
  cpSync('node_modules/electron/install.js', join(folder, 'install.js'));
  writeFileSync(join(folder, 'package.json'), '{"name":"electron","version":"99.0.0"}');
  const sum = createHash('sha256').update(ZIP).digest('hex');
  writeFileSync(join(folder, 'checksums.json'), JSON.stringify({ [NAME]: sum }));
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'), 'junction');
  for (const [name, value] of Object.entries({
    ELECTRON_INSTALL_PLATFORM: 'linux',
    ELECTRON_INSTALL_ARCH: 'x64',
    electron_config_cache: join(home, 'cache'),
    POSTIL_NO_ELECTRON: '',
    ELECTRON_OVERRIDE_DIST_PATH: '',
  }))
    vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

/** Starts a mirror that responds with `answer`; returns the list of the requested names. */
async function mirror(answer: (response: ServerResponse) => Promise<void> | void): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!.split('/').at(-1)!);
    void answer(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return asked;
}

const PIECES = 8;
/** Sends the first pieces of the archive. */
async function send(response: ServerResponse, pieces: number, pauseMs = 0): Promise<void> {
  if (!response.headersSent) response.writeHead(200, { 'content-length': ZIP.length });
  const size = Math.ceil(ZIP.length / PIECES);
  for (let piece = 0; piece < pieces; piece++) {
    response.write(ZIP.subarray(piece * size, (piece + 1) * size));
    await pause(pauseMs);
  }
}

test('there is no time limit while data arrives, and each chunk is reported', async () => {
  expect(locateElectron(folder)).toEqual({ reason: 'Electron’s program is not on this machine' });
  const asked = await mirror(async (response) => {
    await send(response, PIECES, 500);
    response.end();
  });
  const told: [number, number | null][] = [];
  const begins = vi.fn();
  const progress = (done: number, total: number | null) => told.push([done, total]);
  // The whole download takes longer than the longest allowed silence.
  const found = await fetchElectron(progress, { folder, silence: 3000, begins });
  expect(found).toEqual({ path: join(folder, 'dist', 'electron') });
  expect(readFileSync(join(folder, 'dist', 'electron'), 'utf8')).toBe(PROGRAM);
  expect(told.length).toBeGreaterThanOrEqual(PIECES);
  expect(told.at(-1)).toEqual([ZIP.length, ZIP.length]);
  expect(begins).toHaveBeenCalledOnce();
  expect(asked).toEqual([NAME]);
  // If it exists, nothing is downloaded.
  await fetchElectron(() => undefined, { folder, begins });
  expect(asked).toHaveLength(1);
  expect(begins).toHaveBeenCalledOnce();
});

test('a stalled or broken download is abandoned, and the next one starts from scratch', async () => {
  const broken: ((response: ServerResponse) => Promise<void>)[] = [
    (response) => send(response, PIECES / 2),
    async (response) => {
      await send(response, PIECES / 2, 20);
      response.destroy();
    },
    async (response) => void response.writeHead(404).end(),
  ];
  const whys = [
    /could not be downloaded \(nothing has come for 1 seconds\)/,
    /could not be downloaded \(./,
    /404/,
  ];
  for (const [i, answer] of broken.entries()) {
    await mirror(answer);
    const { reason } = (await fetchElectron(() => undefined, { folder, silence: 1000 })) as {
      reason: string;
    };
    expect(reason).toMatch(whys[i]!);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  }
  await mirror(async (response) => {
    await send(response, PIECES);
    response.end();
  });
  expect(await fetchElectron(() => undefined, { folder })).toHaveProperty('path');
});

test('a partly unpacked program does not count as installed', () => {
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'electron'), PROGRAM.slice(0, 1000));
  expect(locateElectron(folder)).toHaveProperty('reason');
});

test('nothing is downloaded if downloads are disabled', async () => {
  const asked = await mirror((response) => void response.writeHead(404).end());
  vi.stubEnv('POSTIL_NO_ELECTRON', '1');
  expect(await fetchElectron(() => undefined, { folder })).toHaveProperty('reason');
  expect(asked).toEqual([]);
});

/** Returns an archive with uncompressed files. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(content)];
    // The fields shared by both headers: version 2.0, no flags, stored, a date, checksum, sizes, length of the name, no
    // extra field.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(0o100755 * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    // "Made by" version 2.0 on Unix, because only then the file mode is valid.
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, path]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end]);
}
