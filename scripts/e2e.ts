import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { build } from './build.ts';
import { ensureChromium } from '../tests/support/chromium.ts';
import { PICTURES } from '../tests/support/pictures.ts';

/** Returns whether a source is newer than the build. */
export function isBuildStale(): boolean {
  const built = statSync('dist/renderer/index.html', { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return true;
  const sources = globSync('{shared,db,backend,cli,host,electron,renderer}/**/*.*');
  return [...sources, 'scripts/build.ts', 'vite.config.ts', 'package-lock.json'].some(
    (file) => statSync(file).mtimeMs > built,
  );
}

// Runs the e2e specs on the built program; `--pictures` takes pictures of the screens, other arguments go to Playwright:
// npm run test:e2e -- --pictures first-hour
if (import.meta.main) {
  const chromium = ensureChromium();
  if ('missing' in chromium) {
    console.error(chromium.missing);
    process.exit(1);
  }
  if (isBuildStale()) await build();
  const args = process.argv.slice(2);
  const { status } = spawnSync('playwright', ['test', ...args.filter((arg) => arg !== '--pictures')], {
    stdio: 'inherit',
    env: {
      ...process.env,
      POSTIL_CHROMIUM: chromium.path,
      ...(args.includes('--pictures') && { [PICTURES]: '1' }),
    },
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
