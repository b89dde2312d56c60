import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { build } from './build.ts';
import { ensureChromium } from '../tests/support/chromium.ts';

/** Returns whether a source is newer than the build. */
export function isBuildStale(): boolean {
  const built = statSync('dist/renderer/index.html', { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return true;
  const sources = globSync('{shared,db,backend,cli,host,electron,renderer}/**/*.*');
  return [...sources, 'scripts/build.ts', 'vite.config.ts', 'package-lock.json'].some(
    (file) => statSync(file).mtimeMs > built,
  );
}

// Runs the e2e specs on the built program; arguments go to Playwright: npm run test:e2e -- first-hour
if (import.meta.main) {
  const chromium = ensureChromium();
  if ('missing' in chromium) {
    console.error(chromium.missing);
    process.exit(1);
  }
  if (isBuildStale()) await build();
  const { status } = spawnSync('playwright', ['test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, POSTIL_CHROMIUM: chromium.path },
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
