import type { ErrorWhere } from '../../contract/errors.ts';
import { Entity } from '../../model/annotation.ts';
import { quote } from '../../model/fragments.ts';
import { spanType, type Scheme } from '../../model/scheme.ts';
import { newUid, type Uid } from '../../model/uid.ts';
import { formatError, type Incoming, type LeaveOut } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import { incomingRelation, incomingSlots, incomingSpan } from '../incoming.ts';
import { COMMON } from '../messages.ts';
import type { IncomingDocument, IncomingRelation, IncomingSpan } from '../records.ts';
import type {
  AnnLine,
  AnnLines,
  AttributeLine,
  Comment,
  EventLine,
  Group,
  NormalisationLine,
  RelationLine,
  TextBound,
} from './ann-lines.ts';
import { attributeCircle } from './cycles.ts';
import type { SpanKept } from './kept.ts';
import { MESSAGES } from './messages.ts';
import { isNoEntry } from './normalisations.ts';
import { slotOfRole } from './roles.ts';
import type { Placed, StandoffText } from './text.ts';

type Told = Extract<Incoming, { kind: 'note' }>;
type Kinds = AnnLine['kind'];
/** The type of notes that brat’s own screen makes. Notes of other types keep their lines. */
const NOTE = 'AnnotatorNotes';
const MAX_NOTE = 20_000;

export interface AssemblyOptions {
  /** The annotator's set, if the file is one of several. */
  readonly set: string | undefined;
  readonly scheme: Scheme | undefined;
  /** Entries of resources that the document's annotations refer to, by resource and entry. */
  readonly entities: Map<string, Entity>;
  /** Receives annotations that are inconsistent with the others. Without it they are refused. */
  readonly leaveOut?: LeaveOut | undefined;
}

/** Assembles the lines of one annotator: resolves their ids and makes spans, slots and relations. */
export class Assembly {
  /** Lines that the model cannot represent. */
  readonly kept: string[] = [];
  readonly notes: Told[] = [];
  readonly #text: StandoffText;
  readonly #lines: AnnLines;
  /** Ids of annotations that were left out; the faults of references to them mention it. */
  readonly #left = new Set<string>();
  readonly #options: AssemblyOptions;
  readonly #byId = new Map<string, AnnLine>();
  readonly #spans = new Map<string, IncomingSpan & { id: Uid }>();
  readonly #relations = new Map<string, IncomingRelation>();
  readonly #keptOf = new Map<Uid, SpanKept>();
  readonly #repairs = new Map<string, { count: number; where: ErrorWhere }>();
  #firstKept: ErrorWhere | null = null;
  /** Ids of normalisations whose entries have blanks. A title that lost its TAB looks the same. */
  #blanksInEntries: { count: number; where: ErrorWhere; example: string } | null = null;

  constructor(text: StandoffText, lines: AnnLines, options: AssemblyOptions) {
    this.#text = text;
    this.#lines = lines;
    this.#options = options;
  }

  /** @throws PostilError `refused` with the line if something is inconsistent and is not left out. */
  into(record: IncomingDocument): void {
    this.#index();
    // Events may be arguments of each other, even in a circle: "she said that he denied that she had said so".
    const events = this.#lines.lines.filter((line) => line.kind === 'E');
    this.#leaveOutAttributeCircles();
    this.#makeSpans(events);
    const lines = this.#lines.lines.filter((line) => line.kind === '*' || !this.#left.has(line.id ?? ''));
    for (const event of events) if (this.#spans.has(event.id)) this.#fill(event);
    let groups = 0;
    for (const line of lines) {
      if (line.kind === 'R') this.#attempt(line.id, () => this.#addRelation(line));
      else if (line.kind === '*')
        this.#attempt(null, () => {
          if (this.#addGroup(line, groups + 1, record)) groups++;
        });
    }
    for (const line of lines) {
      if (line.kind === 'A') this.#attempt(line.id, () => this.#attribute(line));
      else if (line.kind === 'N') this.#attempt(line.id, () => this.#normalisation(line));
      else if (line.kind === '#') this.#comment(line, record);
      else if (line.kind === 'other') this.#keep(line.raw, line.where);
    }
    for (const span of this.#spans.values()) {
      const kept = this.#keptOf.get(span.id);
      if (kept) span.extra = { brat: kept };
    }
    record.spans.push(...new Set(this.#spans.values()));
    record.relations.push(...this.#relations.values());
    this.#tell();
  }

  /** Returns the result of `work`. On a fault the annotation is left out, and so is everything that refers to it. */
  #attempt<Result>(id: string | null, work: () => Result): Result | undefined {
    const { leaveOut } = this.#options;
    return unlessFaulty(
      leaveOut &&
        ((fault) => {
          if (id !== null) this.#left.add(id);
          leaveOut(fault);
        }),
      'annotation',
      work,
    );
  }

  #addRelation(line: RelationLine): void {
    const [first, second] = line.args;
    const turned = first[0] === 'Arg2' && second[0] === 'Arg1';
    const [from, to] = turned ? [second, first] : [first, second];
    const roles = from[0] === 'Arg1' && to[0] === 'Arg2' ? {} : { roles: [from[0], to[0]] };
    const kept = { id: line.id, ...roles, ...(line.tail !== '' && { tail: line.tail }) };
    const ends = [from[1], to[1]].map((id) => this.#span(id, line.id, line.where));
    this.#relations.set(line.id, this.#relation(line.type, ends[0]!, ends[1]!, kept));
  }

  /** Returns whether the group has enough members for relations. */
  #addGroup(line: Group, group: number, record: IncomingDocument): boolean {
    const members = [
      ...new Set(line.members.map((id) => this.#span(id, `A group ${line.type}`, line.where))),
    ];
    if (members.length < 2) {
      this.#keep(`*\t${line.type} ${line.members.join(' ')}`, line.where);
      return false;
    }
    for (const [i, to] of members.slice(1).entries())
      record.relations.push(this.#relation(line.type, members[i]!, to, { group }));
    return true;
  }

  #index(): void {
    const { lines } = this.#lines;
    const twice = new Set<AnnLine>();
    for (const line of lines) {
      if (line.kind === '*' || (line.kind === 'other' && line.id === null)) continue;
      const id = line.id!;
      const before = this.#byId.get(id);
      if (!before) this.#byId.set(id, line);
      else
        this.#attempt(null, () => {
          twice.add(line);
          throw formatError(COMMON.idOccursTwice(id, before.where.line), line.where);
        });
    }
    if (twice.size > 0) lines.splice(0, lines.length, ...lines.filter((line) => !twice.has(line)));
  }

  /** Leaves out one attribute of each circle, because attributes in a circle belong to no annotation. */
  #leaveOutAttributeCircles(): void {
    const attributes = this.#lines.lines.filter((line) => line.kind === 'A');
    const open = () => attributes.filter(({ id }) => !this.#left.has(id));
    for (let circle = attributeCircle(open()); circle; circle = attributeCircle(open())) {
      const { line, error } = circle;
      this.#attempt(line.id, () => {
        throw error;
      });
    }
  }

  /**
   * Makes one span per text-bound annotation and one per event. The trigger of an event becomes a span of its own only
   * if something else refers to it or its type differs from the event's; then both cover the same words.
   */
  #makeSpans(events: readonly EventLine[]): void {
    const direct = this.#directlyReferred();
    const ofTrigger = new Map<string, EventLine[]>();
    const places = new Map<string, Placed>();
    for (const line of this.#lines.lines) {
      if (line.kind !== 'T') continue;
      const placed = this.#attempt(line.id, () => this.#place(line));
      if (placed) places.set(line.id, placed);
    }
    for (const event of events) {
      const trigger = this.#byId.get(event.trigger);
      this.#attempt(event.id, () => {
        if (trigger?.kind !== 'T' || !places.has(event.trigger))
          throw formatError(
            MESSAGES.absentTrigger(event.id, event.trigger, this.#absent(event.trigger)),
            event.where,
          );
        const group = ofTrigger.get(event.trigger);
        if (group) group.push(event);
        else ofTrigger.set(event.trigger, [event]);
      });
    }
    for (const line of this.#lines.lines) {
      const placed = line.kind === 'T' && places.get(line.id);
      if (line.kind !== 'T' || !placed) continue;
      const group = ofTrigger.get(line.id) ?? [];
      const stands = group.find((event) => event.type === line.type && !direct.has(line.id));
      if (!stands)
        this.#add(line.id, line.type, placed, { id: line.id, ...(placed.tail && { tail: placed.tail }) });
      for (const event of group) {
        const other = event.type === line.type ? {} : { triggerType: line.type };
        const tail = event === stands && placed.tail ? { tail: placed.tail } : {};
        this.#add(event.id, event.type, placed, { id: event.id, trigger: line.id, ...other, ...tail });
      }
    }
  }

  #add(id: string, type: string, { fragments, order }: Placed, kept: SpanKept): void {
    const { set } = this.#options;
    const span = incomingSpan(type, fragments, set === undefined ? {} : { set });
    this.#spans.set(id, span);
    this.#keptOf.set(span.id, { ...kept, ...(order && { order }) });
  }

  /** Text-bound annotations that something refers to, other than an event that has them as its trigger. */
  #directlyReferred(): Set<string> {
    const direct = new Set<string>();
    for (const line of this.#lines.lines) {
      if (line.kind === 'E' || line.kind === 'R') for (const [, id] of line.args) direct.add(id);
      else if (line.kind === '*') for (const id of line.members) direct.add(id);
      else if (line.kind === 'A' || line.kind === 'N' || line.kind === '#') direct.add(line.target);
    }
    return direct;
  }

  #place(line: TextBound): Placed {
    const more = line.more.map(({ text }) => text);
    const placed = this.#text.place(`${line.id} (${line.type})`, line.places, line.text, more, line.where);
    for (const { text, line: at } of line.more.slice(placed.joined))
      this.#lines.stray(text, { ...line.where, line: at });
    const repair = placed.joined > 0 ? 'line breaks inside' : placed.repair;
    if (repair) this.#count(repair, line.where);
    if (placed.order) this.#count('another order', line.where);
    return placed;
  }

  #count(what: string, where: ErrorWhere): void {
    const before = this.#repairs.get(what);
    this.#repairs.set(what, { count: (before?.count ?? 0) + 1, where: before?.where ?? where });
  }

  #fill(event: EventLine): void {
    const declared = new Set(
      this.#options.scheme && spanType(this.#options.scheme, event.type)?.slots.map(({ name }) => name),
    );
    const roles = new Set(event.args.map(([role]) => role));
    this.#spans.get(event.id)!.slots = incomingSlots(
      event.args.flatMap(([role, id]) => {
        const span = this.#attempt(null, () => this.#span(id, `${event.id}, ${role}`, event.where));
        return span === undefined ? [] : [[slotOfRole(role, roles, declared), { span }] as const];
      }),
    );
  }

  /** Returns the span of an id, or throws. */
  #span(id: string, what: string, where: ErrorWhere): Uid {
    const span = this.#spans.get(id);
    if (span) return span.id;
    throw formatError(MESSAGES.absentReference(what, id, this.#absent(id)), where);
  }

  /** The reason why an id cannot be referred to. */
  #absent(id: string): string {
    return this.#left.has(id) ? 'was left out' : absent(this.#byId.get(id));
  }

  #relation(type: string, from: Uid, to: Uid, kept: Record<string, unknown>): IncomingRelation {
    const { set } = this.#options;
    return incomingRelation(type, from, to, { ...(set !== undefined && { set }), extra: { brat: kept } });
  }

  #attribute({ id, name, target, value, raw, where }: AttributeLine): void {
    this.#assertTarget(target, id, where);
    const annotation = this.#spans.get(target) ?? this.#relations.get(target);
    if (!annotation || Object.hasOwn(annotation.attributes, name)) return this.#keep(raw, where);
    annotation.attributes = { ...annotation.attributes, [name]: value };
    const span = this.#spans.get(target);
    if (span) {
      const kept = this.#keptOf.get(span.id)!;
      this.#keptOf.set(span.id, { ...kept, attributes: { ...kept.attributes, [name]: id } });
    } else {
      const kept = annotation.extra!.brat as { attributes?: Record<string, string> };
      annotation.extra = { brat: { ...kept, attributes: { ...kept.attributes, [name]: id } } };
    }
  }

  #normalisation({ id, type, target, authority, value, title, raw, where }: NormalisationLine): void {
    this.#assertTarget(target, id, where);
    const span = this.#spans.get(target);
    if (!span) return this.#keep(raw, where);
    if (/\s/.test(value)) {
      this.#blanksInEntries ??= { count: 0, where, example: `${authority}:${value}` };
      this.#blanksInEntries.count++;
    }
    if (!isNoEntry(value)) {
      const key = JSON.stringify([authority, value]);
      const words = quote(this.#text.text, span.fragments, ' ').replace(/\s+/g, ' ').trim();
      const named = Entity.safeParse({
        id: newUid(),
        name: [...(title || words || `${authority}:${value}`)].slice(0, 200).join(''),
        type: span.type,
        aliases: [],
        externalIds: [{ authority, value }],
      });
      if (!named.success) return this.#keep(raw, where);
      const entity = this.#options.entities.get(key) ?? named.data;
      this.#options.entities.set(key, entity);
      if (!span.entities.includes(entity.id)) span.entities.push(entity.id);
    }
    const kept = this.#keptOf.get(span.id)!;
    const normalisations = [...(kept.normalisations ?? []), { id, type, authority, value, title }];
    this.#keptOf.set(span.id, { ...kept, normalisations });
  }

  #comment({ id, type, target, body, raw, where }: Comment, record: IncomingDocument): void {
    if (!this.#byId.has(target) || this.#left.has(target)) {
      // Some corpora have notes on annotations that were deleted later.
      const message = MESSAGES.noteWithoutAnnotation(id, target, this.#left.has(target), body.trim());
      this.notes.push({ kind: 'note', message, where });
      return this.#keep(raw, where);
    }
    const text = body.trim();
    const span = this.#spans.get(target);
    const relation = this.#relations.get(target);
    if (type !== NOTE || text === '' || text.length > MAX_NOTE || !(span ?? relation))
      return this.#keep(raw, where);
    if (span) record.notes.push({ span: span.id, body: text });
    else if (relation) record.notes.push({ relation: (relation.id ??= newUid()), body: text });
  }

  #assertTarget(target: string, id: string, where: ErrorWhere): void {
    if (!this.#byId.has(target) || this.#left.has(target))
      throw formatError(MESSAGES.absentReference(id, target, this.#absent(target)), where);
  }

  #keep(raw: string, where: ErrorWhere): void {
    this.kept.push(raw);
    this.#firstKept ??= where;
  }

  #tell(): void {
    const words: Record<string, string> = {
      'no text': 'had no text; it was taken from the article',
      'fragments joined without a blank':
        'joined their fragments without a blank, as brat did before version 1.3',
      'touching fragments': 'had fragments that touch; they became one',
      'line breaks inside': 'had line breaks in the text field',
      'another order':
        'had fragments in another order than the text; Postil has them in the order of the text, and brat gets theirs back',
    };
    for (const [repair, { count, where }] of this.#repairs) {
      const message = MESSAGES.repaired(count, words[repair]!);
      this.notes.push({ kind: 'note', message, where });
    }
    if (this.#blanksInEntries) {
      const { count, where, example } = this.#blanksInEntries;
      const message = MESSAGES.blanksInEntries(count, example);
      this.notes.push({ kind: 'note', message, where });
    }
    if (this.#firstKept) {
      const message = MESSAGES.linesKept(this.kept.length, this.kept[0]!);
      this.notes.push({ kind: 'note', message, where: this.#firstKept });
    }
  }
}

function absent(line: AnnLine | undefined): string {
  if (!line) return 'is not there';
  const kinds: Record<Kinds, string> = {
    T: 'is a text-bound annotation',
    E: 'is an event',
    R: 'is a relation',
    A: 'is an attribute',
    N: 'is a normalisation',
    '*': 'is a group',
    '#': 'is a note',
    other: 'is of another kind',
  };
  return kinds[line.kind];
}
