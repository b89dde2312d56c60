import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Fonts and icons stay files: the CSP allows no data: fonts.
    assetsInlineLimit: 0,
    target: 'chrome130',
    // Loaded from disk or loopback: one chunk is quicker than many.
    chunkSizeWarningLimit: 4000,
  },
});
