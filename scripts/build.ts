import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle, type BuildOptions } from 'esbuild';
import { build as buildRenderer } from 'vite';

const node = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  outExtension: { '.js': '.mjs' },
  // The first is native, the second exists only in Electron; everything else is bundled.
  external: ['better-sqlite3', 'electron'],
  // Bundled CommonJS packages still call `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
} satisfies BuildOptions;

/** The programs that the command line consists of: itself, its threads, and the process that reads web pages. */
const COMMAND_LINE = {
  cli: 'cli/main.ts',
  'backup-worker': 'backend/threads/backup-worker.ts',
  'integrity-worker': 'backend/threads/integrity-worker.ts',
  'export-worker': 'backend/threads/export-worker.ts',
  'import-worker': 'backend/threads/import-worker.ts',
  'sweep-worker': 'backend/threads/sweep-worker.ts',
  'take-back-worker': 'backend/threads/take-back-worker.ts',
  'extract-child': 'backend/extraction/child.ts',
};

/** Bundles the command line and other programs into a folder, with the threads and the migrations beside them. */
export async function bundlePrograms(
  outdir: string,
  programs: Readonly<Record<string, string>> = {},
): Promise<void> {
  await bundle({ ...node, outdir, entryPoints: { ...COMMAND_LINE, ...programs } });
  cpSync('db/migrations', join(outdir, 'migrations'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
}

/** Builds everything into `dist/`: the programs, the preload, the workers, the migrations beside them, the renderer. */
export async function build(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  await Promise.all([
    bundlePrograms('dist', { main: 'electron/main.ts' }),
    // A sandboxed preload must be CommonJS and can require only electron.
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
}

if (import.meta.main) await build();
