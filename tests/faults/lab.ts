import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { bundlePrograms } from '../../scripts/build.ts';

/** How much work the rows do; the amounts of data differ as well as the numbers of runs. */
export type Size = 'quick' | 'slow' | 'full';

/** How a program of a row ended. */
export interface Ended {
  /** `null` if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface StartOptions {
  /** A command that starts the program, such as strace or unshare with their arguments. */
  readonly through?: readonly string[];
  readonly uid?: number;
}

/** The bundled programs and temporary folders that the rows of the fault matrix use; `dispose` removes them. */
export class Lab {
  readonly folder: string;
  readonly size: Size;
  readonly say: (line: string) => void;
  readonly #programs: Set<Program>;

  private constructor(
    folder: string,
    size: Size,
    say: (line: string) => void,
    programs: Set<Program> = new Set(),
  ) {
    this.folder = folder;
    this.size = size;
    this.say = say;
    this.#programs = programs;
  }

  /** Bundles the programs, because a victim that is started hundreds of times cannot strip the types of all sources each time. */
  static async open(size: Size, say: (line: string) => void = () => undefined): Promise<Lab> {
    const folder = mkdtempSync(join(tmpdir(), 'postil-faults-'));
    const lab = new Lab(folder, size, say);
    const children = 'tests/faults/children';
    await bundlePrograms(
      join(folder, 'bin'),
      Object.fromEntries(readdirSync(children).map((file) => [parse(file).name, join(children, file)])),
    );
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
    return lab;
  }

  /** Returns the same lab for rows of another size. */
  at(size: Size): Lab {
    return new Lab(this.folder, size, this.say, this.#programs);
  }

  /** Creates an empty folder and returns its path. */
  place(name: string): string {
    return mkdtempSync(join(this.folder, `${name}-`));
  }

  /** Starts a bundled program that keeps its settings and temporary files in `place`. */
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
          // Starting takes a quarter less with the cache; but writing it would add to the writes and renames that some rows count.
          ...(through.length > 0
            ? { NODE_DISABLE_COMPILE_CACHE: '1' }
            : { NODE_COMPILE_CACHE: join(this.folder, 'compiled') }),
        },
        ...(uid !== undefined && { uid, gid: uid }),
      }),
    );
    this.#programs.add(program);
    return program;
  }

  /** Runs a command of the command line and waits until it ends. */
  async cli(args: readonly string[], place: string, options?: StartOptions): Promise<Ended> {
    return await this.start('cli', [...args, '--json'], place, options).ended;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#programs].map((program) => program.kill()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A program that a row has started. */
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
      // Not `exit`, which may come before the last output.
      child.once('close', (code) => {
        this.#over = true;
        this.#wake();
        resolve({ code, ...this.#said });
      });
    });
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Waits until the program has printed `words` and returns all its output. Throws if it ends before. */
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

  /** Kills it without warning, as a power cut would. */
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
