import { describe, expect, test } from 'vitest';
import { explainFailure, type LaunchFailure } from '../../../host/desktop-failure.ts';
import type { PackageManager } from '../../../host/system-packages.ts';

const PATH = '/home/ada/postil/node_modules/electron/dist/electron';

function explain(failure: Partial<LaunchFailure>, packages: PackageManager | null = 'apt-get') {
  return explainFailure({ path: PATH, output: '', code: 1, signal: null, ...failure }, packages);
}

const SUID =
  '[4711:1129/104512.123456:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not ' +
  'configured correctly. Rather than run without sandboxing I’m aborting now. You need to make sure that ' +
  `${PATH.replace(/electron$/, 'chrome-sandbox')} is owned by root and has mode 4755.`;

describe('what the desktop program printed last', () => {
  test('is its fatal line, without Chromium’s mark and the report of the crash', () => {
    const output = [
      '[4711:1129/104512.1:ERROR:bus.cc(408)] Failed to connect to the bus: No such file or directory',
      SUID,
      '#0 0x55d0c8a1d7e2 base::debug::CollectStackTrace()',
      '  r8: 0000000000000000  r9: 00007ffd5d3c8a30 r10: 0000000000000008',
      '[end of stack trace]',
      'Trace/breakpoint trap',
    ].join('\n');
    const { what } = explain({ output, code: null, signal: 'SIGTRAP' });
    expect(what).toMatch(/^it printed “The SUID sandbox helper binary was found, .* has mode 4755\.”$/);
  });

  test('is the error of a script, before its stack', () => {
    const output =
      'App threw an error during load\nError: Cannot find module ./x\n    at Module._load (node:internal:1:1)\n\nNode.js v24.1.0\n';
    expect(explain({ output }).what).toBe('it printed “Error: Cannot find module ./x”');
  });

  test('is one line of bounded length, and without colours', () => {
    const { what } = explain({ output: `\u001b[31m${'x'.repeat(5000)}\u001b[0m\r\n` });
    expect(what.length).toBeLessThan(450);
    expect(what).not.toContain('\u001b');
  });

  test('or how it ended, when it printed nothing', () => {
    expect(explain({ code: 0 }).what).toBe('it ended with exit code 0 and had printed nothing');
    expect(explain({ code: null, signal: 'SIGSEGV' }).what).toBe(
      'it was ended by SIGSEGV and had printed nothing',
    );
    expect(explain({ code: null, refused: 'EACCES' }).what).toBe('its file could not be started (EACCES)');
  });
});

describe('the known cure', () => {
  test('of a sandbox that is not allowed: owner and mode of the helper by its path, or a profile, never without', () => {
    for (const output of [
      SUID,
      '[1:1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user namespaces with AppArmor, see …',
      '[1:1:FATAL:credentials.cc(131)] Check failed: Failed to move to new namespace: PID namespaces supported, …',
    ]) {
      const { cure } = explain({ output });
      const helper = '/home/ada/postil/node_modules/electron/dist/chrome-sandbox';
      expect(cure).toContain(`sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`);
      expect(cure).toContain('AppArmor');
      expect(cure).not.toContain('--no-sandbox');
    }
  });

  test('of a path with spaces and quotation marks is a command that the shell takes', () => {
    const { cure } = explain({ output: SUID, path: "/home/ada/it’s mine/o'k/electron" });
    expect(cure).toContain(String.raw`chmod 4755 '/home/ada/it’s mine/o'\''k/chrome-sandbox'`);
  });

  test('of a library that is missing names it and the way of this system', () => {
    const output = `${PATH}: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory\n`;
    expect(explain({ output, code: 127 }).what).toMatch(/libnss3\.so: cannot open/);
    const cure = (packages: PackageManager | null) => explain({ output, code: 127 }, packages).cure;
    expect(cure('apt-get')).toBe('install the library libnss3.so: sudo apt-get install libnss3');
    expect(cure('dnf')).toBe("install the library libnss3.so: sudo dnf install 'libnss3.so()(64bit)'");
    expect(cure('zypper')).toContain("sudo zypper install 'libnss3.so()(64bit)'");
    expect(cure('pacman')).toContain('pacman -Fy libnss3.so');
    expect(cure('apk')).toContain('apk search so:libnss3.so');
    expect(cure(null)).toBe('install the library libnss3.so: with the package manager of this system');
    const unknown = output.replace('libnss3.so', 'libodd.so.7');
    expect(explain({ output: unknown }).cure).toContain('apt-file search libodd.so.7');
  });

  test('of a broken download is to remove it', () => {
    const again = 'remove the folder /home/ada/postil/node_modules/electron/dist and run this again';
    for (const failure of [
      { flaw: 'its file is cut off' },
      { refused: 'ENOEXEC', code: null },
      { refused: 'EACCES', code: null },
      { signal: 'SIGBUS', code: null },
      { output: 'cannot execute binary file: Exec format error' },
    ] as const)
      expect(explain(failure).cure, JSON.stringify(failure)).toContain(again);
  });

  test('of what is not known is not made up', () => {
    expect(explain({ output: 'something else', code: 3 }).cure).toBeNull();
    expect(explain({ code: null, signal: 'SIGTRAP' }).cure).toBeNull();
  });
});
