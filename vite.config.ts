import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), readWindowEarly()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Fonts and icons stay files: the CSP allows no data: fonts.
    assetsInlineLimit: 0,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    // One file: a style sheet that comes later costs a new style of the whole page.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1500,
  },
});

/**
 * Names the chunk of `window.tsx` and what it imports in the page, so that the browser reads them together with the script that
 * imports it.
 */
function readWindowEarly(): Plugin {
  return {
    name: 'read-window-early',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }): HtmlTagDescriptor[] {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const entry = chunks.find(({ isEntry }) => isEntry);
        const window = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/window.tsx'));
        if (!entry || !window) return [];
        return [window.fileName, ...window.imports]
          .filter((file) => !entry.imports.includes(file))
          .map((file) => {
            const attrs = { rel: 'modulepreload', crossorigin: true, href: `./${file}` };
            return { tag: 'link', injectTo: 'head', attrs };
          });
      },
    },
  };
}
