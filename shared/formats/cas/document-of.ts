import type { ErrorWhere } from '../../contract/errors.ts';
import type { Segmentation } from '../../model/segmentation.ts';
import type { Uid } from '../../model/uid.ts';
import { incomingDocument, incomingRelation, incomingSlots, incomingSpan } from '../incoming.ts';
import type { IncomingDocument, IncomingRelation, IncomingSpan } from '../records.ts';
import type { Terms } from '../terms.ts';
import { MESSAGES } from './messages.ts';
import { isAbout, keep, viewsOf, without, type TextView } from './structures.ts';
import type { CasSegmentationExtra, KeptToken } from './kept.ts';
import {
  DOCUMENT_ANNOTATION,
  isArray,
  referredIds,
  type Cas,
  type Structure,
  type Value,
  ANNOTATION,
} from './model.ts';
import {
  chainOf,
  SENTENCE,
  shortName,
  slotName,
  TOKEN,
  UIMA,
  type KeptLink,
  type UimaExtra,
  type UimaLink,
} from './names.ts';

interface Shared {
  readonly cas: Cas;
  readonly file: string;
  readonly terms: Terms;
  readonly names: ReadonlyMap<string, string>;
  readonly uses: ReadonlyMap<number, number>;
}

/** The members of a feature: slots of a span, and those that lead to no span. */
interface Members {
  readonly slots: readonly [UimaLink, Uid][];
  readonly unfilled: readonly (number | null)[];
}

/** The features that every annotation has: its position. */
const PLACE = ['sofa', 'begin', 'end'];
const UNKNOWN_LANGUAGE = 'x-unspecified';

/** Makes one document of a view of a CAS: its annotations become spans, relations, segmentation and metadata. */
export class DocumentOf {
  readonly metadata: Structure | undefined;
  /** The structures of the CAS that are part of this document. */
  readonly taken = new Set<number>();
  /** The structures to which its unchanged features refer. */
  readonly refers = new Set<number>();
  readonly #text: TextView;
  readonly #shared: Shared;
  readonly #tokens = new Map<number, Structure>();
  readonly #sentences: Structure[] = [];
  readonly #relations: Structure[] = [];
  /** Relations with an end that is missing or is no annotation of this text. */
  readonly #endless: Structure[] = [];
  /** The number of features whose links lead to no annotation of this text, by name. */
  readonly #unfilled = new Map<string, { count: number; line: number | undefined }>();
  readonly #spans = new Map<number, IncomingSpan & { id: Uid }>();
  readonly #made: IncomingRelation[] = [];
  readonly #kept = new Map<number, KeptToken>();

  constructor(text: TextView, shared: Shared) {
    this.#text = text;
    this.#shared = shared;
    const { types } = shared.cas;
    const indexed = [...text.annotations.values()].filter(({ id }) => text.view.members.has(id));
    this.metadata = indexed.find(({ type }) => types.isA(type, DOCUMENT_ANNOTATION));
    const candidates: Structure[] = [];
    for (const structure of indexed) {
      const { type } = structure;
      if (types.isA(type, DOCUMENT_ANNOTATION) || isAbout(type, shared.cas)) continue;
      if (types.isA(type, TOKEN)) this.#tokens.set(structure.id, structure);
      else if (types.isA(type, SENTENCE)) this.#sentences.push(structure);
      else candidates.push(structure);
    }
    if (this.metadata) this.#take(this.metadata);
    const related = new Set(candidates.filter(({ type }) => this.#linksTwo(type)).map(({ id }) => id));
    const isSpan = new Set(candidates.map(({ id }) => id).filter((id) => !related.has(id)));
    for (const structure of candidates) {
      if (!related.has(structure.id)) this.#spans.set(structure.id, this.#span(structure));
      else if (endsOf(structure)?.every((id) => isSpan.has(id) || this.#tokens.has(id)))
        this.#relations.push(structure);
      else this.#endless.push(structure);
    }
    const chains = this.#chains();
    // Slots may refer to any span, so they are filled when all spans exist.
    for (const [id, span] of [...this.#spans]) this.#fill(span, text.annotations.get(id)!, chains);
    for (const relation of this.#relations) this.#relation(relation);
    for (const token of [...this.#tokens.values(), ...this.#sentences]) this.#keepToken(token);
  }

  record(name: string, extra: Record<string, unknown>): IncomingDocument {
    const { source } = this.#text;
    const title = this.metadata?.features.get('documentTitle');
    const language = this.metadata?.features.get('language');
    const document = incomingDocument(source.text, {
      name,
      extra,
      ...(typeof title === 'string' && title.length <= 1000 && { title }),
      ...(typeof language === 'string' &&
        language !== UNKNOWN_LANGUAGE &&
        language.length <= 35 && { language }),
    });
    const segmentation = this.#segmentation();
    return {
      ...document,
      ...(source.carriageReturns > 0 && {
        origin: { ...document.origin, carriageReturns: source.carriageReturns },
      }),
      spans: [...this.#spans.values()],
      relations: this.#made,
      ...(segmentation && { segmentation }),
    };
  }

  /**
   * Yields notes on annotations that could not become part of the record. They are kept with the document and exported
   * again.
   */
  *notes(): Generator<{ message: string; where: ErrorWhere }> {
    const { file } = this.#shared;
    const [lost] = this.#text.nowhere;
    if (lost) {
      const count = this.#text.nowhere.length;
      const types = [...new Set(this.#text.nowhere.map(({ type }) => shortName(type)))].join(', ');
      yield {
        message: MESSAGES.withoutOffsets(count, types),
        where: { file, ...(lost.line !== undefined && { line: lost.line }) },
      };
    }
    const [first] = this.#endless;
    if (first) {
      const count = this.#endless.length;
      const of = MESSAGES.relationsWithoutEnd(count);
      const types = [...new Set(this.#endless.map(({ type }) => shortName(type)))].join(', ');
      yield {
        message: MESSAGES.leftOutAndKept(of, types),
        where: { file, ...(first.line !== undefined && { line: first.line }) },
      };
    }
    for (const [name, { count, line }] of this.#unfilled)
      yield {
        message: MESSAGES.linksNotFilled(count, name),
        where: { file, ...(line !== undefined && { line }) },
      };
  }

  #take({ id, features }: Structure): void {
    this.taken.add(id);
    for (const value of features.values()) for (const other of referredIds(value)) this.refers.add(other);
  }

  /** Whether a type has the two features of relations in DKPro Core and WebAnno. */
  #linksTwo(type: string): boolean {
    return ['Governor', 'Dependent'].every((name) => {
      const feature = this.#shared.cas.types.feature(type, name);
      return feature !== undefined && this.#shared.cas.types.kind(feature) === 'reference';
    });
  }

  #name({ type, line }: Structure): string {
    const { names, terms, file } = this.#shared;
    return terms.of(names.get(type) ?? type, 'The type', { file, ...(line !== undefined && { line }) });
  }

  #span(structure: Structure): IncomingSpan & { id: Uid } {
    this.#take(structure);
    const extra: UimaExtra = { type: structure.type, id: structure.id };
    return incomingSpan(this.#name(structure), [range(structure)], { extra: { [UIMA]: extra } });
  }

  /** Returns the span of an annotation; a token becomes a span if something refers to it. */
  #spanOf(id: number): (IncomingSpan & { id: Uid }) | undefined {
    const known = this.#spans.get(id);
    if (known) return known;
    const token = this.#tokens.get(id);
    if (!token) return undefined;
    const span = this.#span(token);
    this.#spans.set(id, span);
    return span;
  }

  /** Makes relations of the steps of chains; returns the data to keep of the links. */
  #chains(): ReadonlyMap<number, Partial<UimaExtra>> {
    const links = new Map<number, Partial<UimaExtra>>();
    for (const head of this.#shared.cas.structures.values()) {
      const chain = this.#chain(head);
      if (!chain || chain.some(({ id }) => links.has(id))) continue;
      this.#take(head);
      const type = chainOf(chain[0]!.type);
      const stepName = this.#name({ ...head, type });
      for (const [i, link] of chain.entries()) {
        const own = { ...head, features: new Map([...head.features].filter(([name]) => name !== 'first')) };
        links.set(link.id, {
          chain: 'link',
          ...(i === 0 && { head: keep(own, this.#shared.cas) }),
        });
        const next = chain[i + 1];
        if (!next) continue;
        const word = link.features.get('referenceRelation');
        this.#made.push(
          incomingRelation(stepName, this.#spans.get(link.id)!.id, this.#spans.get(next.id)!.id, {
            attributes: word === undefined ? {} : { referenceRelation: word as string },
            extra: { [UIMA]: { type, chain: 'chain' } satisfies UimaExtra },
          }),
        );
      }
    }
    return links;
  }

  /** Returns the links of a chain, from its head; `null` if it is no chain of spans of this document. */
  #chain(head: Structure): Structure[] | null {
    const { types } = this.#shared.cas;
    if (types.isA(head.type, ANNOTATION)) return null;
    const links: Structure[] = [];
    const seen = new Set<number>();
    for (let at = refOf(head.features.get('first')); at !== null;) {
      const link = this.#text.annotations.get(at);
      if (!link || !this.#spans.has(at) || seen.has(at) || !types.feature(link.type, 'next')) return null;
      if (links.length > 0 && link.type !== links[0]!.type) return null;
      seen.add(at);
      links.push(link);
      at = refOf(link.features.get('next'));
    }
    return links.length > 0 ? links : null;
  }

  #fill(span: IncomingSpan, structure: Structure, chains: ReadonlyMap<number, Partial<UimaExtra>>): void {
    const { terms, file } = this.#shared;
    const where = { file, ...(structure.line !== undefined && { line: structure.line }) };
    const chained = chains.get(structure.id);
    const kept: Record<string, Value> = {};
    const links: UimaLink[] = [];
    const arrays: Record<string, number> = {};
    const fillers: [string, { span: Uid }][] = [];
    for (const [name, value] of structure.features) {
      if (PLACE.includes(name)) continue;
      if (chained && name === 'next') continue;
      // The label of a chain's step is kept with the step.
      if (chained && name === 'referenceRelation' && structure.features.has('next')) continue;
      if (typeof value !== 'object') {
        span.attributes[terms.of(name, 'The feature', where)] = value;
        continue;
      }
      const found = this.#slots(structure.type, name, value, arrays);
      if (!found) {
        kept[name] = value;
        continue;
      }
      for (const [link, filler] of found.slots) {
        links.push(link);
        fillers.push([terms.of(slotName(link[0], link[1]), 'The slot', where), { span: filler }]);
      }
      if (found.unfilled.length > 0) {
        kept[name] = { refs: found.unfilled };
        const feature = `${shortName(structure.type)}:${name}`;
        const known = this.#unfilled.get(feature) ?? { count: 0, line: structure.line };
        this.#unfilled.set(feature, { ...known, count: known.count + found.unfilled.length });
      }
    }
    span.slots = incomingSlots(fillers);
    span.extra = {
      [UIMA]: {
        type: structure.type,
        id: structure.id,
        ...chained,
        ...(links.length > 0 && { links }),
        ...(Object.keys(arrays).length > 0 && { arrays }),
        ...(Object.keys(kept).length > 0 && { features: kept }),
      } satisfies UimaExtra,
    };
  }

  /** Returns the slots that a feature's references make; `null` if none of them leads to a span. */
  #slots(
    type: string,
    name: string,
    value: Exclude<Value, string | number | boolean>,
    arrays: Record<string, number>,
  ): Members | null {
    if ('list' in value) return null;
    if ('refs' in value) return this.#members(type, name, value.refs);
    const target = this.#spanOf(value.ref);
    if (target) return { slots: [[[name], target.id]], unfilled: [] };
    const array = this.#shared.cas.structures.get(value.ref);
    const members =
      array && isArray(array.type) && this.#owned(array) ? array.features.get('elements') : undefined;
    if (typeof members !== 'object' || !('refs' in members)) return null;
    const found = this.#members(type, name, members.refs);
    if (found) {
      this.taken.add(value.ref);
      arrays[name] = value.ref;
    }
    return found;
  }

  /** Each member is a span or a link to one. Members that lead to none do not prevent others from being read. */
  #members(type: string, name: string, refs: readonly (number | null)[]): Members | null {
    const feature = this.#shared.cas.types.feature(type, name);
    const usual = feature?.element ?? feature?.range.replace(/\[\]$/, '');
    const slots: [UimaLink, Uid][] = [];
    const unfilled: (number | null)[] = [];
    for (const id of refs) {
      const span = id === null ? undefined : this.#spanOf(id);
      const link = id === null || span ? null : this.#link(id, name, usual);
      if (span) slots.push([[name], span.id]);
      else if (link) {
        slots.push(link);
        this.#take(this.#shared.cas.structures.get(id!)!);
      } else unfilled.push(id);
    }
    return slots.length > 0 ? { slots, unfilled } : null;
  }

  /** Reads a structure between a span and the filler of its slot, as in WebAnno. */
  #link(id: number, name: string, usual: string | undefined): [UimaLink, Uid] | null {
    const { cas } = this.#shared;
    const structure = cas.structures.get(id);
    if (!structure || cas.types.isA(structure.type, ANNOTATION) || !this.#owned(structure, true)) return null;
    const role = structure.features.get('role') ?? null;
    const target = refOf(structure.features.get('target'));
    const span = target === null ? undefined : this.#spanOf(target);
    const others = without(structure.features, 'role', 'target');
    if (!span || (role !== null && typeof role !== 'string')) return null;
    const views = viewsOf(id, cas);
    const link: KeptLink = {
      id,
      ...(structure.type !== usual && { type: structure.type }),
      ...(Object.keys(others).length > 0 && { features: others }),
      ...(views.length > 0 && { views }),
    };
    return [[name, role, link], span.id];
  }

  /** Whether nothing else refers to a structure, so that it can be kept with the one that does. */
  #owned({ id }: Structure, indexed = false): boolean {
    const { uses, cas } = this.#shared;
    return (uses.get(id) ?? 0) <= 1 && (indexed || viewsOf(id, cas).length === 0);
  }

  #relation(structure: Structure): void {
    this.#take(structure);
    const { terms, file } = this.#shared;
    const where = { file, ...(structure.line !== undefined && { line: structure.line }) };
    const [from, to] = endsOf(structure)!.map((id) => this.#spanOf(id)!);
    const attributes: IncomingRelation['attributes'] = {};
    const kept: Record<string, Value> = {};
    for (const [name, value] of structure.features) {
      if (PLACE.includes(name) || name === 'Governor' || name === 'Dependent') continue;
      if (typeof value === 'object') kept[name] = value;
      else attributes[terms.of(name, 'The feature', where)] = value;
    }
    const at = range(structure);
    const usual = to!.fragments[0]!;
    const extra: UimaExtra = {
      type: structure.type,
      id: structure.id,
      ...((at[0] !== usual[0] || at[1] !== usual[1]) && { at }),
      ...(Object.keys(kept).length > 0 && { features: kept }),
    };
    this.#made.push(
      incomingRelation(this.#name(structure), from!.id, to!.id, { attributes, extra: { [UIMA]: extra } }),
    );
  }

  #keepToken(structure: Structure): void {
    this.#take(structure);
    const { id, type } = structure;
    const features = without(structure.features, ...PLACE);
    this.#kept.set(id, {
      id,
      ...(type !== TOKEN && type !== SENTENCE && { type }),
      ...(Object.keys(features).length > 0 && { features }),
    });
  }

  #segmentation(): Segmentation | undefined {
    if (this.#tokens.size === 0 && this.#sentences.length === 0) return undefined;
    const sorted = (list: readonly Structure[]) =>
      list
        .map((structure) => ({ at: range(structure), kept: this.#kept.get(structure.id)! }))
        .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
    const [tokens, sentences] = [sorted([...this.#tokens.values()]), sorted(this.#sentences)];
    const extra: CasSegmentationExtra = {
      tokens: tokens.map(({ kept }) => kept),
      sentences: sentences.map(({ kept }) => kept),
    };
    return {
      tokens: tokens.map(({ at }) => at),
      sentences: sentences.map(({ at }) => at),
      columns: {},
      extra: { [UIMA]: extra },
    };
  }
}

function range({ features }: Structure): [number, number] {
  return [features.get('begin') as number, features.get('end') as number];
}

function refOf(value: Value | undefined): number | null {
  return typeof value === 'object' && 'ref' in value ? value.ref : null;
}

/** Returns the source and target of a relation; `null` if either is missing. */
function endsOf({ features }: Structure): [from: number, to: number] | null {
  const [from, to] = [refOf(features.get('Governor')), refOf(features.get('Dependent'))];
  return from === null || to === null ? null : [from, to];
}
