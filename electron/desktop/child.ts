import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { StartChild } from '../../backend/extraction/extractor.ts';

/** Starts a process of Electron: the packaged program does not run as Node, so it cannot be forked. */
export const startChild: StartChild = (program, args, options) => {
  const child = utilityProcess.fork(fileURLToPath(program), [...args], {
    execArgv: [...options],
    stdio: 'ignore',
  });
  return {
    send: (request) => child.postMessage(request),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill(),
  };
};
