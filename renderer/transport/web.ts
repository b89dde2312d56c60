import { BackendEvent } from '../../shared/contract/change.ts';
import type { ResponseEnvelope } from '../../shared/contract/envelope.ts';
import type { Transport } from './transport.ts';

const TOKEN_KEY = 'postil-token';
/** Between tries to get the events back after the host went away (ms). */
const RETRY = 1500;

/** Takes the token out of the link, where it must not stay: the address bar is seen, bookmarked, sent. */
function takeToken(): string {
  const match = /^#t=([\w-]+)$/.exec(location.hash);
  if (match?.[1]) {
    sessionStorage.setItem(TOKEN_KEY, match[1]);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

/** Reaches the web host on this machine: calls by POST, events as lines of one long answer. */
export function webTransport(): Transport {
  const authorization = `Bearer ${takeToken()}`;
  return {
    async call(request) {
      let response: Response;
      try {
        response = await fetch('/call', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: authorization },
          body: JSON.stringify(request),
        });
      } catch {
        return failed('Postil is not running any more. Start it again; everything shown as saved is saved.');
      }
      if (response.ok) return (await response.json()) as ResponseEnvelope;
      const body = (await response.json().catch(() => ({}))) as { error?: string };
      return failed(body.error ?? `The host answered ${response.status}.`);
    },
    on(listener) {
      const stop = new AbortController();
      void follow(listener, authorization, stop.signal);
      return () => stop.abort();
    },
  };
}

function failed(message: string): ResponseEnvelope {
  return { ok: false, error: { code: 'unavailable', message } };
}

async function follow(
  listener: (event: BackendEvent) => void,
  authorization: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch('/events', { headers: { Authorization: authorization }, signal });
      if (!response.ok || !response.body) return; // an old link: calls say so
      let rest = '';
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line) listener(BackendEvent.parse(JSON.parse(line)));
      }
    } catch {
      // The host went away, or we stop: the loop's condition tells.
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}
