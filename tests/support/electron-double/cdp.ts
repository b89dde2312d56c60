import type { CDPSession } from '@playwright/test';

/** Events of the DevTools protocol that the double listens for, with the fields that it reads. */
interface CdpEvents {
  'Fetch.requestPaused': PausedRequest;
  'Page.frameAttached': { frameId: string; parentFrameId: string };
  'Page.frameDetached': { frameId: string };
  'Page.frameNavigated': { frame: { id: string; parentId?: string; url: string } };
  'Page.navigatedWithinDocument': { frameId: string; url: string };
  'Page.loadEventFired': object;
  'Page.windowOpen': { url: string };
  'Runtime.executionContextCreated': {
    context: { id: number; name: string; auxData: { frameId: string } };
  };
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number };
  'Inspector.targetCrashed': object;
  'Target.targetCreated': { targetInfo: { targetId: string; openerId?: string } };
  'Target.targetDestroyed': { targetId: string };
}

export interface PausedRequest {
  requestId: string;
  frameId: string;
  resourceType: string;
  redirectedRequestId?: string;
  request: { url: string; method: string; headers: Record<string, string>; postData?: string };
}

interface Message {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

type Waiting = { resolve: (result: never) => void; reject: (error: Error) => void; method: string };

/** One session of the DevTools protocol, of the browser or of a page. */
export class CdpClient {
  readonly #connection: Connection;
  readonly #session: string | undefined;

  constructor(connection: Connection, session?: string) {
    this.#connection = connection;
    this.#session = session;
  }

  /** Typed as Playwright types it, so that a wrong parameter does not compile. */
  readonly send: CDPSession['send'] = (method, params) =>
    this.#connection.send(method, params ?? {}, this.#session);

  on<Name extends keyof CdpEvents>(name: Name, listener: (params: CdpEvents[Name]) => void): void {
    this.#connection.on(this.#session, name, listener as (params: unknown) => void);
  }

  /** Attaches to a page and returns its session. */
  async attach(targetId: string): Promise<CdpClient> {
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    return new CdpClient(this.#connection, sessionId);
  }
}

/** The socket shared by all sessions. */
class Connection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, ((params: unknown) => void)[]>();
  #last = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Message));
    socket.addEventListener('close', () => {
      for (const { reject, method } of this.#waiting.values())
        reject(new Error(`${method}: Chromium is gone.`));
      this.#waiting.clear();
    });
  }

  send<Result>(method: string, params: object, sessionId: string | undefined): Promise<Result> {
    const id = ++this.#last;
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  on(session: string | undefined, name: string, listener: (params: unknown) => void): void {
    const key = `${session ?? ''} ${name}`;
    this.#listeners.set(key, [...(this.#listeners.get(key) ?? []), listener]);
  }

  #take({ id, sessionId, method, params, result, error }: Message): void {
    if (id === undefined) {
      for (const listener of this.#listeners.get(`${sessionId ?? ''} ${method}`) ?? []) listener(params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(`${waiting.method}: ${error.message}`));
    else waiting?.resolve(result as never);
  }
}

/** Connects to a browser by the address it prints. */
export async function connectCdp(endpoint: string): Promise<CdpClient> {
  const socket = new WebSocket(endpoint);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`${endpoint} cannot be reached.`)), {
      once: true,
    });
  });
  return new CdpClient(new Connection(socket));
}
