import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A download of which nothing has come for so long will not go on (ms). While bytes come there is no limit. */
const SILENCE = 60_000;

/** Where Electron's program is, or why it cannot be had here. */
export type ElectronBinary = { readonly path: string } | { readonly reason: string };

/** Progress of a download: bytes received, and the total if it is known. */
export type DownloadProgress = (done: number, total: number | null, unit: 'bytes', message: string) => void;

/** The part of `@electron/get` that is used; it belongs to Electron's package. */
interface ElectronGet {
  downloadArtifact(artifact: {
    readonly version: string;
    readonly artifactName: string;
    readonly platform: string;
    readonly arch: string;
    readonly checksums: Readonly<Record<string, string>>;
    readonly cacheRoot?: string;
    readonly downloadOptions: {
      readonly quiet: boolean;
      readonly signal: AbortSignal;
      getProgressCallback(progress: { transferred: number; total: number | null }): Promise<void>;
    };
  }): Promise<string>;
}

export interface FetchOptions {
  /** Of Electron's package. */
  readonly folder?: string | undefined;
  /** How long nothing may come (ms). */
  readonly silence?: number;
  /** Hears that the program is missing and is fetched now. */
  begins?(): void;
}

const NOT_HERE = 'Electron’s program is not on this machine';

/**
 * Finds Electron's own program where its installer puts it; its package does not download it on its own.
 *
 * @param folder of Electron's package
 */
export function locateElectron(folder = packageFolder()): ElectronBinary {
  if (folder === undefined) return { reason: 'the electron package is not installed' };
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = join(folder, 'path.txt');
  // The installer writes this file last: without it the program may be there in part.
  if (!dist && !existsSync(pathFile)) return { reason: NOT_HERE };
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const path = join(dist || join(folder, 'dist'), name);
  return existsSync(path) ? { path } : { reason: NOT_HERE };
}

/**
 * The same, and fetches the program when it is missing, which is over 100 MB: into the cache of Electron's installer, whose mirror and
 * proxy settings hold, and from there by that installer to its place. A download that breaks off leaves nothing behind.
 *
 * @param progress hears of every piece that comes
 */
export async function fetchElectron(
  progress: DownloadProgress,
  { folder = packageFolder(), silence = SILENCE, begins = () => {} }: FetchOptions = {},
): Promise<ElectronBinary> {
  const found = locateElectron(folder);
  if ('path' in found || folder === undefined || process.env['POSTIL_NO_ELECTRON']) return found;
  begins();
  try {
    await download(folder, progress, silence);
    await unpack(folder);
  } catch (error) {
    return { reason: `${NOT_HERE} and could not be downloaded (${reasonOf(error)})` };
  }
  return locateElectron(folder);
}

function packageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
}

async function download(folder: string, progress: DownloadProgress, silence: number): Promise<void> {
  const { env } = process;
  const requireBeside = createRequire(join(folder, 'package.json'));
  // Named at run time: the bundler must not follow it.
  const url = pathToFileURL(requireBeside.resolve('@electron/get')).href;
  const { downloadArtifact } = (await import(url)) as ElectronGet;
  const { version } = requireBeside('./package.json') as { version: string };
  const cacheRoot = env['electron_config_cache'];
  const silent = new AbortController();
  const abort = () => silent.abort(new Error(`nothing has come for ${Math.round(silence / 1000)} seconds`));
  let timer = setTimeout(abort, silence);
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: env['ELECTRON_INSTALL_PLATFORM'] ?? env['npm_config_platform'] ?? process.platform,
      arch: env['ELECTRON_INSTALL_ARCH'] ?? env['npm_config_arch'] ?? process.arch,
      checksums: requireBeside('./checksums.json') as Record<string, string>,
      ...(cacheRoot !== undefined && { cacheRoot }),
      downloadOptions: {
        quiet: true,
        signal: silent.signal,
        async getProgressCallback({ transferred, total }) {
          clearTimeout(timer);
          timer = setTimeout(abort, silence);
          progress(transferred, total, 'bytes', 'Fetching Electron’s program');
        },
      },
    });
  } catch (error) {
    throw silent.signal.aborted ? (silent.signal.reason as Error) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Lets Electron's installer unpack what is in its cache now. */
async function unpack(folder: string): Promise<void> {
  const installer = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  installer.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    installer.once('error', reject);
    installer.once('close', resolve);
  });
  if (code !== 0) throw new Error(`its installer ended with ${code}: ${said.trim().split('\n')[0]}`);
}

/** In one line; what went wrong with a connection is in the cause of an error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error && error.cause.message !== '' ? `: ${error.cause.message}` : '';
  return `${error.message.split('\n')[0]}${cause}`;
}
