import type { BackendEvent } from '../../shared/contract/change.ts';
import type { ResponseEnvelope } from '../../shared/contract/envelope.ts';
import { everythingStale } from '../../shared/contract/stale.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Connection, Transport } from './transport.ts';

const TOKEN_KEY = 'postil-token';
/** Pause between attempts to receive events again after the host has gone (ms). */
const RETRY = 1500;

/** Removes the token from the address, which others may see, bookmark or send, and returns it. */
function takeToken(): string {
  const match = /^#t=([\w-]+)$/.exec(location.hash);
  if (match?.[1]) {
    sessionStorage.setItem(TOKEN_KEY, match[1]);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

/** Reaches the web host on this machine: calls by POST, events as lines of one long response. */
export function webTransport(): Transport {
  return new WebTransport();
}

class WebTransport implements Transport {
  #token = takeToken();
  readonly #connections = new Set<(connection: Connection) => void>();
  #connection: Connection = 'up';
  /** Ends the pause before the next attempt. */
  #wake: () => void = () => undefined;

  constructor() {
    // A link from a new start on the same port, opened in this tab, changes the hash but does not reload the page.
    addEventListener('hashchange', () => {
      this.#token = takeToken();
      this.#wake();
    });
  }

  async call(request: Parameters<Transport['call']>[0]): Promise<ResponseEnvelope> {
    let response: Response;
    try {
      response = await fetch('/call', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...this.#authorization },
        body: JSON.stringify(request),
      });
    } catch {
      this.#become('lost');
      return failed('Postil cannot be reached. Everything that was shown as saved is saved.');
    }
    if (response.ok) return (await response.json()) as ResponseEnvelope;
    if (response.status === 401) this.#become('refused');
    const body = (await response.json().catch(() => ({}))) as { error?: string };
    return failed(body.error ?? `The host answered ${response.status}.`);
  }

  on(listener: (event: BackendEvent) => void): () => void {
    const stop = new AbortController();
    void this.#follow(listener, stop.signal);
    return () => {
      stop.abort();
      this.#wake();
    };
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    this.#connections.add(listener);
    listener(this.#connection);
    return () => this.#connections.delete(listener);
  }

  get #authorization() {
    return { Authorization: `Bearer ${this.#token}` };
  }

  #become(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    for (const listener of this.#connections) listener(connection);
  }

  /** Reads the events until it is stopped. Events of an interruption are lost; after it, `up` is reported again. */
  async #follow(listener: (event: BackendEvent) => void, signal: AbortSignal): Promise<void> {
    // A function, because the signal changes while this function waits.
    const isOver = () => signal.aborted;
    let again = false;
    while (!isOver()) {
      try {
        const response = await fetch('/events', { headers: this.#authorization, signal });
        if (response.ok && response.body) {
          this.#become('up');
          // The notices during the interruption were missed.
          if (again) listener({ event: 'changed', notice: everythingStale(unknownChange()) });
          again = true;
          let rest = '';
          for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
            const lines = (rest + text).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines) if (line) listener(JSON.parse(line) as BackendEvent);
          }
          if (!isOver()) this.#become('lost');
        } else this.#become('refused');
      } catch {
        if (!isOver()) this.#become('lost');
      }
      if (!isOver()) await this.#pause();
    }
  }

  /** A host that does not know the token will not know it later either: only another link helps. */
  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#connection !== 'refused') setTimeout(resolve, RETRY);
    });
  }
}

function unknownChange() {
  return { change: crypto.randomUUID() as Uid, label: '', at: new Date().toISOString() };
}

function failed(message: string): ResponseEnvelope {
  return { ok: false, error: { code: 'unavailable', message } };
}
