import type { ErrorWhere } from '../../contract/errors.ts';
import { TermName } from '../../model/attributes/common.ts';
import type { Fragment } from '../../model/fragments.ts';
import { formatError, type LeaveOut } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import type { TextLine } from '../lines.ts';
import { MESSAGES } from './messages.ts';

/** A line of an .ann file, by kind. Nothing that needs other lines or the text is checked yet. */
export type AnnLine =
  TextBound | EventLine | RelationLine | AttributeLine | NormalisationLine | Group | Comment | Other;

interface Line {
  readonly where: ErrorWhere;
}
interface Identified extends Line {
  readonly id: string;
  /** The unchanged line of the file, in case it has to be kept. */
  readonly raw: string;
}
export interface TextBound extends Identified {
  readonly kind: 'T';
  readonly type: string;
  readonly places: readonly Fragment[];
  /** The text field; absent when the line has none. */
  readonly text: string | undefined;
  /** The lines after it that are no annotations: the rest of a text field with a line break in it, or mistakes. */
  readonly more: TextLine[];
}
export interface EventLine extends Identified {
  readonly kind: 'E';
  readonly type: string;
  readonly trigger: string;
  readonly args: readonly Argument[];
}
export type Argument = readonly [role: string, id: string];
export interface RelationLine extends Identified {
  readonly kind: 'R';
  readonly type: string;
  readonly args: readonly [Argument, Argument];
  readonly tail: string;
}
/** `A`, and the old `M`. */
export interface AttributeLine extends Identified {
  readonly kind: 'A';
  readonly name: string;
  readonly target: string;
  readonly value: string | true;
}
export interface NormalisationLine extends Identified {
  readonly kind: 'N';
  readonly type: string;
  readonly target: string;
  readonly authority: string;
  readonly value: string;
  readonly title: string;
}
/** `*`: equivalent members, in a group of that type. */
export interface Group extends Line {
  readonly kind: '*';
  readonly type: string;
  readonly members: readonly string[];
}
export interface Comment extends Identified {
  readonly kind: '#';
  readonly type: string;
  readonly target: string;
  readonly body: string;
}
/** A line that Postil cannot represent; kept unchanged. */
export interface Other extends Line {
  readonly kind: 'other';
  readonly id: string | null;
  readonly raw: string;
}

const ID = /^(?:[A-Za-z]+|#[A-Za-z]*)\d+\S*$/;
/** Looks like an annotation whose first TAB became a blank. */
const BLANK_FOR_TAB = /^(?:[TREAMN]\d+|\*|#\d+) +\S/;
const SPAN = /^(\S+) +(-?\d+ +-?\d+(?: *; *-?\d+ +-?\d+)*)\s*$/;

/** Reads lines one by one, because the lines after a text-bound annotation may belong to its text. */
export class AnnLines {
  readonly lines: AnnLine[] = [];
  readonly #leaveOut: LeaveOut | undefined;
  #last: TextBound | null = null;

  /** @param leaveOut takes lines that are no annotations; without it they are refused */
  constructor(leaveOut?: LeaveOut) {
    this.#leaveOut = leaveOut;
  }

  /** @throws PostilError `refused` with the line if it is no annotation and is not left out. */
  add({ line, text: raw }: TextLine, file: string): void {
    const where = { file, line };
    const tab = raw.indexOf('\t');
    const id = tab < 0 ? '' : raw.slice(0, tab);
    if (id !== '*' && !ID.test(id)) {
      if (this.#last) this.#last.more.push({ line, text: raw });
      else this.stray(raw, where);
      return;
    }
    const read = unlessFaulty(this.#leaveOut, 'annotation', () =>
      parseLine(id, raw, raw.slice(tab + 1), where),
    );
    this.#last = read?.kind === 'T' ? read : null;
    if (read) this.lines.push(read);
  }

  /** Ends a file: the next lines belong to another one. */
  endFile(): void {
    this.#last = null;
  }

  /**
   * Handles a line that is no annotation: ignores empty ones and keeps comments.
   *
   * @throws PostilError `refused` for others if they are not left out.
   */
  stray(raw: string, where: ErrorWhere): void {
    unlessFaulty(this.#leaveOut, 'annotation', () => this.#stray(raw, where));
  }

  #stray(raw: string, where: ErrorWhere): void {
    if (raw.trim() === '') return;
    if (BLANK_FOR_TAB.test(raw)) throw formatError(MESSAGES.spaceForTab, where, MESSAGES.wereTabsReplaced);
    if (!raw.startsWith('#')) throw formatError(MESSAGES.notAnAnnotation(raw), where, MESSAGES.lineForm);
    this.lines.push({ kind: 'other', id: null, raw, where });
  }
}

function parseLine(id: string, raw: string, rest: string, where: ErrorWhere): AnnLine {
  const tab = rest.indexOf('\t');
  const data = (tab < 0 ? rest : rest.slice(0, tab)).trimEnd();
  const tail = tab < 0 ? undefined : rest.slice(tab + 1);
  const common = { id, raw, where };
  switch (id[0] ?? '') {
    case 'T':
      return { kind: 'T', ...common, ...parseSpan(id, data, where), text: tail, more: [] };
    case 'E':
      return { kind: 'E', ...common, ...parseEvent(id, data, where) };
    case 'R':
      return { kind: 'R', ...common, ...parseRelation(id, data, where), tail: (tail ?? '').trim() };
    case 'A':
    case 'M':
      return { kind: 'A', ...common, ...parseAttribute(id, data, where) };
    case 'N':
      return { kind: 'N', ...common, ...parseNormalisation(id, data, where), title: (tail ?? '').trim() };
    case '*': {
      const [type = '', ...members] = data.split(/\s+/);
      if (members.length === 0) throw formatError(MESSAGES.emptyGroup(type), where);
      return { kind: '*', type: term(type, where), members, where };
    }
    case '#': {
      const [type = '', target, ...more] = data.split(/\s+/);
      if (target === undefined || more.length > 0) return { kind: 'other', ...common };
      return { kind: '#', ...common, type, target, body: tail ?? '' };
    }
    default:
      return { kind: 'other', ...common };
  }
}

function parseSpan(id: string, data: string, where: ErrorWhere) {
  const match = SPAN.exec(data);
  if (!match) throw formatError(MESSAGES.notATextBound(id, data), where, MESSAGES.textBoundForm);
  const places = match[2]!.split(';').map((pair): Fragment => {
    const [start, end] = pair.trim().split(/ +/).map(Number);
    return [start!, end!];
  });
  return { type: term(match[1]!, where), places };
}

function parseEvent(id: string, data: string, where: ErrorWhere) {
  const [head = '', ...args] = data.split(/\s+/);
  const parts = head.split(':');
  if (parts.length !== 2 || parts.includes(''))
    throw formatError(MESSAGES.noTrigger(id, head), where, MESSAGES.triggerNeeded);
  return {
    type: term(parts[0]!, where),
    trigger: parts[1]!,
    args: args.map((arg) => argument(id, arg, where)),
  };
}

function parseRelation(id: string, data: string, where: ErrorWhere) {
  const [type = '', ...args] = data.split(/\s+/);
  const [first, second, ...more] = args.map((arg) => argument(id, arg, where));
  if (!first || !second || more.length > 0 || first[0] === second[0])
    throw formatError(
      MESSAGES.notTwoArguments(id, args.length, args.join(' ')),
      where,
      MESSAGES.twoArguments,
    );
  return { type: term(type, where), args: [first, second] as const };
}

function argument(id: string, text: string, where: ErrorWhere): Argument {
  const at = text.indexOf(':');
  const [role, target] = [text.slice(0, at), text.slice(at + 1)];
  if (at <= 0 || target === '' || target.includes(':'))
    throw formatError(MESSAGES.notAnArgument(id, text), where);
  return [term(role, where), target];
}

function parseAttribute(id: string, data: string, where: ErrorWhere) {
  const match = /^(\S+) +(\S+)(?: (.+))?$/.exec(data);
  if (!match) throw formatError(MESSAGES.notAnAttribute(id, data), where);
  return { name: term(match[1]!, where), target: match[2]!, value: match[3] ?? (true as const) };
}

/**
 * The forms of brat and of the BioNLP shared task of 2013. The entry extends to the end of its field: some resources
 * have entries with blanks, and two of those would become one entity if they were cut at the blank.
 */
const NORMALISATIONS = [
  { pattern: /^(\S+) Annotation:(\S+) Referent:([^\s:]+):(\S.*)$/s, target: 2, authority: 3, value: 4 },
  { pattern: /^(\S+) Referent:([^\s:]+):(\S.*?) Annotation:(\S+)$/s, target: 4, authority: 2, value: 3 },
  { pattern: /^(\S+) (\S+) ([^\s:]+):(\S.*)$/s, target: 2, authority: 3, value: 4 },
] as const;

function parseNormalisation(id: string, data: string, where: ErrorWhere) {
  for (const { pattern, target, authority, value } of NORMALISATIONS) {
    const match = pattern.exec(data);
    if (!match) continue;
    return { type: match[1]!, target: match[target]!, authority: match[authority]!, value: match[value]! };
  }
  throw formatError(MESSAGES.notANormalisation(id, data), where);
}

function term(name: string, where: ErrorWhere): string {
  if (TermName.safeParse(name).success) return name;
  throw formatError(MESSAGES.notAName(name), where);
}
