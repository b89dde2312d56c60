import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The longest time for an installation (ms): some packages have a hundred megabytes. */
const INSTALLING = 15 * 60_000;
/** The longest time that a library may take to read an export (ms). */
const READING = 5 * 60_000;

/** Thrown with the name of what this machine lacks: neither a failure nor a success. */
export class Missing extends Error {}

/**
 * A Python environment in the cache folder, which later runs use again. Packages come from the sources that are set for the
 * machine's pip.
 */
export class Python {
  readonly #program: string;
  readonly #tried = new Map<string, Promise<string>>();

  private constructor(program: string) {
    this.#program = program;
  }

  /** @throws Missing if there is no Python 3.9 that can create environments. */
  static async open(): Promise<Python> {
    const { POSTIL_PEERS, XDG_CACHE_HOME } = process.env;
    const folder = POSTIL_PEERS ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'postil-peers');
    const program = join(
      folder,
      ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
    );
    if (!existsSync(program)) {
      const system = ['python3', 'python', 'py'].find((name) => isPython(name));
      if (system === undefined) throw new Missing('there is no Python 3.9 or newer');
      mkdirSync(folder, { recursive: true });
      await run(system, ['-m', 'venv', folder]).catch((error: unknown) => {
        throw new Missing(`Python cannot make an environment (${lastLine(error)})`);
      });
    }
    return new Python(program);
  }

  /**
   * Installs a package if it is missing; at most once per run, even for concurrent calls.
   *
   * @returns its version
   * @throws Missing if it cannot be installed
   */
  require(name: string): Promise<string> {
    const known = this.#tried.get(name);
    if (known) return known;
    const version = this.#version(name).catch(async () => {
      console.error(`Installing ${name} …`);
      const args = [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--prefer-binary',
        name,
      ];
      await run(this.#program, args, { timeout: INSTALLING }).catch((error: unknown) => {
        throw new Missing(`${name} cannot be installed (${lastLine(error)})`);
      });
      return await this.#version(name);
    });
    this.#tried.set(name, version);
    return version;
  }

  /** Runs a script without network access and returns the JSON that it printed. */
  async json(script: string, args: readonly string[], cache: string): Promise<unknown> {
    const env = {
      ...process.env,
      HF_HUB_OFFLINE: '1',
      HF_DATASETS_OFFLINE: '1',
      HF_HOME: cache,
      PYTHONUTF8: '1',
    };
    try {
      const { stdout } = await run(this.#program, [script, ...args], {
        env,
        timeout: READING,
        maxBuffer: 1 << 26,
      });
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    } catch (error) {
      throw new Error(lastLine(error), { cause: error });
    }
  }

  async #version(name: string): Promise<string> {
    const asked = `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`;
    const { stdout } = await run(this.#program, ['-c', asked]);
    return stdout.trim();
  }
}

function isPython(name: string): boolean {
  const asked = 'import sys; sys.exit(sys.version_info < (3, 9))';
  return spawnSync(name, ['-c', asked], { cwd: tmpdir() }).status === 0;
}

/** Returns the last line that a program printed before it failed, which is Python's error message. */
function lastLine(error: unknown): string {
  const { stderr = '', message } = error as { stderr?: string; message: string };
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  return (lines.at(-1) ?? message).slice(0, 300);
}
