import type { Scheme } from '../model/scheme.ts';
import * as z from 'zod';
import { TermName } from '../model/attributes/common.ts';
import type { AttributeValue } from '../model/attributes/index.ts';
import type { IncomingQuarantine, ProposedBody } from '../model/quarantine.ts';
import type { Uid } from '../model/uid.ts';
import type { Incoming } from './define.ts';
import type { IncomingDocument, IncomingRelation, IncomingSpan } from './records.ts';
import { MESSAGES } from './messages.ts';
import type { SchemeNames, SpelledKind } from './scheme-names.ts';
import { show } from './show.ts';

const Renaming = z.record(z.string(), z.union([TermName, z.null()])).default({});

/**
 * Maps the names in a file to names of the scheme, or to `null` to leave their annotations out. Attributes and slots
 * are prefixed with the file's type, "PERSON.role"; "*.role" matches every type.
 */
export const TermMap = z.strictObject({
  types: Renaming,
  relations: Renaming,
  labels: Renaming,
  attributes: Renaming,
  slots: Renaming,
});
export type TermMap = z.infer<typeof TermMap>;

export const EMPTY_MAP: TermMap = { types: {}, relations: {}, labels: {}, attributes: {}, slots: {} };

/** Names and values that files have from before parts of the scheme were renamed or merged, with what they are now. */
export interface FormerNames extends TermMap {
  /** By `TYPE.attribute` and by the name of a document label, as they are called now: values that are read as another one. */
  readonly values: Readonly<Record<string, Readonly<Record<string, AttributeValue>>>>;
}
const NO_FORMER: FormerNames = { ...EMPTY_MAP, values: {} };

/**
 * Renames the types that readers return. Leaves out, and counts, what is mapped to `null` and everything that refers to
 * it.
 */
export class TermMapper {
  readonly #map: TermMap;
  readonly #labels: Scheme['labels'];
  readonly #names: SchemeNames | undefined;
  readonly #former: FormerNames;
  readonly #left = new Map<string, number>();
  readonly #formerRead = new Map<string, string>();

  /**
   * @param names those of the scheme, for files that spell them differently; the map takes precedence
   * @param former those that parts of the scheme had before; the map takes precedence
   * @param labels the document labels of the scheme; those with several values take in what readers number, see `numberedLabels`
   */
  constructor(
    map: TermMap = EMPTY_MAP,
    names?: SchemeNames,
    labels: Scheme['labels'] = [],
    former: FormerNames = NO_FORMER,
  ) {
    this.#labels = labels;
    this.#former = former;
    this.#map = map;
    this.#names = names;
  }

  /** Returns the item with the names of the scheme; `null` if nothing of it remains. */
  map(item: Incoming): Incoming | null {
    if (item.kind === 'document') return { ...item, record: this.#document(item.record) };
    if (item.kind === 'relation') {
      const relation = this.#relation(item.relation);
      return relation && { ...item, relation };
    }
    if (item.kind === 'entity' && item.entity.type !== undefined) {
      const type = this.#rename('types', item.entity.type);
      const { type: _, ...rest } = item.entity;
      return { ...item, entity: type === null ? rest : { ...rest, type } };
    }
    return item;
  }

  /** Returns a proposal in quarantine with the names of the scheme. */
  proposed(kind: IncomingQuarantine['kind'], body: ProposedBody): ProposedBody {
    return this.#body(kind, body, body.type);
  }

  /** Returns what was left out so far, in words: "44 MISC". */
  leftOut(): string[] {
    return [...this.#left].map(([name, count]) => `${count} ${name}`);
  }

  /** Returns a note on the former names and values that were read; `null` if there were none. */
  formerRead(): string | null {
    if (this.#formerRead.size === 0) return null;
    return MESSAGES.formerNames(
      [...this.#formerRead].map(([from, name]) => `${show(from)} as ${show(name)}`).join(', '),
    );
  }

  /** Returns “topic” for “topic 2” if the scheme has a label “topic” with several values, and none called “topic 2”. */
  #labelOf(name: string): string {
    const base = /^(.+) \d+$/.exec(name)?.[1];
    if (base === undefined || this.#labels.some((label) => label.name === name)) return name;
    return this.#labels.some((label) => label.many && label.name === base) ? base : name;
  }

  #document(record: IncomingDocument): IncomingDocument {
    const dropped = new Set<Uid>();
    for (const { id, type } of record.spans) {
      if (this.#rename('types', type) !== null) continue;
      this.#leave(type);
      if (id !== undefined) dropped.add(id);
    }
    const gone = new Set<Uid>();
    const relations = record.relations.flatMap((relation) => {
      const mapped =
        dropped.has(relation.from) || dropped.has(relation.to)
          ? this.#leave(relation.type)
          : this.#relation(relation);
      if (mapped) return [mapped];
      if (relation.id !== undefined) gone.add(relation.id);
      return [];
    });
    const spans = record.spans.flatMap((span) => {
      const type = this.#rename('types', span.type);
      return type === null ? [] : [this.#span(span, type, dropped)];
    });
    const labels = record.labels.flatMap((label) => {
      const name = this.#renamed('labels', this.#labelOf(label.name));
      if (name !== null) return [{ ...label, name, value: this.#value(name, label.value) }];
      this.#leave(label.name);
      return [];
    });
    const notes = record.notes.filter(
      ({ span, relation }) =>
        !(span !== undefined && dropped.has(span)) && !(relation !== undefined && gone.has(relation)),
    );
    const quarantined = record.quarantined?.flatMap((item) => this.#quarantined(item, dropped));
    return { ...record, spans, relations, labels, notes, ...(quarantined && { quarantined }) };
  }

  #quarantined(item: IncomingQuarantine, dropped: ReadonlySet<Uid>): IncomingQuarantine[] {
    const { body } = item;
    const type = this.#rename(item.kind === 'relation' ? 'relations' : 'types', body.type);
    const gone = (end: ProposedBody['from']) => end && 'span' in end && dropped.has(end.span);
    if (type === null || gone(body.from) || gone(body.to) || (body.fills && dropped.has(body.fills.claim))) {
      this.#leave(body.type);
      return [];
    }
    return [{ ...item, body: this.#body(item.kind, body, type) }];
  }

  #body(kind: IncomingQuarantine['kind'], body: ProposedBody, otherwise: string): ProposedBody {
    const type = this.#rename(kind === 'relation' ? 'relations' : 'types', body.type) ?? otherwise;
    const parts = body.parts.flatMap((part) => {
      const slot = this.#ofType('slots', body.type, part.slot);
      const of = this.#rename('types', part.type);
      return slot === null || of === null ? [] : [{ ...part, slot, type: of }];
    });
    return { ...body, type, parts, attributes: this.#attributes(body.type, type, body.attributes) };
  }

  #span(span: IncomingSpan, type: string, dropped: ReadonlySet<Uid>): IncomingSpan {
    const slots = span.slots.flatMap((slot) => {
      const name = this.#ofType('slots', span.type, slot.name);
      const without = 'span' in slot.filler && dropped.has(slot.filler.span);
      if (name === null || without) {
        this.#leave(`${span.type}.${slot.name}`);
        return [];
      }
      return [{ ...slot, name, evidence: slot.evidence.filter((id) => !dropped.has(id)) }];
    });
    const { owner, ...rest } = span;
    return {
      ...rest,
      ...(owner !== undefined && !dropped.has(owner) && { owner }),
      type,
      slots,
      attributes: this.#attributes(span.type, type, span.attributes),
    };
  }

  #relation(relation: IncomingRelation): IncomingRelation | null {
    const type = this.#rename('relations', relation.type);
    if (type === null) return this.#leave(relation.type);
    return { ...relation, type, attributes: this.#attributes(relation.type, type, relation.attributes) };
  }

  /** @param type the file's, `now` the scheme's */
  #attributes(
    type: string,
    now: string,
    values: Readonly<Record<string, AttributeValue>>,
  ): Record<string, AttributeValue> {
    return Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => {
        const mapped = this.#ofType('attributes', type, name);
        if (mapped !== null) return [[mapped, this.#value(`${now}.${mapped}`, value)]];
        this.#leave(`${type}.${name}`);
        return [];
      }),
    );
  }

  #ofType(kind: 'attributes' | 'slots', type: string, name: string): string | null {
    const names = this.#map[kind];
    for (const key of [`${type}.${name}`, `*.${name}`])
      if (Object.hasOwn(names, key)) return names[key] ?? null;
    return this.#formerly(kind, `${type}.${name}`) ?? name;
  }

  #rename(kind: SpelledKind, name: string): string | null {
    const renamed = this.#renamed(kind, name);
    return renamed === name ? (this.#names?.of(kind, name) ?? name) : renamed;
  }

  #renamed(kind: SpelledKind | 'labels', name: string): string | null {
    const names = this.#map[kind];
    return Object.hasOwn(names, name) ? (names[name] ?? null) : (this.#formerly(kind, name) ?? name);
  }

  /** What a former name is now. */
  #formerly(kind: keyof TermMap, name: string): string | undefined {
    const now = Object.hasOwn(this.#former[kind], name) ? this.#former[kind][name] : undefined;
    if (now == null) return undefined;
    this.#formerRead.set(name, now);
    return now;
  }

  /** The value as which the scheme reads a value of a merged choice. */
  #value<Value extends AttributeValue>(of: string, value: Value): Value {
    const values = Object.hasOwn(this.#former.values, of) ? this.#former.values[of]! : {};
    const now = typeof value === 'string' && Object.hasOwn(values, value) ? values[value] : undefined;
    if (now === undefined) return value;
    this.#formerRead.set(`${of} ${String(value)}`, String(now));
    return now as Value;
  }

  #leave(name: string): null {
    this.#left.set(name, (this.#left.get(name) ?? 0) + 1);
    return null;
  }
}
