import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RequestEnvelope } from '../shared/contract/envelope.ts';
import type { Router } from '../backend/router.ts';
import { RunningCalls } from './calls.ts';
import { MESSAGES } from './messages.ts';
import type { Page } from './pages.ts';
import { securityHeaders } from './security-headers.ts';

const ADDRESS = '127.0.0.1';
/** Bytes of a request body: an upload chunk in base64 fits. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** How long a client may take (ms). */
interface Patience {
  /** For all of its headers. */
  readonly headers: number;
  /** For the whole request. */
  readonly request: number;
  /** How often connections are looked at; Node's own half a minute would stretch the others. */
  readonly look: number;
}
/** What tests and the development server set; a program has the defaults. */
interface WebServerOptions {
  readonly patience?: Patience;
  /** New each start unless given. */
  readonly token?: string;
  /** Counts the calls under way. */
  readonly calls?: RunningCalls;
}
const PATIENCE: Patience = { headers: 10_000, request: 60_000, look: 5_000 };

/** Where the server finds the files that it sends. */
interface PageSource {
  get(path: string): Page | undefined;
}

/** A request that is refused, with the status it gets. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The same program for a browser on this machine. Binds the loopback address only. Every call needs the token of
 * this start, which travels in the fragment of the link and then in a header; every request must name exactly this
 * host, and none may come from another origin.
 */
export class WebServer {
  readonly #router: Router;
  readonly #pages: PageSource;
  readonly #token: string;
  readonly #calls: RunningCalls;
  readonly #server: Server;
  #host = '';

  constructor(
    router: Router,
    pages: PageSource,
    {
      patience = PATIENCE,
      token = randomBytes(32).toString('base64url'),
      calls = new RunningCalls(),
    }: WebServerOptions = {},
  ) {
    this.#router = router;
    this.#pages = pages;
    this.#token = token;
    this.#calls = calls;
    this.#server = createServer(
      {
        requestTimeout: patience.request,
        headersTimeout: patience.headers,
        connectionsCheckingInterval: patience.look,
        maxHeaderSize: 16 * 1024,
        // Node would respond to such a request itself, without our headers; the host is checked here anyway.
        requireHostHeader: false,
      },
      (request, response) => this.#answer(request, response),
    );
    this.#server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
      this.#answer(request, response, new Refusal(417, MESSAGES.expectationFailed)),
    );
    this.#server.on('clientError', sendRawRefusal);
    this.#server.on('upgrade', (_, socket) => socket.destroy());
  }

  /** Starts on `port`, or any free one for 0. Answers the link with the token in its fragment. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, ADDRESS, resolve);
    });
    this.#host = `${ADDRESS}:${(this.#server.address() as AddressInfo).port}`;
    return `http://${this.#host}/#t=${this.#token}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Every response of the server but to bytes that are no request comes from here, and has the same headers. */
  #answer(request: IncomingMessage, response: ServerResponse, refusal?: Refusal): void {
    for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value);
    const answered = refusal ? Promise.reject(refusal) : this.#handle(request, response);
    answered.catch((error: unknown) => {
      // A client that disconnects during its request is not an error of ours, and gets no response.
      if (error instanceof Refusal || !request.errored) sendRefusal(response, error);
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    if (!/^\/(?!\/)[^#\\]*$/.test(url)) throw new Refusal(400, MESSAGES.notAPath);
    const path = url.split('?')[0]!;
    this.#assertSource(request, method === 'GET' && path === '/');
    if (method === 'GET' && path === '/events') return this.#events(request, response);
    if (method === 'GET') return this.#page(path, response);
    if (method === 'POST' && path === '/call') return this.#call(request, response);
    throw new Refusal(method === 'OPTIONS' ? 403 : 405, MESSAGES.notOffered);
  }

  /** Host and origin must be ours, so that no other page and no rebound name reaches the server. */
  #assertSource(request: IncomingMessage, isEntry: boolean): void {
    const hosts = request.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
    if (hosts.length !== 1 || request.headers.host !== this.#host) throw new Refusal(403, MESSAGES.otherHost);
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${this.#host}`)
      throw new Refusal(403, MESSAGES.otherOrigin);
    if (request.method !== 'GET' && origin === undefined) throw new Refusal(403, MESSAGES.noOrigin);
    const site = request.headers['sec-fetch-site'];
    // The first page may be reached from the redirect file that carries the link; it holds no data.
    const fromLink = isEntry && request.headers['sec-fetch-mode'] === 'navigate';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !fromLink) {
      throw new Refusal(403, MESSAGES.otherSite);
    }
  }

  #assertToken(request: IncomingMessage): void {
    const given = Buffer.from(request.headers.authorization ?? '');
    const expected = Buffer.from(`Bearer ${this.#token}`);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Refusal(401, MESSAGES.linkExpired);
    }
  }

  #page(path: string, response: ServerResponse): void {
    const page = this.#pages.get(path);
    if (!page) throw new Refusal(404, MESSAGES.noPage);
    response.writeHead(200, { ...page.headers, 'Content-Length': page.body.length }).end(page.body);
  }

  async #call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#assertToken(request);
    if (request.headers['content-type'] !== 'application/json') throw new Refusal(415, MESSAGES.notJson);
    const body = await readBody(request);
    let json: unknown;
    try {
      json = JSON.parse(body);
    } catch {
      throw new Refusal(400, MESSAGES.invalidJson);
    }
    const envelope = RequestEnvelope.safeParse(json);
    if (!envelope.success) throw new Refusal(400, MESSAGES.notACall);
    sendJson(response, 200, await this.#calls.track(() => this.#router.answer(envelope.data)));
  }

  /** Events as one JSON object a line, until the client goes. */
  #events(request: IncomingMessage, response: ServerResponse): void {
    this.#assertToken(request);
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    response.flushHeaders();
    const stop = this.#router.workspace.listen((event) => response.write(`${JSON.stringify(event)}\n`));
    request.on('close', stop);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > LARGEST_BODY) throw new Refusal(413, MESSAGES.tooLarge);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) throw new Refusal(413, MESSAGES.tooLarge);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendRefusal(response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal)) console.error(error);
  const status = error instanceof Refusal ? error.status : 500;
  if (response.headersSent) response.destroy();
  else
    sendJson(
      response,
      status,
      { error: error instanceof Refusal ? error.message : 'Something went wrong.' },
      { Connection: 'close' },
    );
}

function sendJson(
  response: ServerResponse,
  status: number,
  json: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(json));
}

/** Refuses bytes that are no request, or come too slowly: there is no response to write into, only the socket. */
function sendRawRefusal({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const headers = { ...securityHeaders(), 'Content-Length': '0', Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'));
}
