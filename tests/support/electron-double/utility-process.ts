import { fork as forkNode, type ForkOptions } from 'node:child_process';
import { strict } from './strict.ts';

interface Options {
  readonly execArgv?: string[];
  readonly stdio?: 'ignore';
}

/** A process of Node, with the part of Electron's interface that the program uses. */
export const utilityProcess = strict('utilityProcess', {
  fork(program: string, args: readonly string[], { execArgv, stdio }: Options) {
    const options: ForkOptions = {
      serialization: 'advanced',
      stdio: stdio === 'ignore' ? ['ignore', 'ignore', 'ignore', 'ipc'] : undefined,
      execArgv,
    };
    const child = forkNode(program, args, options);
    return {
      postMessage: (message: object) => void child.send(message, () => undefined),
      on: (event: 'message' | 'exit', listener: (value: unknown) => void) => void child.on(event, listener),
      kill: () => child.kill(),
    };
  },
});
