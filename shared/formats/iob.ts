/**
 * How a column of tags marks where spans begin and end. `plain` has only the type, so that adjacent spans of one type
 * merge; the others differ in their letters and in when a span must begin with B.
 */
export const TAG_SCHEMES = ['IOB1', 'IOB2', 'BIOES', 'BMES', 'BILOU', 'plain'] as const;
export type TagScheme = (typeof TAG_SCHEMES)[number];

/** How to treat a tag that is not allowed at its position. */
export const REPAIRS = ['begin', 'join', 'refuse'] as const;
export type Repair = (typeof REPAIRS)[number];

/** A span over tokens `[first, end)`. */
export interface TagSpan {
  readonly type: string;
  readonly first: number;
  readonly end: number;
  /** Its column, among the tag columns. */
  readonly level: number;
}

/** One parsed tag: outside, or the begin, inside, end or whole of a span. */
export interface Tag {
  readonly role: 'O' | 'B' | 'I' | 'E' | 'S';
  readonly type: string;
  /** The reason why it is not a tag of the scheme; it is parsed as far as possible. */
  readonly broken?: string;
}

/** A position that had to be repaired. */
export interface Broken {
  readonly at: number;
  readonly reason: string;
}

/** The letters of all schemes and their meaning; W is the single-token letter in some files with M. */
const ROLES: Readonly<Record<string, Tag['role']>> = {
  B: 'B',
  I: 'I',
  M: 'I',
  E: 'E',
  L: 'E',
  S: 'S',
  U: 'S',
  W: 'S',
};
/**
 * Letters for the first, an inner, the last and the only token of a span. IOB1 uses B only after a span of the same
 * type.
 */
const LETTERS: Record<Exclude<TagScheme, 'plain'>, readonly [string, string, string, string]> = {
  IOB1: ['B', 'I', 'I', 'B'],
  IOB2: ['B', 'I', 'I', 'B'],
  BIOES: ['B', 'I', 'E', 'S'],
  BMES: ['B', 'M', 'E', 'S'],
  BILOU: ['B', 'I', 'L', 'U'],
};

const PREFIXED = /^([BIMELSUW])[-_](.+)$/s;
const OUTSIDE: Tag = { role: 'O', type: '' };

/** The type of spans whose tags are only a letter. */
export const BARE_TYPE = 'SPAN';

/** Whether a cell can be a tag of a scheme with letters. */
export function isTag(cell: string): boolean {
  return cell === 'O' || /^[BIMELSUW](?:[-_].+)?$/s.test(cell);
}

/** Returns the letter of a tag, or '' if it has none. */
export function tagLetter(cell: string): string {
  return cell !== 'O' && isTag(cell) ? cell[0]! : '';
}

/**
 * Parses one cell. A broken one is parsed as far as possible: `-PER` and `PER` as inside, `-` and nothing as outside.
 */
export function parseTag(cell: string, scheme: TagScheme): Tag {
  if (cell === 'O' || cell === '_') return OUTSIDE;
  if (scheme === 'plain') {
    return cell === '' || cell === '-' ? { ...OUTSIDE, broken: 'empty tags' } : { role: 'I', type: cell };
  }
  const found = PREFIXED.exec(cell);
  if (found) return { role: ROLES[found[1]!]!, type: found[2]!.trim() || BARE_TYPE };
  const bare = ROLES[cell];
  if (bare) return { role: bare, type: BARE_TYPE };
  const type = cell.replace(/^[BIMELSUWO]?[-_]+/, '').trim();
  if (type === '' || cell.startsWith('O-') || cell.startsWith('O_'))
    return { ...OUTSIDE, broken: 'tags without meaning' };
  return { role: 'I', type, broken: 'tags without a letter' };
}

/**
 * Parses cells like {@link parseTag}, but each distinct one once: a corpus has millions of cells and a few dozen tags.
 */
export class TagReader {
  readonly #scheme: TagScheme;
  readonly #known = new Map<string, Tag>();

  constructor(scheme: TagScheme) {
    this.#scheme = scheme;
  }

  of(cell: string): Tag {
    let tag = this.#known.get(cell);
    if (tag === undefined) {
      tag = parseTag(cell, this.#scheme);
      if (this.#known.size < 10_000) this.#known.set(cell, tag);
    }
    return tag;
  }
}

interface OpenSpan {
  readonly type: string;
  readonly first: number;
  readonly level: number;
}

/**
 * Returns the spans of one sequence. Each row has a tag in each column. A span continues in its column or, if rows list
 * one tag for each span of the token, in any column with its type.
 *
 * The letters of the scheme do not matter here, only the sequences that it allows. Violations are listed, and repaired
 * according to `repair` (`refuse` repairs like `begin`; the caller refuses).
 */
export function decodeTags(
  rows: readonly (readonly Tag[])[],
  scheme: TagScheme,
  repair: Repair,
): { spans: TagSpan[]; broken: Broken[] } {
  const spans: TagSpan[] = [];
  const broken: Broken[] = [];
  const ends = scheme === 'BIOES' || scheme === 'BMES' || scheme === 'BILOU';
  let open: OpenSpan[] = [];
  const close = (span: OpenSpan, end: number) => void spans.push({ ...span, end });

  for (const [at, tags] of rows.entries()) {
    // Shortcut for most tokens of most files: nothing is open and nothing begins.
    if (open.length === 0 && tags.every((tag) => tag === OUTSIDE)) continue;
    const going: OpenSpan[] = [];
    const unclaimed = new Set(open);
    const claim = (level: number, type: string | null): OpenSpan | undefined => {
      const candidates = [...unclaimed].filter((span) => type === null || span.type === type);
      const found =
        candidates.find((span) => span.level === level) ?? (type === null ? undefined : candidates[0]);
      if (found) unclaimed.delete(found);
      return found;
    };
    for (const [level, tag] of tags.entries()) {
      if (tag.broken !== undefined) broken.push({ at, reason: tag.broken });
      if (tag.role === 'O') continue;
      const starts = tag.role === 'B' || tag.role === 'S';
      let span = starts ? undefined : claim(level, tag.type);
      if (!span && !starts && scheme !== 'plain' && !(scheme === 'IOB1' && tag.role === 'I')) {
        if (tag.broken === undefined) broken.push({ at, reason: 'spans that begin without B' });
        if (repair === 'join') span = claim(level, null);
      }
      span ??= { type: tag.type, first: at, level };
      if (tag.role === 'E' || tag.role === 'S') close(span, at + 1);
      else going.push(span);
    }
    for (const span of open) {
      if (!unclaimed.has(span)) continue;
      if (ends) broken.push({ at: at - 1, reason: 'spans that end without their last letter' });
      close(span, at);
    }
    open = going;
  }
  for (const span of open) {
    if (ends) broken.push({ at: rows.length - 1, reason: 'spans that end without their last letter' });
    close(span, rows.length);
  }
  spans.sort((a, b) => a.first - b.first || b.end - a.end || a.level - b.level);
  return { spans, broken };
}

/**
 * Returns one column of tags over `length` tokens. Spans must not overlap, except that one may begin in the token in
 * which another ends: the tag then lists both, joined by "^", which only files with tags for parts of tokens can have.
 */
export function encodeTags(
  spans: readonly Pick<TagSpan, 'type' | 'first' | 'end'>[],
  length: number,
  scheme: TagScheme,
  { bare = false } = {},
): string[] {
  const tags = Array.from<string | undefined>({ length });
  const sorted = [...spans].sort((a, b) => a.first - b.first || a.end - b.end);
  for (const [i, { type, first, end }] of sorted.entries()) {
    const before = sorted[i - 1];
    const touches = before !== undefined && before.end === first && before.type === type;
    for (let at = first; at < end; at++) {
      const letter = scheme === 'plain' ? '' : letterAt(scheme, at === first, at === end - 1, touches);
      const tag = letter === '' ? type : bare && type === BARE_TYPE ? letter : `${letter}-${type}`;
      tags[at] = tags[at] === undefined ? tag : `${tags[at]}^${tag}`;
    }
  }
  return tags.map((tag) => tag ?? 'O');
}

function letterAt(
  scheme: Exclude<TagScheme, 'plain'>,
  first: boolean,
  last: boolean,
  touches: boolean,
): string {
  const [begin, inside, end, single] = LETTERS[scheme];
  if (scheme === 'IOB1' && !touches) return inside;
  return first ? (last ? single : begin) : last ? end : inside;
}

/** Guesses the scheme of a column of tags, by the letters that occur and by the positions of B. */
export class SchemeGuess {
  readonly #letters = new Set<string>();
  #prefixed = false;
  #loneInside = 0;
  #looseBegin = 0;
  readonly #last = new Map<number, Tag>();

  /** Adds the next tag of a column; `null` if a sequence ends. */
  add(column: number, cell: string | null): void {
    const before = this.#last.get(column) ?? OUTSIDE;
    const tag = cell === null ? OUTSIDE : parseTag(cell, 'IOB2');
    this.#last.set(column, tag);
    if (cell === null || tag.broken !== undefined || tag.role === 'O') return;
    this.#prefixed = true;
    this.#letters.add(tagLetter(cell));
    const follows = before.role !== 'O' && before.type === tag.type;
    if (tag.role === 'I' && !follows) this.#loneInside++;
    if (tag.role === 'B' && !follows) this.#looseBegin++;
  }

  /** The scheme; `null` if no tag had a letter. */
  get scheme(): TagScheme | null {
    const has = (letters: string) => [...letters].some((letter) => this.#letters.has(letter));
    if (!this.#prefixed) return null;
    if (has('LU')) return 'BILOU';
    if (has('MW')) return 'BMES';
    if (has('ES')) return 'BIOES';
    return this.#loneInside > 0 && this.#looseBegin === 0 ? 'IOB1' : 'IOB2';
  }
}
