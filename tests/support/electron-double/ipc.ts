import { strict } from './strict.ts';
import { makeCodec, type Wire } from './worlds.ts';

/** A frame as `WebFrameMain` presents it to a handler. */
export interface SenderFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: SenderFrame | null;
}

type Handler = (event: { sender: unknown; senderFrame: SenderFrame | null }, ...args: unknown[]) => unknown;

export type Invoked = { ok: true; value: Wire } | { ok: false; message: string };

const handlers = new Map<string, Handler>();
export const codec = makeCodec();

export const ipcMain = strict('ipcMain', {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
});

/**
 * Passes a message of a frame to the program's handler and returns its reply, or an error with Electron's wording if
 * there is no handler.
 */
export async function dispatch(
  channel: string,
  args: readonly unknown[],
  sender: unknown,
  senderFrame: SenderFrame | null,
): Promise<Invoked> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return { ok: true, value: codec.encode(await handler({ sender, senderFrame }, ...args)) };
  } catch (error) {
    return { ok: false, message: String(error) };
  }
}
