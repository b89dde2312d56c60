/** An address of the web as it is shown before it is opened. */
export interface WebAddress {
  /** All of it, as a browser goes there: letters outside ASCII in the host are punycode, elsewhere percent-encoded. */
  readonly href: string;
  readonly host: string;
  readonly secure: boolean;
  /** What a person should know before going there; each a sentence. */
  readonly warnings: readonly string[];
}

/** Longer ones browsers do not promise to take, and nobody can read. */
const LONGEST = 2000;

/** Reads an absolute `http:` or `https:` address; `null` for all else, which is never opened. */
export function webAddress(text: string): WebAddress | null {
  if (!URL.canParse(text)) return null;
  const { href, host, protocol, username, password } = new URL(text);
  if ((protocol !== 'https:' && protocol !== 'http:') || href.length > LONGEST) return null;
  const warnings: string[] = [];
  if (/(?:^|\.)xn--/.test(host))
    warnings.push(
      'The name of the site has letters outside of ASCII, written as “xn--…” here: they can look like others.',
    );
  if (username !== '' || password !== '')
    warnings.push(`The part before “@” is not the site: the address leads to ${host}.`);
  return { href, host, secure: protocol === 'https:', warnings };
}
