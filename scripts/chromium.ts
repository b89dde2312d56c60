import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../tests/support/chromium.ts';

/**
 * Finds the Chromium that the tests drive, installing Debian's when there is none and this user may. Answers the
 * reason in one line when it cannot be had.
 */
export function ensureChromium(): { path: string } | { missing: string } {
  const found = findChromium();
  if (found) return { path: found };
  const missing =
    'Chromium is missing: install it (Debian: apt-get install chromium) or set POSTIL_CHROMIUM.';
  if (!existsSync('/usr/bin/apt-get')) return { missing };
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (sudo.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) return { missing };
  console.log('No Chromium was found; installing Debian’s.');
  const apt = (...args: string[]) => {
    const [program = '', ...rest] = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=600', ...args];
    return spawnSync(program, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status;
  };
  // A fresh image has no package lists yet.
  if (apt('install', '-y', 'chromium') !== 0 && apt('update') === 0) apt('install', '-y', 'chromium');
  const installed = findChromium();
  return installed ? { path: installed } : { missing };
}
