import { Events, strict } from './strict.ts';

type Decide = (decision: never) => void;
type RequestHandler = (contents: unknown, permission: string, decide: (granted: boolean) => void) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string) => boolean;
type BeforeRequest = (
  details: { url: string; method: string; resourceType: string },
  decide: (answer: { cancel?: boolean }) => void,
) => void;
type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** Permissions that a page can request from Electron. */
const PERMISSIONS = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'idle-detection',
  'media',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'storage-access',
  'window-management',
];

/** The schemes with an origin of their own, registered before "ready". */
export const schemes = new Set<string>();
let registered = false;

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list: readonly { scheme: string; privileges?: Record<string, boolean> }[]) {
    // In Electron each call replaces the earlier ones, so a second call is a mistake.
    if (registered) throw new Error('registerSchemesAsPrivileged was called twice.');
    registered = true;
    for (const { scheme, privileges = {} } of list) {
      if (!privileges['standard'] || !privileges['secure'])
        throw new Error('The Electron double serves standard, secure schemes only.');
      if (privileges['bypassCSP']) throw new Error('The Electron double never bypasses the CSP.');
      schemes.add(scheme);
    }
  },
});

/** The handlers that the program set up for its pages. The double calls them for every request and permission. */
class SessionDouble {
  readonly #events = new Events('session', ['will-download']);
  readonly #schemes = new Map<string, SchemeHandler>();
  #request: RequestHandler | undefined;
  #check: CheckHandler | undefined;
  #device: ((details: object) => boolean) | undefined;
  #display: ((request: object, decide: Decide) => void) | undefined;
  #before: BeforeRequest | undefined;

  readonly protocol = strict('session.protocol', {
    handle: (scheme: string, handler: SchemeHandler): void => {
      if (!schemes.has(scheme)) throw new Error(`The scheme ${scheme} was not registered before "ready".`);
      if (this.#schemes.has(scheme)) throw new Error(`The scheme ${scheme} is handled twice.`);
      this.#schemes.set(scheme, handler);
    },
  });

  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (listener: BeforeRequest): void => void (this.#before = listener),
  });

  on(event: string, listener: (...args: unknown[]) => void): void {
    this.#events.on(event, listener);
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    this.#device = handler;
  }

  setDisplayMediaRequestHandler(handler: (request: object, decide: Decide) => void): void {
    this.#display = handler;
  }

  /** Headless Chromium does not check spelling; this only ensures that nothing turns it on. */
  setSpellCheckerEnabled(enabled: boolean): void {
    if (enabled) throw new Error('The Electron double has no spell checker.');
  }

  /** Returns whether a page would get each permission. Without a handler, Electron grants it. */
  permissions(contents: unknown, origin: string): Record<string, boolean> {
    const decided = Object.fromEntries(
      PERMISSIONS.map((permission) => {
        let granted = this.#request === undefined;
        this.#request?.(contents, permission, (decision) => (granted = decision));
        return [permission, granted || (this.#check?.(contents, permission, origin) ?? true)];
      }),
    );
    let streams: object | undefined = {};
    this.#display?.({}, (decision) => (streams = decision));
    return {
      ...decided,
      'device: hid': this.#device?.({ deviceType: 'hid', origin, device: {} }) ?? false,
      'device: usb': this.#device?.({ deviceType: 'usb', origin, device: {} }) ?? false,
      'display media': Object.keys(streams).length > 0,
    };
  }

  /** Returns whether a download of this name would be allowed. */
  downloads(): boolean {
    return !this.#events.ask('will-download', {}, {}, {});
  }

  /**
   * Handles a request of a page: returns the program's response, `cancelled` by the program, or `network` to let it
   * through.
   */
  async answer(request: Request, resourceType: string): Promise<Response | 'cancelled' | 'network'> {
    const { url, method } = request;
    const cancelled = await new Promise<boolean>((resolve) => {
      if (this.#before) this.#before({ url, method, resourceType }, ({ cancel }) => resolve(cancel ?? false));
      else resolve(false);
    });
    if (cancelled) return 'cancelled';
    const handler = this.#schemes.get(new URL(url).protocol.slice(0, -1));
    return handler ? handler(request) : 'network';
  }
}

/** The session itself, used inside the double; the program gets {@link session}. */
export const theSession = new SessionDouble();
const defaultSession = strict('session.defaultSession', theSession);
export const session = strict('session', { defaultSession });
