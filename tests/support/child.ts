import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';

/** A program of `tests/integration/children/` that runs until it is killed. */
export interface Child {
  readonly process: ChildProcess;
  /** Waits until it has printed `words`. Throws if it ends before. */
  said(words: string): Promise<void>;
  /** Kills it as a power cut would. */
  kill(): Promise<void>;
}

/**
 * Starts one on a project. It is stopped after the test; its files are in the project's folder and are removed with
 * it.
 */
export function startChild(name: string, project: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [`tests/integration/children/${name}.ts`, project, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: dirname(project) },
  });
  const exited = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (output += piece));
  return {
    process: child,
    async said(words) {
      while (!output.includes(words)) {
        const ended = await Promise.race([
          once(child.stdout, 'data').then(() => false),
          exited.then(() => true),
        ]);
        if (ended && !output.includes(words)) throw new Error(`${name} ended without saying “${words}”`);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
