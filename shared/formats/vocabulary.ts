import type { ErrorWhere } from '../contract/errors.ts';
import type { AttributeValue } from '../model/attributes/index.ts';
import { readableQuote } from '../model/fragments.ts';
import type { ProposedBody } from '../model/quarantine.ts';
import type { QuarantineKind } from '../model/review.ts';
import type { Uid } from '../model/uid.ts';
import type { Incoming } from './define.ts';
import type { IncomingDocument, IncomingRelation } from './records.ts';

/** An attribute with more distinct texts is no closed list; further ones are not remembered. */
const MAX_OPTIONS = 24;

/** The values with which an attribute was seen. */
export class ObservedValues {
  count = 0;
  /** The first location. */
  readonly where: ErrorWhere;
  readonly kinds = new Set<'string' | 'number' | 'boolean'>();
  /** Distinct texts, up to a limit; `null` above it. */
  texts: Set<string> | null = new Set();

  constructor(where: ErrorWhere) {
    this.where = where;
  }

  add(value: AttributeValue): void {
    this.count++;
    this.kinds.add(typeof value as 'string' | 'number' | 'boolean');
    if (typeof value !== 'string' || this.texts === null) return;
    this.texts.add(value);
    if (this.texts.size > MAX_OPTIONS) this.texts = null;
  }
}

/** A slot as it was seen: the kinds and types of its fillers, and whether one span had several fillers. */
export interface ObservedSlot {
  count: number;
  many: boolean;
  readonly types: Set<string>;
  readonly accepts: Set<'span' | 'entity' | 'document' | 'text'>;
}

export interface ObservedType {
  count: number;
  /** The first location. */
  readonly where: ErrorWhere;
  /** The words of one such span. */
  example: string;
  /** Whether such a span is owned by another one, as a cue is. */
  owned: boolean;
  readonly attributes: Map<string, ObservedValues>;
  readonly slots: Map<string, ObservedSlot>;
}

export interface ObservedRelation {
  count: number;
  readonly where: ErrorWhere;
  readonly ends: 'span' | 'entity';
  readonly from: Set<string>;
  readonly to: Set<string>;
  readonly attributes: Map<string, ObservedValues>;
}

/**
 * Collects the types, relations, labels and attributes in what readers return, with counts: what a scheme must have
 * before the import. Its size depends on the number of names, not on the size of the files.
 */
export class Vocabulary {
  readonly types = new Map<string, ObservedType>();
  readonly relations = new Map<string, ObservedRelation>();
  readonly labels = new Map<string, ObservedValues>();
  /** Types that only registry entities have. */
  readonly entityTypes = new Map<string, number>();

  add(item: Incoming): void {
    if (item.kind === 'document') this.#document(item.record, item.where);
    else if (item.kind === 'relation') this.#relation(item.relation, item.where, () => undefined);
    else if (item.kind === 'entity' && item.entity.type !== undefined)
      this.entityTypes.set(item.entity.type, (this.entityTypes.get(item.entity.type) ?? 0) + 1);
  }

  #document({ text, spans, relations, labels, quarantined = [] }: IncomingDocument, where: ErrorWhere): void {
    const types = new Map<Uid, string>();
    for (const { id, type } of spans) if (id !== undefined) types.set(id, type);
    const typeOf = (id: Uid) => types.get(id);
    for (const span of spans) {
      const type = at(this.types, span.type, () =>
        newType(where, readableQuote(text, span.fragments).slice(0, 80)),
      );
      type.count++;
      if (span.owner !== undefined) type.owned = true;
      addValues(type.attributes, span.attributes, where);
      const seen = new Set<string>();
      for (const { name, filler } of span.slots) {
        const slot = at(type.slots, name, newSlot);
        slot.count++;
        if (seen.has(name)) slot.many = true;
        seen.add(name);
        if ('span' in filler) {
          slot.accepts.add('span');
          const of = typeOf(filler.span);
          if (of !== undefined) slot.types.add(of);
        } else if ('entity' in filler) slot.accepts.add('entity');
        else if ('document' in filler) slot.accepts.add('document');
        else if ('text' in filler) slot.accepts.add('text');
      }
    }
    for (const relation of relations) this.#relation(relation, where, typeOf);
    for (const { kind, body } of quarantined) this.#quarantined(kind, body, where);
    for (const { name, value } of labels) at(this.labels, name, () => new ObservedValues(where)).add(value);
  }

  /** Quarantined proposals need their type and slots in the scheme too. */
  #quarantined(kind: QuarantineKind, body: ProposedBody, where: ErrorWhere): void {
    if (kind === 'relation') {
      at(this.relations, body.type, () => ({ ...newRelation(where), ends: 'span' })).count++;
      return;
    }
    const type = at(this.types, body.type, () => newType(where, body.text.slice(0, 80)));
    type.count++;
    for (const part of body.parts) {
      at(this.types, part.type, () => newType(where, part.text.slice(0, 80))).count++;
      const slot = at(type.slots, part.slot, newSlot);
      slot.count++;
      slot.accepts.add('span');
      slot.types.add(part.type);
    }
  }

  #relation(relation: IncomingRelation, where: ErrorWhere, typeOf: (id: Uid) => string | undefined): void {
    const observed = at(this.relations, relation.type, () => ({
      ...newRelation(where),
      ends: relation.ends,
    }));
    observed.count++;
    const [from, to] = [typeOf(relation.from), typeOf(relation.to)];
    if (from !== undefined) observed.from.add(from);
    if (to !== undefined) observed.to.add(to);
    addValues(observed.attributes, relation.attributes, where);
  }
}

function newType(where: ErrorWhere, example: string): ObservedType {
  return { count: 0, where, example, owned: false, attributes: new Map(), slots: new Map() };
}

function newSlot(): ObservedSlot {
  return { count: 0, many: false, types: new Set(), accepts: new Set() };
}

function newRelation(where: ErrorWhere): Omit<ObservedRelation, 'ends'> {
  return { count: 0, where, from: new Set(), to: new Set(), attributes: new Map() };
}

function addValues(
  observed: Map<string, ObservedValues>,
  values: Readonly<Record<string, AttributeValue>>,
  where: ErrorWhere,
): void {
  for (const [name, value] of Object.entries(values))
    at(observed, name, () => new ObservedValues(where)).add(value);
}

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
