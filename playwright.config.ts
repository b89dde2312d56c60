import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { THREADS } from './backend/threads/thread-file.ts';
import { UNTIMED_CHROMIUM_FLAGS, findChromium } from './tests/support/chromium.ts';
import './tests/support/compile-cache.ts';

// Commands that run in the tests' own process (`cli.ts`) start the threads of the build, not those of the sources.
process.env[THREADS] ??= resolve('dist');

const chromium = findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Node strips types itself, and caches that; Playwright would translate the whole backend.
  build: { external: ['**/{backend,cli,db,electron,host,scripts,shared}/**'] },
  timeout: 120_000,
  workers: 2,
  fullyParallel: true,
  // A test that passes only when it is run again hides a fault, which may be the program's.
  retries: 0,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['./tests/support/hosts-reporter.ts'], ['./tests/support/playwright-counts.ts']],
  use: {
    // What is waited for in vain is named, instead of the whole test running out of time.
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      args: UNTIMED_CHROMIUM_FLAGS,
      ...(chromium !== undefined && { executablePath: chromium }),
    },
  },
});
