import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import type SqliteDatabase from 'better-sqlite3';
import { parse } from 'yaml';
import { expect, onTestFinished, test, vi } from 'vitest';
import { build } from '../../scripts/build.ts';
import { build as pack, Platform } from 'electron-builder';
import { packFolder, standInElectron } from '../../scripts/pack.ts';
import { temporaryFolder } from '../support/project.ts';

const target = `${process.platform}-${process.arch}`;

test('the configuration names the packages, the file it opens, and every fuse', () => {
  const config = parse(readFileSync('electron-builder.yml', 'utf8')) as Record<string, unknown>;
  expect(config).toMatchObject({
    linux: { target: ['AppImage', 'deb'] },
    mac: { target: ['dmg'] },
    win: { target: ['nsis'] },
    fileAssociations: [{ ext: 'postil' }],
    npmRebuild: false,
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
    },
  });
  const icon = readFileSync(config['icon'] as string);
  // Bytes 16 and 20 of a PNG hold its width and height.
  expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([1024, 1024]);
});

// electron-builder first validates the whole configuration against its schema.
test('packed around a stand-in for Electron, the archive holds the program and nothing else', async (context) => {
  if (process.platform !== 'linux') context.skip('packing around a stand-in is tried on Linux only');
  for (const name of ['log', 'info', 'warn'] as const) vi.spyOn(console, name).mockImplementation(() => {});
  if (!existsSync('dist/main.mjs')) await build();
  const electron = standInElectron();
  onTestFinished(() => rmSync(electron, { recursive: true }));
  const output = temporaryFolder();
  await packFolder(output, electron);

  const packed = join(output, 'linux-unpacked');
  const resources = join(packed, 'resources');
  const archive = join(resources, 'app.asar');
  const files = listPackage(archive, { isPack: false }).map((path) => path.slice(1));
  for (const needed of [
    'package.json',
    'dist/main.mjs',
    'dist/preload.cjs',
    'dist/import-worker.mjs',
    'dist/export-worker.mjs',
    'dist/backup-worker.mjs',
    'dist/integrity-worker.mjs',
    'dist/sweep-worker.mjs',
    'dist/take-back-worker.mjs',
    'dist/migrations/0001-initial.sql',
    'dist/renderer/index.html',
    'resources/sample/sample.jsonl',
    'node_modules/better-sqlite3/lib/index.js',
    `node_modules/better-sqlite3/prebuilds/${target}.node`,
  ])
    expect(files).toContain(needed);
  const allowed =
    /^(?:package\.json|LICENSE|dist(?:\/(?:[\w-]+\.[mc]js|migrations|migrations\/\d{4}-[\w-]+\.sql|renderer|renderer\/.*))?|resources|resources\/sample(?:\/.*)?|node_modules|node_modules\/better-sqlite3(?:\/(?:lib(?:\/.*)?|LICENSE|package\.json|prebuilds|prebuilds\/[\w-]+\.node))?)$/;
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  expect(files.filter((file) => file.endsWith('.node'))).toEqual([
    `node_modules/better-sqlite3/prebuilds/${target}.node`,
  ]);
  expect(files.filter((file) => file.endsWith('.map') || file === 'dist/cli.mjs')).toEqual([]);
  // The native module is beside the archive, as a real file.
  expect(
    existsSync(join(`${archive}.unpacked`, `node_modules/better-sqlite3/prebuilds/${target}.node`)),
  ).toBe(true);

  // The packaged part of the SQLite module is sufficient.
  const whole = temporaryFolder();
  extractAll(archive, whole);
  const manifest = JSON.parse(readFileSync(join(whole, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({ name: 'postil', main: 'dist/main.mjs', type: 'module' });
  expect(manifest['devDependencies']).toBeUndefined();
  const load = createRequire(join(whole, 'package.json'));
  const Database = load('better-sqlite3') as typeof SqliteDatabase;
  const db = new Database(':memory:');
  expect(db.prepare('SELECT sqlite_version() AS v').get()).toEqual({ v: expect.stringMatching(/^3\.5/) });
  db.close();

  // The fuses are set in the binary itself: version, count, then one character each.
  const program = readFileSync(join(packed, 'postil'));
  const wire = program.subarray(program.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 32);
  const fuse = (index: number) => String.fromCharCode(wire[2 + index]!);
  expect({
    runAsNode: fuse(0),
    nodeOptions: fuse(2),
    nodeInspect: fuse(3),
    asarIntegrity: fuse(4),
    onlyAsar: fuse(5),
    ownSnapshot: fuse(6),
    fileProtocol: fuse(7),
  }).toEqual({
    runAsNode: '0',
    nodeOptions: '0',
    nodeInspect: '0',
    asarIntegrity: '1',
    onlyAsar: '1',
    ownSnapshot: '0',
    fileProtocol: '0',
  });
});

// Since Ubuntu 23.10, only programs with such a profile may create the user namespaces that Chromium's sandbox needs.
test('the deb can be made, and brings an AppArmor profile that is put in force for the program', async (context) => {
  if (process.platform !== 'linux') context.skip('packs for Linux');
  for (const name of ['log', 'info', 'warn'] as const) vi.spyOn(console, name).mockImplementation(() => {});
  const unpacked = join(temporaryFolder(), 'linux-unpacked');
  mkdirSync(join(unpacked, 'resources'), { recursive: true });
  let given: string[] = [];
  let [script, entry] = ['', ''];
  await pack({
    targets: Platform.LINUX.createTarget('deb'),
    prepackaged: unpacked,
    publish: 'never',
    config: { extends: 'electron-builder.yml', directories: { output: temporaryFolder() } },
    // The arguments for the program that builds the package, which would have to be downloaded.
    effectiveOptionComputed: async ([args, desktop]: [string[], string]) => {
      given = args;
      script = readFileSync(args[args.indexOf('--after-install') + 1]!, 'utf8');
      entry = readFileSync(desktop, 'utf8');
      return true;
    },
  });
  expect(given).toContain(`${unpacked}/=/opt/Postil`);
  const profile = readFileSync(join(unpacked, 'resources', 'apparmor-profile'), 'utf8');
  expect(profile).toMatch(/profile "postil" "\/opt\/Postil\/postil" flags=\(unconfined\) \{\s+userns,/);
  expect(script).toContain("APPARMOR_PROFILE_SOURCE='/opt/Postil/resources/apparmor-profile'");
  expect(script).toContain("APPARMOR_PROFILE_TARGET='/etc/apparmor.d/postil'");
  expect(script).toContain('apparmor_parser --replace');
  // Without namespaces the helper gets the permissions that the sandbox needs instead; the sandbox is never switched off.
  expect(script).toContain("chmod 4755 '/opt/Postil/chrome-sandbox'");
  expect(entry).toContain('Exec=/opt/Postil/postil');
  expect(entry).not.toContain('--no-sandbox');
});
