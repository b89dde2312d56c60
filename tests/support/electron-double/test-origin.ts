/**
 * Chromium gives a scheme like `app:` an origin of its own only if its embedder registers it, for which there is no
 * flag. Pages of the program's schemes therefore live at an https origin that does not exist and that only the double
 * knows: `app://postil/x` is `https://postil.app.electron.test/x` in Chromium and `app://postil/x` for the program.
 */
const SUFFIX = 'electron.test';

/** Converts a URL for Chromium. Only the program's schemes are changed. */
export function toTestUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url);
  return match && schemes.has(match[1]!) ? `https://${match[2]}.${match[1]}.${SUFFIX}${match[3]}` : url;
}

/** Converts a URL of Chromium to the one that the program knows. */
export function fromTestUrl(url: string): string {
  return url.replace(/^https:\/\/([^/?#]*)\.([^./?#]+)\.electron\.test(?=[/?#]|$)/, '$2://$1');
}

/** Returns the origin of a URL of Chromium, in Electron's notation. */
export function originOf(url: string): string {
  const { origin } = new URL(url);
  return origin === 'null' ? origin : fromTestUrl(origin);
}
