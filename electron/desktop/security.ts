import { app, type App, type Session, type WebContents } from 'electron';
import { isOwnUrl } from './origin.ts';

/** URLs a page may load besides our own files: what it made itself. */
const MADE_BY_PAGE = new Set(['blob:', 'data:', 'devtools:']);

/** Chromium shall ask nobody anything: no component updates, no name is ever looked up. Before "ready". */
export function stayOffline(): void {
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** Denies a session every permission and device, and every request that is not for our own pages. */
export function lockDown(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // A callback without streams denies the request.
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !isOwnUrl(url) && !(URL.canParse(url) && MADE_BY_PAGE.has(new URL(url).protocol)) }),
  );
  session.on('will-download', (event) => event.preventDefault());
}

/**
 * Keeps every page of the program, also those that Chromium makes itself, on our origin and without windows. `openLink`
 * gets what a page wants to open in one.
 */
export function guardContents(program: App, openLink: (url: string) => void): void {
  program.on('web-contents-created', (_event, contents) => guard(contents, openLink));
}

function guard(contents: WebContents, openLink: (url: string) => void): void {
  contents.on('will-navigate', stayHome);
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

function stayHome(event: { readonly url: string; preventDefault(): void }): void {
  if (!isOwnUrl(event.url)) event.preventDefault();
}
