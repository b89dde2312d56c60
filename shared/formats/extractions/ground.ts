import type { ErrorWhere } from '../../contract/errors.ts';
import { newUid, type Uid } from '../../model/uid.ts';
import type { Fragment, Fragments } from '../../model/fragments.ts';
import { hull, normaliseFragments, sameFragments } from '../../model/fragments.ts';
import type { IncomingQuarantine, ProposedBody, ProposedEnd } from '../../model/quarantine.ts';
import { rankAfter } from '../../model/rank.ts';
import type { Anchored, Anchorer } from '../../text/anchor.ts';
import type { Quote } from '../../text/quote.ts';
import type { Missed } from '../../text/anchor-search.ts';
import { patternOf } from '../../text/quote-fold.ts';
import { incomingRelation, incomingSpan } from '../incoming.ts';
import type { IncomingRelation, IncomingSpan } from '../records.ts';
import type { Terms } from '../terms.ts';
import { EXTRACTION } from '../../model/grounding.ts';
import { MESSAGES } from './messages.ts';
import { ID, PART_TYPES, TEXT_SLOTS } from './options.ts';
import type {
  StatedClaim,
  StatedEnd,
  StatedMention,
  StatedPart,
  StatedRecord,
  StatedRelation,
} from './record.ts';

/** The annotations that a record's items become in the text of its document. */
export interface Grounded {
  readonly spans: IncomingSpan[];
  readonly relations: IncomingRelation[];
  readonly quarantined: IncomingQuarantine[];
  /** The number of items that repeat another item of the record, with the same words and offsets. */
  readonly repeated: number;
  /** The number of new mentions without a type in the file. */
  readonly untyped: number;
}

export interface GroundingNames {
  readonly claim: string;
  readonly claimer: string;
  readonly object: string;
  readonly terms: Terms;
  /** Returns the local id of the entity of a mention. */
  entity(mention: StatedMention): Uid | undefined;
}

type Span = IncomingSpan & { id: Uid };

/**
 * Locates the proposals of a record in the text. What cannot be located is quarantined, with everything that depends on
 * it.
 */
export function groundRecord(
  anchorer: Anchorer,
  record: StatedRecord,
  names: GroundingNames,
  where: ErrorWhere,
): Grounded {
  return new Grounding(anchorer, names, where).run(record);
}

class Grounding {
  readonly #anchorer: Anchorer;
  readonly #names: GroundingNames;
  readonly #where: ErrorWhere;
  readonly #spans: Span[] = [];
  readonly #byPlace = new Map<string, Span>();
  readonly #relations: IncomingRelation[] = [];
  readonly #quarantined: IncomingQuarantine[] = [];
  /** Spans by the ids and words of the record. */
  readonly #byId = new Map<string, ProposedEnd>();
  readonly #byWords = new Map<string, ProposedEnd[]>();
  #repeated = 0;
  #untyped = 0;

  constructor(anchorer: Anchorer, names: GroundingNames, where: ErrorWhere) {
    this.#anchorer = anchorer;
    this.#names = names;
    this.#where = where;
  }

  run({ entities, claims, relations }: StatedRecord): Grounded {
    const places = this.#anchorer.all(entities.map(({ quote }) => quote));
    for (const [i, mention] of entities.entries()) this.#mention(mention, places[i]!);
    const contents = this.#anchorer.all(claims.map(({ quote }) => quote));
    for (const [i, claim] of claims.entries()) this.#claim(claim, contents[i]!);
    for (const relation of relations) this.#relation(relation);
    return {
      spans: this.#spans,
      relations: this.#relations,
      quarantined: this.#quarantined,
      repeated: this.#repeated,
      untyped: this.#untyped,
    };
  }

  #mention(mention: StatedMention, place: Anchored | null): void {
    const type = this.#type(mention.type!);
    const entity = this.#names.entity(mention);
    if (mention.untyped) this.#untyped++;
    if (!place) {
      const end = this.#quarantine('span', this.#reason(mention.quote), {
        ...this.#body(mention, type),
        ...(entity && { entities: [entity] }),
      });
      this.#name(mention, end);
      return;
    }
    const same = this.#at(type, place.fragments);
    if (same) {
      this.#repeated++;
      this.#name(mention, { span: same.id });
      return;
    }
    const span = this.#span(mention, mention.quote, type, place);
    if (entity) span.entities.push(entity);
    this.#name(mention, { span: span.id });
  }

  #claim(claim: StatedClaim, place: Anchored | null): void {
    const type = this.#type(claim.type ?? this.#names.claim);
    if (!place) {
      const parts = claim.parts.flatMap((part) =>
        part.quote.words.trim() === ''
          ? []
          : [
              {
                slot: part.slot,
                text: part.quote.words,
                type: this.#partType(part),
                ...(part.score !== undefined && { score: part.score }),
              },
            ],
      );
      this.#name(
        claim,
        this.#quarantine('claim', this.#reason(claim.quote), { ...this.#body(claim, type), parts }),
      );
      return;
    }
    const fragments = normaliseFragments(place.fragments);
    const twin = this.#spans.find(
      (span) =>
        span.type === type &&
        sameFragments(span.fragments, fragments) &&
        JSON.stringify(kept(span).parts) === JSON.stringify(claim.parts.map(({ given }) => given)),
    );
    if (twin) {
      this.#repeated++;
      this.#name(claim, { span: twin.id });
      return;
    }
    const span = this.#span(claim, claim.quote, type, place, {
      parts: claim.parts.map(({ given }) => given),
    });
    this.#name(claim, { span: span.id });
    let rank: string | undefined;
    for (const part of claim.parts) {
      const filler = this.#part(part, span);
      if (!filler) continue;
      rank = rankAfter(rank);
      span.slots.push({
        id: newUid(),
        name: this.#type(part.slot),
        rank,
        filler,
        evidence: [],
        ...(part.score !== undefined && { score: part.score }),
      });
    }
  }

  /** Returns the filler of a slot: a mention of the record, else the words near the claim, else the words as text. */
  #part(part: StatedPart, claim: Span): { span: Uid } | { text: string } | null {
    const content: Fragment = hull(claim.fragments) ?? [0, 0];
    const type = this.#partType(part);
    const cue = part.slot === 'cue';
    const named = cue
      ? []
      : (this.#byId.get(part.quote.words) ?? this.#byWords.get(patternOf(part.quote.words)));
    const known = [named ?? []].flat().flatMap((end) => ('span' in end ? [end.span] : []));
    const mentions = this.#spans.filter(({ id }) => id !== claim.id && known.includes(id));
    if (mentions.length > 0 && part.quote.start === undefined) {
      const nearest = mentions.sort((a, b) => gap(a, content) - gap(b, content))[0]!;
      return { span: nearest.id };
    }
    const place = this.#anchorer.near(part.quote, content, part.slot !== 'object');
    if (place) {
      const fragments = normaliseFragments(place.fragments);
      const there = cue
        ? undefined
        : this.#spans.find(
            (span) =>
              span.id !== claim.id && span.owner === undefined && sameFragments(span.fragments, fragments),
          );
      if (there) return { span: there.id };
      const span = this.#span(part, part.quote, type, place);
      if (cue) span.owner = claim.id;
      return { span: span.id };
    }
    const words = part.quote.words.trim();
    if (TEXT_SLOTS.has(part.slot) && words !== '') return { text: words };
    const reason = MESSAGES.fillsSlot(part.slot, this.#reason(part.quote));
    this.#quarantine('span', reason, {
      ...this.#body(part, type),
      fills: { claim: claim.id, slot: part.slot },
    });
    return null;
  }

  #relation(relation: StatedRelation): void {
    const type = this.#type(relation.type);
    const from = this.#end(relation.from, undefined);
    const to = this.#end(relation.to, 'span' in from ? from.span : undefined);
    if ('span' in from && 'span' in to) {
      if (this.#relations.some((one) => one.type === type && one.from === from.span && one.to === to.span)) {
        this.#repeated++;
        return;
      }
      this.#relations.push(
        incomingRelation(type, from.span, to.span, {
          id: newUid(),
          attributes: { ...relation.attributes },
          ...(relation.score !== undefined && { score: relation.score }),
          extra: { [EXTRACTION]: said(relation), ...own(relation.id, relation.technical) },
        }),
      );
      return;
    }
    const unknown = [from, to].find((end) => 'text' in end);
    const reason = unknown ? MESSAGES.absentEnd(unknown.text.slice(0, 80)) : MESSAGES.endInQuarantine;
    this.#quarantine('relation', reason, {
      ...this.#body({ ...relation, quote: { words: '' } }, type),
      from,
      to,
    });
  }

  /**
   * Returns the end of a relation: by id, else the mention at its offsets, else the first mention with its words. Words
   * of no item become a mention if the file states their type.
   */
  #end({ name, mention }: StatedEnd, other: Uid | undefined): ProposedEnd {
    const known = this.#byId.get(name);
    if (known) return known;
    const place = mention?.quote.start === undefined ? null : this.#placeOf(mention, other);
    const there = place && this.#covering(place);
    if (there) return { span: there.id };
    const words = place ? [] : (this.#byWords.get(patternOf(mention?.quote.words ?? name)) ?? []);
    const end = words.find((one) => 'span' in one) ?? words[0];
    if (end) return end;
    const same = place ? undefined : this.#spelled(mention?.quote.words ?? name);
    if (same) return { span: same.id };
    if (mention?.type === undefined) return { text: name };
    const { type } = mention;
    this.#mention(mention, place ?? this.#placeOf(mention, other));
    return (
      this.#byWords.get(patternOf(mention.quote.words))?.at(-1) ??
      this.#byPlaceOf(this.#type(type), place) ?? { text: name }
    );
  }

  /** Locates the words of an end; those of the second end near the first. */
  #placeOf({ quote }: StatedMention, other: Uid | undefined): Anchored | null {
    const span = other && this.#spans.find(({ id }) => id === other);
    const at = span && hull(span.fragments);
    return at ? this.#anchorer.near(quote, at, true) : (this.#anchorer.all([quote])[0] ?? null);
  }

  #covering({ fragments }: Anchored): Span | undefined {
    const at = normaliseFragments(fragments);
    return this.#spans.find((span) => sameFragments(span.fragments, at));
  }

  /** Returns a mention made for another reason, such as the claimer of a claim. */
  #spelled(words: string): Span | undefined {
    const pattern = patternOf(words);
    const { text } = this.#anchorer;
    return this.#spans.find(
      ({ fragments, owner }) =>
        owner === undefined &&
        fragments.length === 1 &&
        patternOf(text.slice(fragments[0]![0], fragments[0]![1])) === pattern,
    );
  }

  #byPlaceOf(type: string, place: Anchored | null): ProposedEnd | undefined {
    const span = place && this.#at(type, place.fragments);
    return span ? { span: span.id } : undefined;
  }

  #span(
    item: StatedMention | StatedClaim | StatedPart,
    quote: Quote,
    type: string,
    place: Anchored,
    more: Record<string, unknown> = {},
  ): Span {
    const span: Span = incomingSpan(type, normaliseFragments(place.fragments), {
      attributes: { ...item.attributes },
      ...(item.score !== undefined && { score: item.score }),
      extra: {
        [EXTRACTION]: {
          grounding: { method: place.method, score: place.score, quote: quote.words },
          ...said(item),
        },
        ...own(item.id, { ...item.technical, ...more }),
      },
    });
    this.#spans.push(span);
    this.#byPlace.set(placeOf(type, span.fragments), span);
    return span;
  }

  #body(
    item: Omit<StatedMention, 'type' | 'entity'>,
    type: string,
  ): Omit<ProposedBody, 'from' | 'to' | 'fills'> {
    const { quote, score, explanation, attributes, given } = item;
    return {
      type,
      text: quote.words,
      ...(quote.context !== undefined && { context: quote.context }),
      ...(score !== undefined && { score }),
      ...(explanation !== undefined && { explanation }),
      attributes: { ...attributes },
      entities: [],
      parts: [],
      given,
    };
  }

  /** Returns the reason why a quote could not be located. */
  #reason(quote: Quote): string {
    if (this.#anchorer.isOutside(quote)) return MESSAGES.inHeader;
    const { words } = quote;
    return words.trim() === '' ? NOT_FOUND.absent : NOT_FOUND[this.#anchorer.missed(words)];
  }

  #quarantine(kind: IncomingQuarantine['kind'], reason: string, body: ProposedBody): ProposedEnd {
    const id = newUid();
    this.#quarantined.push({ id, kind, reason, body });
    return { quarantine: id };
  }

  #name(
    { id, ref, quote }: { id?: string | undefined; ref?: string | undefined; quote: Quote },
    end: ProposedEnd,
  ): void {
    for (const name of [id, ref]) if (name !== undefined && !this.#byId.has(name)) this.#byId.set(name, end);
    const words = patternOf(quote.words);
    if (words === '') return;
    const there = this.#byWords.get(words);
    if (there) there.push(end);
    else this.#byWords.set(words, [end]);
  }

  #at(type: string, fragments: Fragments): Span | undefined {
    return this.#byPlace.get(placeOf(type, normaliseFragments(fragments)));
  }

  #partType({ type, slot }: StatedPart): string {
    if (type !== undefined) return this.#type(type);
    if (slot === 'claimer') return this.#names.claimer;
    if (slot === 'object') return this.#names.object;
    return PART_TYPES[slot] ?? this.#names.object;
  }

  #type(name: string): string {
    return this.#names.terms.of(name, 'The name', this.#where);
  }
}

function placeOf(type: string, fragments: Fragments): string {
  return `${fragments.join()} ${type}`;
}

const NOT_FOUND: Readonly<Record<Missed, string>> = {
  inside: MESSAGES.onlyInsideWords,
  alike: MESSAGES.similarButDifferent,
  absent: MESSAGES.noSimilarText,
};

function said({ explanation }: { explanation?: string | undefined }): Record<string, unknown> {
  return explanation === undefined ? {} : { explanation };
}

/** Returns the data that only this format has. */
function own(id: string | undefined, more: Record<string, unknown> = {}): Record<string, unknown> {
  const all = { ...(id !== undefined && { id }), ...more };
  return Object.keys(all).length > 0 ? { [ID]: all } : {};
}

function kept(span: Span): { parts?: unknown } {
  return span.extra?.[ID] ?? {};
}

function gap(span: Span, [from, to]: Fragment): number {
  const [start, end] = hull(span.fragments) ?? [0, 0];
  return end <= from ? from - end : start >= to ? start - to : 0;
}
