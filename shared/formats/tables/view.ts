import type { AttributeValue } from '../../model/attributes/index.ts';
import { valueLabel } from '../../model/attributes/value-label.ts';
import type { Entity, Filler } from '../../model/annotation.ts';
import { readableQuote } from '../../model/fragments.ts';
import type { Family } from '../../model/scheme.ts';
import { spanType } from '../../model/scheme.ts';
import type { Uid } from '../../model/uid.ts';
import { offsetsOf, type Offsets, type OffsetUnit } from '../../text/offsets.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import type { Dataset } from '../define.ts';
import type { DocumentRecord, SpanRecord } from '../records.ts';
import { MESSAGES } from './messages.ts';

/** What all tables of an export know: the scheme, the registry and how offsets are counted. */
export class ExportView {
  readonly declared: DeclaredAttributes;
  readonly unit: OffsetUnit;
  /** Whether rows of several annotation sets are exported, so that values of articles need the name of theirs. */
  readonly manySets: boolean;
  readonly #entities: ReadonlyMap<Uid, Entity>;

  constructor(dataset: Dataset, entities: readonly Entity[], unit: OffsetUnit) {
    this.declared = new DeclaredAttributes(dataset);
    this.unit = unit;
    this.manySets = dataset.sets.length > 1;
    this.#entities = new Map(entities.map((entity) => [entity.id, entity]));
  }

  get scheme() {
    return this.declared.scheme;
  }

  /** Returns the family of a span's type; that of a mention if the scheme does not have the type. */
  family(type: string): Family {
    return (this.scheme && spanType(this.scheme, type)?.family) ?? 'mention';
  }

  /** Returns the entity that an id leads to: the one that it was merged into, if it was. */
  entity(id: Uid): Entity | undefined {
    let found = this.#entities.get(id);
    for (const seen = new Set<Uid>(); found?.mergedInto && !seen.has(found.id);) {
      seen.add(found.id);
      found = this.#entities.get(found.mergedInto);
    }
    return found;
  }

  entityName(id: Uid): string {
    return this.entity(id)?.name ?? id;
  }

  /** Returns the value of a document label as people read it. */
  labelValue(name: string, value: AttributeValue): string {
    return valueLabel(this.declared.label(name), value);
  }
}

/** One article of the export, with what its rows look up in each other. */
export class Article {
  readonly document: DocumentRecord;
  readonly view: ExportView;
  readonly points: Offsets;
  readonly #spans: ReadonlyMap<Uid, SpanRecord>;
  readonly #notes = new Map<Uid | null, string[]>();

  constructor(document: DocumentRecord, view: ExportView) {
    this.document = document;
    this.view = view;
    this.points = offsetsOf(document.text, view.unit);
    this.#spans = new Map(document.spans.map((span) => [span.id, span]));
    for (const { span, relation, body } of document.notes) {
      const of = relation ?? span ?? null;
      this.#notes.set(of, [...(this.#notes.get(of) ?? []), body]);
    }
  }

  /** The title, or else the beginning of the text. */
  get title(): string {
    const { title, text, blocks, origin } = this.document;
    const [, start, end] = blocks[0] ?? ['paragraph', 0, text.length];
    const lead = text.slice(start, Math.min(end, start + LONGEST_LEAD)).trim();
    return title || (lead.isWellFormed() ? lead : lead.slice(0, -1)) || origin.name;
  }

  /** The notes on a span or relation, or on the article itself. */
  notes(of: Uid | null): string {
    return (this.#notes.get(of) ?? []).join('\n\n');
  }

  span(id: Uid): SpanRecord | undefined {
    return this.#spans.get(id);
  }

  words({ fragments }: Pick<SpanRecord, 'fragments'>): string {
    return readableQuote(this.document.text, fragments);
  }

  names({ entities }: Pick<SpanRecord, 'entities'>): string[] {
    return entities.map((id) => this.view.entityName(id));
  }

  /** Returns who or what fills a slot. */
  filler(filler: Filler): Filled {
    if ('span' in filler) {
      const span = this.#spans.get(filler.span);
      // A span of another article, such as the claim that a claim came through.
      if (!span) return named(filler.span);
      return { entities: span.entities, who: this.names(span), words: this.words(span) };
    }
    if ('entity' in filler)
      return { ...named(this.view.entityName(filler.entity)), entities: [filler.entity] };
    if ('document' in filler)
      return named(filler.document === this.document.id ? this.title : filler.document);
    return named('text' in filler ? filler.text : MESSAGES.empty(filler.empty));
  }

  /** Returns what fills a slot of a span, in order. */
  fillers(span: SpanRecord, slot: string): Filled[] {
    return span.slots.filter(({ name }) => name === slot).map(({ filler }) => this.filler(filler));
  }
}

const LONGEST_LEAD = 120;

/** What fills a slot. */
export interface Filled {
  readonly entities: readonly Uid[];
  /** The names of the entities, or of what else fills it: an article, a text, a reason for leaving it empty. */
  readonly who: readonly string[];
  /** The words in the text, if a span fills it. */
  readonly words: string;
}

function named(name: string): Filled {
  return { entities: [], who: [name], words: '' };
}

/** Returns a filler as a person reads it: the entity, or else the words. */
export function namedFiller({ who, words }: Filled): string {
  return who.length > 0 ? who.join('; ') : words;
}

/** Returns a filler as the text has it: the words, or else what fills the slot. */
export function inWords({ who, words }: Filled): string {
  return words || who.join('; ');
}
