import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { bundlePrograms } from '../../scripts/build.ts';

/** How a program of a row ended. */
export interface Ended {
  /** `null`: by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface StartOptions {
  /** What stands before it on the command line: strace, unshare. */
  readonly through?: readonly string[];
  readonly uid?: number;
}

/** Where the rows of the fault matrix do their damage: bundled programs and folders, all gone when it is disposed. */
export class Lab {
  readonly folder: string;
  readonly quick: boolean;
  readonly say: (line: string) => void;
  readonly #programs = new Set<Program>();
  #places = 0;

  private constructor(folder: string, quick: boolean, say: (line: string) => void) {
    this.folder = folder;
    this.quick = quick;
    this.say = say;
  }

  /**
   * Bundles the programs once: a victim that is started hundreds of times cannot strip the types of all sources each time.
   *
   * @param quick smaller amounts beside fewer runs
   */
  static async open(quick: boolean, say: (line: string) => void = () => undefined): Promise<Lab> {
    const folder = mkdtempSync(join(tmpdir(), 'postil-faults-'));
    const lab = new Lab(folder, quick, say);
    const children = 'tests/faults/children';
    await bundlePrograms(
      join(folder, 'bin'),
      Object.fromEntries(readdirSync(children).map((file) => [parse(file).name, join(children, file)])),
    );
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
    return lab;
  }

  /** A new empty folder. */
  place(name: string): string {
    const place = join(this.folder, `${name}-${++this.#places}`);
    mkdirSync(place);
    return place;
  }

  /** Starts a bundled program whose settings and temporary files lie in `place`. */
  start(
    name: string,
    args: readonly string[],
    place: string,
    { through = [], uid }: StartOptions = {},
  ): Program {
    const [command = '', ...rest] = [
      ...through,
      process.execPath,
      join(this.folder, 'bin', `${name}.mjs`),
      ...args,
    ];
    const program = new Program(
      name,
      spawn(command, rest, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          POSTIL_CONFIG: join(place, 'config'),
          POSTIL_HOME: place,
          TMPDIR: place,
          // What it would keep there is written and renamed as well, and rows count these.
          NODE_DISABLE_COMPILE_CACHE: '1',
        },
        ...(uid !== undefined && { uid, gid: uid }),
      }),
    );
    this.#programs.add(program);
    return program;
  }

  /** Runs a command of the command line to its end. */
  async cli(args: readonly string[], place: string, options?: StartOptions): Promise<Ended> {
    return await this.start('cli', [...args, '--json'], place, options).ended;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#programs].map((program) => program.kill()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A running program of a row. */
export class Program {
  readonly name: string;
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #said = { stdout: '', stderr: '' };
  readonly #waiting = new Set<() => void>();
  #over = false;

  constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.process = child;
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream]!.setEncoding('utf8').on('data', (piece: string) => {
        this.#said[stream] += piece;
        this.#wake();
      });
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      // Not `exit`: what it had said may still be on its way.
      child.once('close', (code) => {
        this.#over = true;
        this.#wake();
        resolve({ code, ...this.#said });
      });
    });
  }

  /** Waits until it has printed `words`, and answers all that it printed. Error: it ended before. */
  async said(words: string | RegExp): Promise<string> {
    const isThere = () =>
      typeof words === 'string' ? this.#said.stdout.includes(words) : words.test(this.#said.stdout);
    while (!isThere()) {
      if (this.#over)
        throw new Error(`${this.name} ended without saying “${String(words)}”: ${this.#said.stderr}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    return this.#said.stdout;
  }

  /** Kills it as a power cut would. */
  async kill(): Promise<void> {
    if (!this.#over) this.process.kill('SIGKILL');
    await this.ended;
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
