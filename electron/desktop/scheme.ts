import { protocol, type Session } from 'electron';
import type { Pages } from '../../host/pages.ts';
import { securityHeaders } from '../../host/security-headers.ts';
import { MESSAGES } from '../messages.ts';
import { isOwnUrl, SCHEME } from './origin.ts';

/** Makes our scheme one with an origin of its own. Before "ready"; never `bypassCSP`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer, and nothing else, to the pages of a session. */
export function servePages(session: Session, pages: Pages): void {
  session.protocol.handle(SCHEME, (request) => answer(request, pages));
}

function answer({ url, method }: Request, pages: Pages): Response {
  if (!isOwnUrl(url)) return refusal(404, MESSAGES.otherHost);
  if (method !== 'GET') return refusal(405, MESSAGES.notOffered);
  const page = pages.get(new URL(url).pathname);
  if (!page) return refusal(404, MESSAGES.noPage);
  return new Response(new Uint8Array(page.body), { headers: { ...page.headers } });
}

function refusal(status: number, message: string): Response {
  return new Response(message, { status, headers: { 'Content-Type': 'text/plain', ...securityHeaders() } });
}
