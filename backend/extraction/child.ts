import { Worker } from 'node:worker_threads';
import { PostilError } from '../../shared/contract/errors.ts';
import { READY, type ChildMessage, type ExtractReply, type ExtractRequest } from './child-protocol.ts';
import { extract } from './extract.ts';
import { MESSAGES } from './messages.ts';

/**
 * The program of the process that takes articles out of files; its argument is the most memory that it may use, in MB. It opens no file and no connection: bytes come in as messages, and
 * articles leave as messages.
 */

/** The channel of a utility process of Electron; a forked Node has `process.send` instead. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: ExtractRequest }) => void): void;
  postMessage(message: ChildMessage): void;
}

// No limit of V8 counts array buffers, so a thread watches the memory of the whole process. It runs while the main thread parses.
const megabytes = Number(process.argv[2]);
const WATCH = `
  setInterval(() => {
    if (process.memoryUsage.rss() > ${megabytes} * 1024 * 1024) process.kill(process.pid, 'SIGKILL');
  }, 20);`;
new Worker(WATCH, { eval: true }).unref();

const { parentPort } = process as { parentPort?: ParentPort };
const send = (message: ChildMessage) =>
  parentPort ? parentPort.postMessage(message) : process.send?.(message);
if (parentPort) parentPort.on('message', ({ data }) => send(reply(data)));
else {
  process.on('message', (request: ExtractRequest) => send(reply(request)));
  process.on('disconnect', () => process.exit());
}
send(READY);

function reply({ id, kind, bytes, file }: ExtractRequest): ExtractReply {
  try {
    return { id, article: extract(kind, bytes, file) };
  } catch (error) {
    return { id, error: refusalOf(error, file).toEnvelope() };
  }
}

function refusalOf(error: unknown, file: string): PostilError {
  if (error instanceof PostilError) return error;
  // Readers recurse; a stack that overflows is the fault of the file.
  if (error instanceof RangeError) return new PostilError('refused', MESSAGES.tooComplex, { file });
  const reason = error instanceof Error ? error.message : String(error);
  return new PostilError('refused', MESSAGES.notReadable(reason), { file });
}
