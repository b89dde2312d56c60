import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/integration/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // The default leaves a core idle, which is half of a small build machine.
    maxWorkers: '100%',
    // Electron's own package cannot be imported outside of Electron.
    alias: { electron: resolve('tests/support/electron-double/index.ts') },
    setupFiles: ['tests/support/setup.ts'],
  },
});
