import { build } from './build.ts';
import { ensureChromium } from '../tests/support/chromium.ts';
import { isBuildStale } from './e2e.ts';
import { importing, playwright, Steps, vitest } from './steps.ts';

// Runs only the tests that read the real files beside the project, or in the folder that POSTIL_SHARED names.
const steps = new Steps();
const corpora = importing('tests/{unit,integration}/**/*.test.ts', '/beside.ts');
await steps.run(vitest('real files of the corpora', '-t', 'real files of', ...corpora));
const browser = ensureChromium();
if ('path' in browser) {
  if (isBuildStale()) await build();
  const specs = importing('tests/e2e/*.spec.ts', '/articles.ts');
  // `npm test` has proved that the hosts do the same; here only the article is another.
  const again = ['--grep-invert', 'the first hour.* on the (?:double|electron) host'];
  await steps.run(playwright('e2e tests with the seed article', browser.path, ...again, ...specs));
} else steps.notRun('e2e tests with the seed article', `They were not run. ${browser.missing}`);
steps.close();
