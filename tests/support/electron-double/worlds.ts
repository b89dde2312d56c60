/* These functions run inside the page. They are sent there as source text, so they must not use anything outside
   themselves. */

/** A value on its way between the worlds, or between page and program: JSON, extended by values that JSON lacks. */
export type Wire =
  | { v: string | number | boolean | null }
  | { undefined: true }
  | { list: Wire[] }
  | { object: Record<string, Wire> }
  | { function: number }
  | { promise: number };

/** The references to functions and promises, which only their own world can create and resolve. */
export interface References {
  pack(value: (...args: unknown[]) => unknown): Wire;
  unpack(reference: { function: number } | { promise: number }): unknown;
  packPromise(value: Promise<unknown>): Wire;
}

export interface Codec {
  encode(value: unknown, references?: References): Wire;
  decode(wire: Wire, references?: References): unknown;
}

/**
 * Encodes what both the context bridge and the structured clone of IPC can carry. What only one of them can carry
 * (functions, promises) needs `references`; what the double cannot carry (Map, Uint8Array, class instances) throws
 * instead of arriving as something else.
 */
export function makeCodec(): Codec {
  function encode(value: unknown, references?: References): Wire {
    if (value === undefined) return { undefined: true };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return { v: value };
    if (typeof value === 'number' && Number.isFinite(value)) return { v: value };
    if (Array.isArray(value)) return { list: value.map((each) => encode(each, references)) };
    if (typeof value === 'function' && references)
      return references.pack(value as (...args: unknown[]) => unknown);
    if (value instanceof Promise && references) return references.packPromise(value);
    const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
    if (prototype === Object.prototype || prototype === null) {
      const object: Record<string, Wire> = {};
      for (const [key, each] of Object.entries(value)) object[key] = encode(each, references);
      return { object };
    }
    throw new TypeError(`The Electron double cannot carry ${Object.prototype.toString.call(value)} across.`);
  }

  function decode(wire: Wire, references?: References): unknown {
    if ('v' in wire) return wire.v;
    if ('undefined' in wire) return undefined;
    if ('list' in wire) return wire.list.map((each) => decode(each, references));
    if ('object' in wire)
      return Object.fromEntries(
        Object.entries(wire.object).map(([key, each]) => [key, decode(each, references)]),
      );
    if (!references) throw new TypeError('The Electron double carries functions across the bridge only.');
    return references.unpack(wire);
  }

  return { encode, decode };
}

/**
 * The context bridge between the page's world and the preload's. Objects cannot pass between worlds, but an event
 * target can, as the `relatedTarget` of an event; the page's scripts run later and never see the one used here.
 * Events are dispatched synchronously, so a call returns at once, as in Electron.
 */
export function connectWorlds(
  side: 'main' | 'isolated',
  { encode, decode }: Codec,
): { expose(name: string, value: unknown): void; onWindowOpen(listener: (url: string) => void): void } {
  type Call = { call: number; args: Wire[] };
  type Answer = { value: Wire } | { error: string };
  type Settled = { promise: number; answer: Answer };
  type Exposed = { expose: string; value: Wire };
  type Opened = { url: string };

  let channel: EventTarget;
  let last = 0;
  let answered: Answer = { error: 'The other world did not answer.' };
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const ids = new WeakMap<object, number>();
  const promises = new Map<number, (answer: Answer) => void>();
  const other = side === 'main' ? 'isolated' : 'main';

  const post = (type: string, detail: Call | Answer | Settled | Exposed | Opened) =>
    channel.dispatchEvent(new CustomEvent(`${other}:${type}`, { detail: JSON.stringify(detail) }));
  const listen = <Detail>(type: string, listener: (detail: Detail) => void) =>
    channel.addEventListener(`${side}:${type}`, (event) =>
      listener(JSON.parse((event as CustomEvent<string>).detail) as Detail),
    );
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const open = (answer: Answer): unknown => {
    if ('error' in answer) throw new Error(answer.error);
    return decode(answer.value, references);
  };

  const references: References = {
    pack(value) {
      const id = ids.get(value) ?? ++last;
      ids.set(value, id);
      functions.set(id, value);
      return { function: id };
    },
    packPromise(value) {
      const promise = ++last;
      value.then(
        (result) => post('settled', { promise, answer: { value: encode(result, references) } }),
        (error: unknown) => post('settled', { promise, answer: { error: messageOf(error) } }),
      );
      return { promise };
    },
    unpack(reference) {
      if ('promise' in reference)
        return new Promise((resolve, reject) =>
          promises.set(reference.promise, (answer) => {
            if ('error' in answer) reject(new Error(answer.error));
            else resolve(open(answer));
          }),
        );
      return (...args: unknown[]) => {
        // The result is available as soon as the event has been dispatched.
        post('call', { call: reference.function, args: args.map((each) => encode(each, references)) });
        return open(answered);
      };
    },
  };

  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };

  const begin = (target: EventTarget) => {
    channel = target;
    listen<Call>('call', ({ call, args }) => {
      let answer: Answer;
      try {
        const result = functions.get(call)!(...args.map((each) => decode(each, references)));
        answer = { value: encode(result, references) };
      } catch (error) {
        answer = { error: messageOf(error) };
      }
      post('answer', answer);
    });
    listen<Answer>('answer', (answer) => (answered = answer));
    listen<Settled>('settled', ({ promise, answer }) => {
      promises.get(promise)?.(answer);
      promises.delete(promise);
    });
    listen<Exposed>('expose', ({ expose, value }) =>
      Object.defineProperty(globalThis, expose, {
        value: freeze(decode(value, references)),
        enumerable: true,
      }),
    );
  };

  // In Electron a denied window is not created and window.open returns null. Chromium creates it before it asks, and
  // closing it during its creation also ends the page's process, so it is not created here either.
  if (side === 'main')
    window.open = (url = '') => {
      post('window', { url: new URL(url, document.baseURI).href });
      return null;
    };

  const HANDSHAKE = 'electron-double';
  if (side === 'main')
    window.addEventListener(HANDSHAKE, (event) => begin((event as MouseEvent).relatedTarget!), {
      once: true,
    });
  else {
    begin(new EventTarget());
    window.dispatchEvent(new MouseEvent(HANDSHAKE, { relatedTarget: channel! }));
  }
  return {
    expose: (name, value) => post('expose', { expose: name, value: encode(value, references) }),
    onWindowOpen: (listener) => listen<Opened>('window', ({ url }) => listener(url)),
  };
}

/** The module `electron` as a sandboxed preload gets it. `__electronDoubleSend` is the binding to the program. */
export function preloadElectron(
  { encode, decode }: Codec,
  bridge: ReturnType<typeof connectWorlds>,
): { require: (name: string) => unknown } {
  type Invoked = { ok: true; value: Wire } | { ok: false; message: string };
  const world = globalThis as unknown as {
    __electronDoubleSend(message: string): void;
    __electronDoubleTake(message: string): void;
  };
  const waiting = new Map<number, (answer: Invoked) => void>();
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
  let last = 0;

  world.__electronDoubleTake = (message) => {
    const taken = JSON.parse(message) as
      { reply: number; answer: Invoked } | { channel: string; args: Wire[] };
    if ('reply' in taken) {
      waiting.get(taken.reply)?.(taken.answer);
      waiting.delete(taken.reply);
      return;
    }
    const args = taken.args.map((each) => decode(each));
    for (const listener of [...(listeners.get(taken.channel) ?? [])]) listener({}, ...args);
  };

  bridge.onWindowOpen((url) => world.__electronDoubleSend(JSON.stringify({ window: url })));

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, (answer) =>
          answer.ok
            ? resolve(decode(answer.value))
            : reject(new Error(`Error invoking remote method '${channel}': ${answer.message}`)),
        );
        world.__electronDoubleSend(
          JSON.stringify({ invoke: id, channel, args: args.map((each) => encode(each)) }),
        );
      });
    },
    on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((each) => each !== listener),
      );
      return ipcRenderer;
    },
  };
  const strict = (name: string, target: object) =>
    new Proxy(target, {
      get(object, key) {
        if (key in object) return Reflect.get(object, key) as unknown;
        throw new Error(`The Electron double’s preload has no ${name}.${String(key)}.`);
      },
    });
  const electron = strict('electron', {
    contextBridge: strict('contextBridge', { exposeInMainWorld: bridge.expose }),
    ipcRenderer: strict('ipcRenderer', ipcRenderer),
  });
  return {
    require(name) {
      if (name === 'electron') return electron;
      throw new Error(`module not found: ${name}`); // the message of a sandboxed preload
    },
  };
}
