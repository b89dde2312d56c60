import type { BackendEvent } from '../../shared/contract/change.ts';
import type { RequestEnvelope, ResponseEnvelope } from '../../shared/contract/envelope.ts';
import type { CallName, InputOf, OutputOf } from '../../shared/contract/index.ts';
import { writingKind } from '../../shared/contract/kinds.ts';
import type { Connection, Transport } from './transport.ts';

/**
 * A transport on which calls can be made before the window needs their results. Such a result is handed to the first equal call,
 * unless an event or a call that may have changed something came in between. Events before the first listener are kept for it.
 */
export class EarlyTransport implements Transport {
  readonly #inner: Transport;
  readonly #early = new Map<string, Promise<ResponseEnvelope>>();
  readonly #listeners = new Set<(event: BackendEvent) => void>();
  #kept: BackendEvent[] = [];

  constructor(inner: Transport) {
    this.#inner = inner;
    inner.on((event) => {
      this.#early.clear();
      if (this.#listeners.size === 0) this.#kept.push(event);
      for (const listener of this.#listeners) listener(event);
    });
  }

  /** Makes a call before it is needed; returns its output, or undefined if it failed. */
  async callEarly<Name extends CallName>(
    call: Name,
    input: InputOf<Name>,
  ): Promise<OutputOf<Name> | undefined> {
    const request = { call, input };
    const response = this.#inner.call(request);
    this.#early.set(JSON.stringify(request), response);
    const envelope = await response;
    return envelope.ok ? (envelope.output as OutputOf<Name>) : undefined;
  }

  call(request: RequestEnvelope): Promise<ResponseEnvelope> {
    const key = JSON.stringify(request);
    const response = this.#early.get(key);
    if (response) {
      this.#early.delete(key);
      return response;
    }
    if (isChange(request.call)) this.#early.clear();
    return this.#inner.call(request);
  }

  on(listener: (event: BackendEvent) => void): () => void {
    this.#listeners.add(listener);
    for (const event of this.#kept.splice(0)) listener(event);
    return () => this.#listeners.delete(listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    return this.#inner.onConnection?.(listener) ?? (() => undefined);
  }
}

/** Whether a call may change what others return: those of the host open and close projects. */
function isChange(call: string): boolean {
  return writingKind(call as CallName) !== undefined || call.startsWith('host.');
}
