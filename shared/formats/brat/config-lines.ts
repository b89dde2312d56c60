import type { ErrorWhere } from '../../contract/errors.ts';
import { MESSAGES } from './messages.ts';

/** An entry of a section of annotation.conf, with its macros expanded. */
export interface ConfigEntry {
  readonly section: string;
  readonly name: string;
  /** `!Type`: it only groups its children and is never the type of an annotation. */
  readonly abstract: boolean;
  readonly args: readonly ConfigArgument[];
  readonly children: ConfigEntry[];
  readonly where: ErrorWhere;
}

export interface ConfigArgument {
  readonly key: string;
  /** `?`, `*`, `+`, `{2}`, `{1-3}`, or nothing. */
  readonly repeat: string;
  readonly values: readonly string[];
}

export interface Config {
  /** The entries of the top level, by section. */
  readonly sections: ReadonlyMap<string, readonly ConfigEntry[]>;
  readonly notes: readonly { readonly message: string; readonly where: ErrorWhere }[];
}

/** Names in angle brackets that are keywords, not macros. */
const RESERVED = new Set(
  ['ANY', 'ENTITY', 'RELATION', 'EVENT', 'NONE', 'EMPTY', 'REL-TYPE', 'URL', 'URLBASE', 'GLYPH-POS'].concat([
    'DEFAULT',
    'NORM',
    'OVERLAP',
    'OVL-TYPE',
    'INHERIT',
  ]),
);
const ALIASES: Readonly<Record<string, string>> = { spans: 'entities' };

/**
 * Reads the sections of a brat configuration: one entry per line, indented below its parent. A line that cannot be
 * parsed is reported and left out, because types can also be found in the annotations.
 */
export function readConfigLines(text: string, file: string): Config {
  const sections = new Map<string, ConfigEntry[]>();
  const notes: Config['notes'][number][] = [];
  let section = 'general';
  let macros = new Map<string, string>();
  let open: { depth: number; entry: ConfigEntry }[] = [];
  for (const [i, raw] of text.split(/\r\n?|\n/).entries()) {
    const where = { file, line: i + 1 };
    const header = /^\s*\[(.*)\]\s*$/.exec(raw);
    if (header) {
      section = ALIASES[header[1]!] ?? header[1]!;
      if (!sections.has(section)) sections.set(section, []);
      // A macro is valid in its section only.
      macros = new Map();
      open = [];
      continue;
    }
    // Lines of hyphens are separators on brat's screen.
    if (raw.trim() === '' || /^\s*#/.test(raw) || /^\s*-+\s*$/.test(raw)) continue;
    const macro = /^<([A-Za-z_-]+)>=\s*(.*?)\s*$/.exec(raw);
    if (macro && !RESERVED.has(macro[1]!)) {
      macros.set(`<${macro[1]!}>`, macro[2]!);
      continue;
    }
    let line = raw;
    for (const [name, value] of macros) line = line.replaceAll(name, () => value);
    const unknown = [...line.matchAll(/<(.*?)>/g)].find(([, name]) => !RESERVED.has(name!));
    if (macro || unknown) {
      const what = macro ? `<${macro[1]!}> is a reserved name` : `the macro ${unknown![0]} is not defined`;
      notes.push({ message: MESSAGES.lineLeftOut(what), where });
      continue;
    }
    const depth = /^\s*/.exec(line)![0].length;
    while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
    const parent = open.at(-1)?.entry;
    const entry = readEntry(section, line, parent, where);
    if (!entry) {
      notes.push({ message: MESSAGES.argumentsLeftOut, where });
      continue;
    }
    if (parent) parent.children.push(entry);
    else {
      const list = sections.get(section) ?? [];
      list.push(entry);
      sections.set(section, list);
    }
    open.push({ depth, entry });
  }
  return { sections, notes };
}

function readEntry(
  section: string,
  line: string,
  parent: ConfigEntry | undefined,
  where: ErrorWhere,
): ConfigEntry | null {
  let match = /^\s*(\S+)(?:\s+(.*))?$/.exec(line);
  let pieces = split(match?.[2]);
  // Old configurations have names with blanks; the arguments then begin after a TAB.
  if (line.trimStart().includes('\t') && pieces.some((piece) => /\s/.test(piece))) {
    match = /^\s*([^\t]+)(?:\t(.*))?$/.exec(line);
    pieces = split(match?.[2]);
  }
  const terms = (match?.[1] ?? '').split('|').flatMap((term) => term.trim() || []);
  const [first] = terms;
  if (first === undefined) return null;
  const args: ConfigArgument[] = [];
  for (const piece of pieces) {
    if (piece === '<INHERIT>') {
      args.push(...(parent?.args ?? []));
      continue;
    }
    const arg = /^(\S+?)(\{\d+(?:-\d+)?\}|[?*+])?:(\S+)$/.exec(piece);
    if (!arg) return null;
    args.push({
      key: arg[1]!,
      repeat: arg[2] ?? '',
      values: arg[3]!.split('|').filter((value) => value !== ''),
    });
  }
  const abstract = terms.some((term) => term.startsWith('!'));
  return { section, name: first.replace(/^!/, ''), abstract, args, children: [], where };
}

function split(args: string | undefined): string[] {
  return (args ?? '').split(',').flatMap((arg) => arg.trim() || []);
}
