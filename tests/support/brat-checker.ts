import type { Written } from './formats.ts';

/**
 * Checks files of brat by brat's own rules: its page on the standoff format, its wiki, and what its server refuses to
 * read. It shares no code with Postil, and it accepts what the server accepts: lines end where Python's `splitlines`
 * ends them, and offsets count code points.
 */

export interface CheckedFolder {
  readonly problems: readonly string[];
  /** Number of lines by kind: T, E, R, A (with M), N, *, #. */
  readonly lines: Readonly<Record<string, number>>;
}

export interface BratDocument {
  readonly name: string;
  readonly text: string;
  readonly ann: string;
}

export function checkBratFolder(files: Written): CheckedFolder {
  const problems: string[] = [];
  const lines: Record<string, number> = {};
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const config = files.get('annotation.conf');
  const declared = config ? checkConfig(decoder.decode(config), problems) : null;
  for (const [file, bytes] of files) {
    if (!file.endsWith('.ann')) continue;
    const text = files.get(file.replace(/\.ann$/, '.txt'));
    if (!text) {
      problems.push(`${file}: no text`);
      continue;
    }
    const document = { name: file, text: decoder.decode(text), ann: decoder.decode(bytes) };
    problems.push(...problemsOfBratDocument(document, declared));
    for (const [kind, count] of Object.entries(countLines(document.ann)))
      lines[kind] = (lines[kind] ?? 0) + count;
  }
  return { problems, lines };
}

/** The line ends of Python's `str.splitlines`, with which the server divides the file. */
const LINE_END = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;

/** Counts lines by kind, judging only by how they begin. */
export function countLines(ann: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of ann.split('\n')) {
    const kind = /^([TERAMN])\d+\t/.exec(line)?.[1] ?? /^([*#])\d*\t/.exec(line)?.[1];
    if (kind === undefined) continue;
    const name = kind === 'M' ? 'A' : kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

interface Declared {
  readonly entities: ReadonlySet<string>;
  readonly events: ReadonlyMap<string, ReadonlySet<string>>;
  readonly relations: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
}

export function problemsOfBratDocument(
  { name, text, ann }: BratDocument,
  declared: Declared | null,
): string[] {
  const problems: string[] = [];
  const points = [...text];
  const ids = new Map<string, string>();
  const types = new Map<string, string>();
  const references: { from: string; to: string; line: number; kinds: string }[] = [];
  const triggers = new Set<string>();
  const complain = (line: number, what: string) => problems.push(`${name}:${line}: ${what}`);

  const lines = ann === '' ? [''] : ann.split(LINE_END);
  if (lines.pop() !== '') complain(lines.length, 'the last line does not end');
  for (const [i, raw] of lines.entries()) {
    const line = i + 1;
    const [id = '', data, ...rest] = raw.split('\t');
    if (data === undefined) {
      complain(line, `no TAB: ${raw}`);
      continue;
    }
    if (id !== '*') {
      if (!/^(?:[A-Za-z]+|#[A-Za-z]*)[0-9]+.*$/.test(id)) complain(line, `bad id ${id}`);
      if (ids.has(id)) complain(line, `id ${id} twice`);
      ids.set(id, id[0]!);
    }
    const refer = (to: string, kinds: string) => references.push({ from: id, to, line, kinds });
    const tail = rest.join('\t');
    switch (id[0] ?? '') {
      case 'T': {
        const type = data.slice(0, data.indexOf(' '));
        types.set(id, type);
        if (!/^\S+$/.test(type)) complain(line, `bad type ${type}`);
        const spans = data
          .slice(type.length + 1)
          .split(';')
          .map((span) => span.split(' '));
        const seen: [number, number][] = [];
        for (const [start = '', end = '', ...more] of spans) {
          if (more.length > 0 || !/^\d+$/.test(start) || !/^\d+$/.test(end)) {
            complain(line, `bad span in ${data}`);
            continue;
          }
          const [from, to] = [Number(start), Number(end)];
          if (from > to) complain(line, 'start > end');
          if (to > points.length)
            complain(line, `offset ${to} exceeds the length of the text, ${points.length}`);
          if (seen.some(([a, b]) => to >= a && from < b)) complain(line, 'spans overlap');
          seen.push([from, to]);
        }
        const expected = seen.map(([from, to]) => points.slice(from, to).join('')).join(' ');
        if (rest.length === 0) complain(line, 'no text field');
        if (!tail.startsWith(expected))
          complain(line, `text ${JSON.stringify(tail)}, reference ${JSON.stringify(expected)}`);
        else if (tail.length > expected.length && !/\s/.test(tail[expected.length]!))
          complain(line, 'the text field goes on behind the text without a blank');
        break;
      }
      case 'E': {
        const [head = '', ...args] = data.split(/\s+/).filter((word) => word !== '');
        const [type = '', trigger = '', ...more] = head.split(':');
        if (type === '' || trigger === '' || more.length > 0) complain(line, `no TYPE:TRIGGER in ${head}`);
        types.set(id, type);
        triggers.add(trigger);
        refer(trigger, 'T');
        const roles = new Set<string>();
        for (const arg of args) {
          const [role = '', target = '', ...surplus] = arg.split(':');
          if (role === '' || target === '' || surplus.length > 0) complain(line, `bad argument ${arg}`);
          if (roles.has(role)) complain(line, `role ${role} twice`);
          roles.add(role);
          refer(target, 'TE');
          const known = declared?.events.get(type);
          if (
            known &&
            !known.has(role) &&
            !known.has(role.replace(/\d+$/, '')) &&
            ![...known].some((base) => role.startsWith(base))
          )
            complain(line, `the configuration has no role ${role} in ${type}`);
        }
        if (declared && !declared.events.has(type)) complain(line, `the configuration has no event ${type}`);
        break;
      }
      case 'R': {
        const [type = '', ...args] = data.split(' ').filter((word) => word !== '');
        if (args.length !== 2) complain(line, `${args.length} arguments`);
        const pairs = args.map((arg) => arg.split(':'));
        if (pairs.some((pair) => pair.length !== 2)) complain(line, `bad arguments ${args.join(' ')}`);
        if (pairs[0]?.[0] === pairs[1]?.[0]) complain(line, 'both arguments have the same role');
        for (const [, target = ''] of pairs) refer(target, 'TE');
        if (declared && !declared.relations.has(type))
          complain(line, `the configuration has no relation ${type}`);
        break;
      }
      case 'A':
      case 'M': {
        const match = /^(\S+) (\S+)(?: (.+))?$/.exec(data);
        if (!match) complain(line, `bad attribute ${data}`);
        else refer(match[2]!, 'TERA');
        if (id.startsWith('M') && match?.[3] !== undefined)
          complain(line, 'an old modification has no value');
        break;
      }
      case 'N': {
        const match = /^(\S+) (\S+) (\S+?):(\S+)$/.exec(data);
        if (!match) complain(line, `bad normalisation ${data}`);
        else refer(match[2]!, 'TER');
        break;
      }
      case '*': {
        const [type = '', ...members] = data.split(/\s+/);
        if (members.length === 0) complain(line, `group ${type} without members`);
        if (new Set(members).size < members.length) complain(line, 'a member twice');
        for (const member of members) refer(member, 'TE');
        break;
      }
      case '#':
        if (data.split(' ').length !== 2) complain(line, `bad note ${data}`);
        else refer(data.split(' ')[1]!, 'TERAN');
        break;
      default:
        complain(line, `unknown kind ${id}`);
    }
  }
  for (const { from, to, line, kinds } of references) {
    const kind = ids.get(to);
    if (kind === undefined) complain(line, `${from} refers to ${to}, which is not there`);
    else if (!kinds.includes(kind))
      complain(line, `${from} refers to ${to}, which may only be one of ${kinds}`);
  }
  if (declared) {
    for (const [id, type] of types) {
      if (id.startsWith('T') && !triggers.has(id) && !declared.entities.has(type))
        problems.push(`${name}: the configuration has no entity ${type}`);
    }
  }
  return problems;
}

/** Reads the configuration as the server does: sections, a term and its arguments per line, nothing undefined. */
function checkConfig(text: string, problems: string[]): Declared {
  const entities = new Set<string>();
  const events = new Map<string, Set<string>>();
  const relations = new Set<string>();
  const attributes = new Set<string>();
  const known = new Set(['entities', 'relations', 'events', 'attributes']);
  let section = '';
  const later: { line: number; types: string[] }[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const complain = (what: string) => problems.push(`annotation.conf:${i + 1}: ${what}`);
    if (raw.trim() === '' || raw.startsWith('#')) continue;
    const header = /^\[(.*)\]$/.exec(raw);
    if (header) {
      section = header[1]!;
      if (!known.delete(section)) complain(`section ${section}`);
      continue;
    }
    // A term is indented below the one above it.
    const match = /^\t*(\S+)(?:\s+(.*))?$/.exec(raw);
    if (!match) {
      complain(`cannot be read: ${raw}`);
      continue;
    }
    const [, term = '', args = ''] = match;
    const list = args.split(',').flatMap((arg) => arg.trim() || []);
    const keys = new Set<string>();
    for (const arg of list) {
      const pair = /^(\S*?):(\S*)$/.exec(arg);
      const key = /^(\S+?)(\{\d+(?:-\d+)?\}|[?*+])?$/.exec(pair?.[1] ?? '');
      if (!pair || !key) {
        complain(`bad argument ${arg}`);
        continue;
      }
      if (keys.has(key[1]!)) complain(`argument ${key[1]!} twice`);
      keys.add(key[1]!);
      const repeated = key[2] === '*' || key[2] === '+';
      if (repeated && /\d$/.test(key[1]!)) complain(`${arg}: a name that ends in a digit cannot be repeated`);
      const values = pair[2]!.split('|');
      if (values.includes('')) complain(`empty value in ${arg}`);
      if (key[1] !== 'Value' && !key[1]!.startsWith('<')) later.push({ line: i + 1, types: values });
    }
    if (section === 'entities') entities.add(term);
    else if (section === 'relations') relations.add(term);
    else if (section === 'events') events.set(term, keys);
    else if (section === 'attributes') {
      attributes.add(term);
      if (!keys.has('Arg')) complain('an attribute without Arg');
    }
    for (const macro of raw.matchAll(/<(.*?)>/g))
      if (!/^(?:ANY|ENTITY|EVENT|RELATION|REL-TYPE|DEFAULT)$/.test(macro[1]!))
        complain(`undefined ${macro[0]}`);
    if (!/^[A-Za-z0-9_-]+$/.test(term)) complain(`${term} is no term that can be stored`);
  }
  if (known.size > 0) problems.push(`annotation.conf: no section ${[...known].join(', ')}`);
  for (const { line, types } of later) {
    for (const type of types) {
      if (type.startsWith('<') || entities.has(type) || events.has(type) || relations.has(type)) continue;
      problems.push(`annotation.conf:${line}: ${type} is not declared`);
    }
  }
  return { entities, events, relations, attributes };
}
