import { readFileSync } from 'node:fs';
import type { CdpClient, PausedRequest } from './cdp.ts';
import { codec, type SenderFrame } from './ipc.ts';
import { schemes, theSession } from './session.ts';
import { fromTestUrl, originOf, toTestUrl } from './test-origin.ts';
import { connectWorlds, makeCodec, preloadElectron, type Wire } from './worlds.ts';

/** The name of the preload's world, as in Electron. */
const WORLD = 'Electron Isolated Context';
const BINDING = '__electronDoubleSend';

/** What a page reports to its `WebContents`. */
export interface PageEvents {
  /** A page or a link requests a navigation; returns whether the program prevented it. */
  navigates(details: { url: string; isMainFrame: boolean; isRedirect: boolean }): boolean;
  opensWindow(url: string): void;
  invokes(channel: string, args: unknown[], frame: SenderFrame | null): Promise<object>;
  crashes(): void;
  /** The tab was closed, for whatever reason. */
  ends(): void;
}

interface Frame {
  url: string;
  readonly parent: string | undefined;
}

/** One tab of the Chromium, which behaves like the page of an Electron window. */
export class Page {
  readonly #cdp: CdpClient;
  readonly #browser: CdpClient;
  readonly #target: string;
  readonly #events: PageEvents;
  readonly #frames = new Map<string, Frame>();
  /** Frames of the preload's worlds by execution context. */
  readonly #worlds = new Map<number, string>();
  /** The current context of the preload's world. */
  #context: number | undefined;
  /** The URL of a navigation that the program itself started. */
  #loading: string | undefined;

  private constructor(browser: CdpClient, cdp: CdpClient, target: string, events: PageEvents) {
    this.#browser = browser;
    this.#cdp = cdp;
    this.#target = target;
    this.#events = events;
  }

  static async open(
    browser: CdpClient,
    { preload, width, height }: { preload: string; width: number; height: number },
    events: PageEvents,
  ): Promise<Page> {
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    const page = new Page(browser, await browser.attach(targetId), targetId, events);
    await page.#begin(readFileSync(preload, 'utf8'), width, height);
    return page;
  }

  async #begin(preload: string, width: number, height: number): Promise<void> {
    const cdp = this.#cdp;
    this.#listen();
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
    // Frames get no preload, as with nodeIntegrationInSubFrames off. The listener of the page's side is registered
    // first.
    const inTop = (script: string) => `if (window === window.top) { ${script} }`;
    const connect = (side: string) => `(${String(connectWorlds)})('${side}', (${String(makeCodec)})())`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: inTop(connect('main')) });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: WORLD,
      source: inTop(`
        const { require } = (${String(preloadElectron)})((${String(makeCodec)})(), ${connect('isolated')});
        const module = { exports: {} };
        (function (require, module, exports) {${preload}\n})(require, module, module.exports);
      `),
    });
  }

  #listen(): void {
    const cdp = this.#cdp;
    cdp.on('Page.frameAttached', ({ frameId, parentFrameId }) =>
      this.#frames.set(frameId, { url: 'about:blank', parent: parentFrameId }),
    );
    cdp.on('Page.frameNavigated', ({ frame: { id, parentId, url } }) =>
      this.#frames.set(id, { url, parent: parentId }),
    );
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frames.get(frameId);
      if (frame) frame.url = url;
    });
    cdp.on('Page.frameDetached', ({ frameId }) => this.#frames.delete(frameId));
    cdp.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      if (name !== WORLD) return;
      this.#worlds.set(id, auxData.frameId);
      if (this.#frames.get(auxData.frameId)?.parent === undefined) this.#context = id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.#take(payload, executionContextId);
    });
    cdp.on('Fetch.requestPaused', (paused) => {
      this.#answer(paused).catch((error: unknown) => {
        // These errors mean that the page went on without the reply.
        if (!/Invalid InterceptionId|is gone|Session with given id/.test(String(error))) console.error(error);
      });
    });
    cdp.on('Inspector.targetCrashed', () => this.#events.crashes());
    cdp.on('Page.windowOpen', ({ url }) => this.#events.opensWindow(fromTestUrl(url)));
    this.#browser.on('Target.targetCreated', ({ targetInfo: { targetId, openerId } }) => {
      if (openerId === this.#target) void this.#closeOther(targetId);
    });
    this.#browser.on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === this.#target) this.#events.ends();
    });
  }

  /** Loads a URL on behalf of the program. */
  async load(url: string): Promise<void> {
    const target = toTestUrl(url, schemes);
    this.#loading = target;
    const loaded = new Promise<void>((resolve) => this.#cdp.on('Page.loadEventFired', () => resolve()));
    const { errorText } = await this.#cdp.send('Page.navigate', { url: target });
    if (errorText) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  /** Sends a message to the preload; without a page it is lost, as in Electron. */
  send(channel: string, args: readonly unknown[]): void {
    const wires: Wire[] = args.map((each) => codec.encode(each));
    if (this.#context !== undefined) this.#post(this.#context, { channel, args: wires });
  }

  async close(): Promise<void> {
    await this.#browser.send('Target.closeTarget', { targetId: this.#target });
  }

  /** Closes a window that a link opened: whether or not the program allowed it, it has only one page here. */
  async #closeOther(targetId: string): Promise<void> {
    try {
      const other = await this.#browser.attach(targetId);
      await other.send('Runtime.evaluate', { expression: '0' });
      await this.#browser.send('Target.closeTarget', { targetId });
    } catch {
      // It closed itself.
    }
  }

  #post(executionContextId: number, message: object): void {
    this.#cdp
      .send('Runtime.callFunctionOn', {
        executionContextId,
        functionDeclaration: 'function (message) { __electronDoubleTake(message); }',
        arguments: [{ value: JSON.stringify(message) }],
      })
      .catch(() => undefined); // the page has navigated away
  }

  async #take(payload: string, context: number): Promise<void> {
    const message = JSON.parse(payload) as
      { window: string } | { invoke: number; channel: string; args: Wire[] };
    if ('window' in message) {
      this.#events.opensWindow(fromTestUrl(message.window));
      return;
    }
    const { invoke, channel, args } = message;
    const answer = await this.#events.invokes(
      channel,
      args.map((each) => codec.decode(each)),
      this.#frame(this.#worlds.get(context)),
    );
    this.#post(context, { reply: invoke, answer });
  }

  #frame(id: string | undefined): SenderFrame | null {
    const frame = id === undefined ? undefined : this.#frames.get(id);
    if (!frame) return null;
    return { url: fromTestUrl(frame.url), origin: originOf(frame.url), parent: this.#frame(frame.parent) };
  }

  async #answer(paused: PausedRequest): Promise<void> {
    const { requestId, resourceType, request } = paused;
    const failRequest = (errorReason: 'Aborted' | 'BlockedByClient' | 'Failed') =>
      this.#cdp.send('Fetch.failRequest', { requestId, errorReason });
    if (resourceType === 'Document' && !this.#isOwnLoad(paused)) {
      const isMainFrame = this.#frames.get(paused.frameId)?.parent === undefined;
      const isRedirect = paused.redirectedRequestId !== undefined;
      if (this.#events.navigates({ url: fromTestUrl(request.url), isMainFrame, isRedirect })) {
        await failRequest('Aborted');
        return;
      }
    }
    const { method, headers, postData } = request;
    const asked = new Request(fromTestUrl(request.url), {
      method,
      headers,
      ...(postData !== undefined && { body: postData }),
    });
    let answer: Awaited<ReturnType<typeof theSession.answer>>;
    try {
      answer = await theSession.answer(asked, resourceType);
    } catch (error) {
      console.error(error);
      await failRequest('Failed');
      return;
    }
    if (answer === 'cancelled') await failRequest('BlockedByClient');
    else if (answer === 'network') await this.#cdp.send('Fetch.continueRequest', { requestId });
    else
      await this.#cdp.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: answer.status,
        responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
      });
  }

  #isOwnLoad({ frameId, request: { url } }: PausedRequest): boolean {
    if (this.#frames.get(frameId)?.parent !== undefined || url !== this.#loading) return false;
    this.#loading = undefined;
    return true;
  }
}
