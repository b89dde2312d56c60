import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/support/chromium.ts';
import './tests/support/compile-cache.ts';

const report = process.env['POSTIL_E2E_REPORT'];
const chromium = findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  workers: 2,
  // A shared build machine may stand still for seconds; what passes only then is told as flaky, see scripts/test.ts.
  retries: process.env['CI'] === undefined ? 0 : 2,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [
    ['list'],
    ['./tests/support/hosts-reporter.ts'],
    ...(report === undefined ? [] : [['json', { outputFile: report }] as const]),
  ],
  use: {
    // What is waited for in vain is named, instead of the whole test running out of time.
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    ...(chromium !== undefined && { launchOptions: { executablePath: chromium } }),
  },
});
