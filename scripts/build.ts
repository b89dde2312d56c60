import { cpSync, rmSync } from 'node:fs';
import { build as bundle, type BuildOptions } from 'esbuild';
import { build as buildRenderer } from 'vite';

const node: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  // Native, or only there in Electron; everything else goes into the bundle.
  external: ['better-sqlite3', 'electron'],
  // Bundled CommonJS packages still ask for `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
};

/** Builds everything into `dist/`: the programs, the preload, the workers, the migrations beside them, the renderer. */
export async function build(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  await Promise.all([
    bundle({
      ...node,
      entryPoints: {
        main: 'electron/main.ts',
        cli: 'electron/cli.ts',
        'backup-worker': 'electron/backend/backup-worker.ts',
        'integrity-worker': 'electron/backend/integrity-worker.ts',
        'export-worker': 'electron/backend/export-worker.ts',
        'import-worker': 'electron/backend/import-worker.ts',
        'sweep-worker': 'electron/backend/sweep-worker.ts',
      },
    }),
    // A sandboxed preload is CommonJS and may require nothing but electron.
    bundle({
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['electron'],
      entryPoints: ['electron/preload.ts'],
      outfile: 'dist/preload.cjs',
      logLevel: 'warning',
    }),
    buildRenderer({ logLevel: 'warn' }),
  ]);
  cpSync('db/migrations', 'dist/migrations', { recursive: true });
}

if (import.meta.main) await build();
