import { hueOfColour } from '../../model/hue.ts';

/** The labels and colours of a visual.conf, by the name of what they belong to. */
export interface Visual {
  readonly labels: ReadonlyMap<string, string>;
  /** Hues of types and relations. */
  readonly hues: ReadonlyMap<string, number>;
  /** Colours that have no hue here: named ones, greys. */
  readonly unread: readonly string[];
}

/** Reads a visual.conf: `[labels]` with forms between bars, the full one second, and `[drawing]` with colours. */
export function readVisual(text: string): Visual {
  const labels = new Map<string, string>();
  const hues = new Map<string, number>();
  const unread: string[] = [];
  for (const { section, line } of linesOf(text)) {
    if (section === 'labels') {
      const [name = '', label = ''] = line.split('|').map((form) => form.trim());
      if (name !== '' && label !== '') labels.set(name, label);
    } else if (section === 'drawing') {
      const [, name, drawn] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      const colour = /(?:^|,)\s*(?:bgColor|color)\s*:\s*([^,\s]+)/.exec(drawn ?? '')?.[1];
      if (name === undefined || colour === undefined || /_DEFAULT$/.test(name)) continue;
      const hue = hueOfColour(colour);
      if (hue === null) unread.push(`${name} ${colour}`);
      else hues.set(name, hue);
    }
  }
  return { labels, hues, unread };
}

/** Reads a kb_shortcuts.conf: a letter and the name of a type on each line. Returns the names in order, with their letters. */
export function readShortcuts(text: string): { readonly key: string; readonly name: string }[] {
  return [...linesOf(text)].flatMap(({ line }) => {
    const [, key, name] = /^(\S)\s+(\S+)$/.exec(line) ?? [];
    return key === undefined ? [] : { key: key.toLowerCase(), name: name! };
  });
}

/** Yields the lines that are neither empty nor comments. A colour begins with the sign of a comment, but never a line. */
function* linesOf(text: string): Generator<{ section: string; line: string }> {
  let section = '';
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[(.*)\]$/.exec(line)?.[1];
    if (header === undefined) yield { section, line };
    else section = header;
  }
}
