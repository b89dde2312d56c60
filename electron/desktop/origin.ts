/** The scheme and host of our own pages. */
export const SCHEME = 'app';
const HOST = 'postil';

/** As `WebFrameMain.origin` writes it. */
export const ORIGIN = `${SCHEME}://${HOST}`;
export const START_URL = `${ORIGIN}/`;

/**
 * Whether a URL is one of our pages. Parsed, since a comparison of beginnings lets `app://postil.evil` in; by its
 * parts, since Node answers the origin `null` for every scheme that is not built in.
 */
export function isOwnUrl(text: string): boolean {
  const url = parseUrl(text);
  return (
    url !== undefined &&
    url.protocol === `${SCHEME}:` &&
    url.host === HOST &&
    url.username === '' &&
    url.password === ''
  );
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
