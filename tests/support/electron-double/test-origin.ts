/**
 * Chromium gives a scheme like `app:` an origin of its own only when its embedder registers it, which no flag does.
 * So pages of the program's schemes live at an https origin that exists nowhere, and only the double knows of it:
 * `app://postil/x` is `https://postil.app.electron.test/x` in Chromium and `app://postil/x` for the program.
 */
const SUFFIX = 'electron.test';

/** A URL as Chromium has to get it. Other schemes than those of the program stay as they are. */
export function toTestUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url);
  return match && schemes.has(match[1]!) ? `https://${match[2]}.${match[1]}.${SUFFIX}${match[3]}` : url;
}

/** A URL of Chromium as the program knows it. */
export function fromTestUrl(url: string): string {
  return url.replace(/^https:\/\/([^/?#]*)\.([^./?#]+)\.electron\.test(?=[/?#]|$)/, '$2://$1');
}

/** The origin of a URL of Chromium, written as Electron writes it. */
export function originOf(url: string): string {
  const { origin } = new URL(url);
  return origin === 'null' ? origin : fromTestUrl(origin);
}
