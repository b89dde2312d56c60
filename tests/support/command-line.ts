import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommandLine } from '../../cli/run.ts';
import type { Backend } from './backend.ts';

/** The result of a command as a script sees it. */
export interface Ran {
  /** The exit code. */
  readonly status: number | null;
  /** Standard error. */
  readonly said: string;
  /** Standard output. */
  readonly out: string;
  /** Standard output with `--json`. Throws if it is neither empty nor one JSON value. */
  readonly json: Record<string, never>;
}

/** Runs a command in this process, with its settings in the folder `config`. */
export async function runCommand(config: string, ...args: string[]): Promise<Ran> {
  const [out, said]: [string[], string[]] = [[], []];
  const streams = {
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => said.push(text) },
  };
  const status = await runCommandLine(args, streams, config);
  if (status === 'serving') throw new Error(`${args.join(' ')} does not end`);
  return ran(status, out.join(''), said.join(''));
}

/**
 * Runs a command as a program of its own. It takes twice as long as {@link runCommand}, so it is only for what that cannot prove: the
 * exit code of the process and what the process writes to which stream.
 */
export function spawnCommand(config: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, POSTIL_CONFIG: config },
  });
  return ran(status, stdout, stderr);
}

function ran(status: number | null, out: string, said: string): Ran {
  return {
    status,
    said,
    out,
    get json() {
      return out === '' ? {} : (JSON.parse(out) as Ran['json']);
    },
  };
}

/** Runs a command on the project of a backend, with settings of its own. */
export const commandLine = (b: Backend, ...args: string[]): Promise<Ran> =>
  runCommand(join(b.folder, 'config-of-script'), ...args);
