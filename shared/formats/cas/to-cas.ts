import { readableQuote } from '../../model/fragments.ts';
import type { Uid } from '../../model/uid.ts';
import { allAttributes, foreignOf } from '../foreign.ts';
import { LOST_SPANS, type LossTally } from '../losses.ts';
import type { DocumentRecord, RelationRecord, SpanRecord } from '../records.ts';
import { joinChains, type Step } from './chains.ts';
import type { Declarations } from './declare.ts';
import type { CasDocumentExtra, CasSegmentationExtra, KeptToken } from './kept.ts';
import {
  DOCUMENT_ANNOTATION,
  INITIAL_VIEW,
  referredIds,
  SOFA,
  STRING,
  type Cas,
  type Structure,
  type Value,
  type View,
  ANNOTATION,
} from './model.ts';
import {
  chainOf,
  METADATA,
  SENTENCE,
  TOKEN,
  UIMA,
  uimaExtra,
  type KeptLink,
  type KeptStructure,
  type UimaNames,
} from './names.ts';
import { linkedSlots, referredSpans, type LinkedSlot } from './slots.ts';
import { CUT_ENDS, CUT_FILLERS } from './unheld.ts';

interface Options {
  readonly names: UimaNames;
  readonly declarations: Declarations;
  readonly losses: LossTally;
  readonly wrote: (surface: string) => void;
}

const UNKNOWN_LANGUAGE = 'x-unspecified';

export function casExtra({ extra }: Pick<DocumentRecord, 'extra'>): CasDocumentExtra {
  return foreignOf(extra, UIMA);
}

/** Builds the CAS of the documents of one file: as imported, with the changes made since. */
export function recordsToCas(documents: readonly DocumentRecord[], options: Options): Cas {
  const { declarations, names } = options;
  for (const document of documents) {
    names.learn('span', document.spans);
    names.learn('relation', document.relations);
    for (const [name, type] of Object.entries(casExtra(document).types ?? {}))
      declarations.types.add(name, type);
  }
  const cas: Cas = { types: declarations.types, structures: new Map(), views: [] };
  const ids = new Ids(documents);
  const views = documents.map((document) => addView(cas, document, ids));
  for (const [i, document] of documents.entries())
    new DocumentInto(document, views[i]!, cas, ids, options).add();
  for (const document of documents) {
    const { structures = [], views: silent = [] } = casExtra(document);
    for (const { name, sofa } of silent)
      cas.views.push({
        name,
        sofa: sofa && { id: ids.keep(sofa.id), type: SOFA, features: new Map(Object.entries(sofa.features)) },
        members: new Set(),
      });
    for (const structure of structures) putBack(cas, structure, ids.keep(structure.id));
  }
  dropDangling(cas, options.losses);
  return cas;
}

/** Assigns ids: the imported ones if they are still free, and new ones above them. */
class Ids {
  readonly #taken = new Set<number>();
  #next: number;

  constructor(documents: readonly DocumentRecord[]) {
    const most = documents.reduce(
      (found, { extra, spans, relations, segmentation }) =>
        [extra, segmentation?.extra, ...[...spans, ...relations].map((each) => each.extra)].reduce(
          (above, kept) => Math.max(above, highestId(kept?.[UIMA])),
          found,
        ),
      0,
    );
    this.#next = most + 1;
  }

  keep(id: number | undefined): number {
    if (id === undefined || this.#taken.has(id)) return this.next();
    this.#taken.add(id);
    return id;
  }

  next(): number {
    return this.#next++;
  }
}

/** Returns the highest id in kept data. */
function highestId(kept: unknown): number {
  if (typeof kept !== 'object' || kept === null) return 0;
  let most = 0;
  for (const [key, value] of Object.entries(kept)) {
    if (typeof value === 'object') most = Math.max(most, highestId(value));
    if (key === 'id' || key === 'ref') most = Math.max(most, Number(value));
    else if (key === 'refs' || key === 'arrays')
      for (const id of Object.values(value as object)) most = Math.max(most, Number(id));
  }
  return Number.isSafeInteger(most) ? most : 0;
}

function addView(cas: Cas, document: DocumentRecord, ids: Ids): View & { sofa: Structure } {
  const { view = INITIAL_VIEW, sofa } = casExtra(document);
  let name = view;
  for (let n = 2; cas.views.some((each) => each.name === name); n++) name = `${view}_${n}`;
  const features = new Map<string, Value>(
    Object.entries(sofa?.features ?? { sofaNum: cas.views.length + 1, mimeType: 'text' }),
  );
  features.set('sofaID', name).set('sofaString', document.text);
  const made = { name, sofa: { id: ids.keep(sofa?.id), type: SOFA, features }, members: new Set<number>() };
  cas.views.push(made);
  return made;
}

function putBack(cas: Cas, { type, features, sofa, views }: KeptStructure, id: number): void {
  const values = new Map(Object.entries(features));
  const of = cas.views.find(({ name }) => name === sofa)?.sofa;
  if (of) values.set('sofa', { ref: of.id });
  cas.structures.set(id, { id, type, features: values });
  for (const view of cas.views) if (views?.includes(view.name)) view.members.add(id);
}

/** Removes references to structures that no longer exist. */
function dropDangling({ structures, views }: Cas, losses: LossTally): void {
  const known = new Set([...structures.keys(), ...views.flatMap(({ sofa }) => (sofa ? [sofa.id] : []))]);
  for (const { type, features } of structures.values()) {
    for (const [name, value] of features) {
      const gone = [...referredIds(value)].filter((id) => !known.has(id));
      if (gone.length === 0) continue;
      losses.add('references to data that is not written', `${type}:${name}`, gone.length);
      if (typeof value === 'object' && 'refs' in value)
        features.set(name, { ...value, refs: value.refs.filter((id) => id === null || known.has(id)) });
      else features.delete(name);
    }
  }
}

/** A span, or one fragment of it, as written. */
interface Written {
  readonly span: SpanRecord;
  readonly structure: Structure;
  readonly first: boolean;
}

class DocumentInto {
  readonly #document: DocumentRecord;
  readonly #view: View & { sofa: Structure };
  readonly #cas: Cas;
  readonly #ids: Ids;
  readonly #options: Options;
  /** The annotations of each span, one for each fragment; the first has the slots and relations. */
  readonly #bySpan = new Map<Uid, [first: Structure, ...others: Structure[]]>();
  readonly #written: Written[] = [];
  /** Tokens by their offsets, for the spans that represent them. */
  readonly #tokens = new Map<string, Structure>();
  readonly #chainLinks = new Set<string>();

  constructor(
    document: DocumentRecord,
    view: View & { sofa: Structure },
    cas: Cas,
    ids: Ids,
    options: Options,
  ) {
    this.#document = document;
    this.#view = view;
    this.#cas = cas;
    this.#ids = ids;
    this.#options = options;
  }

  add(): void {
    const { spans, relations } = this.#document;
    this.#metadata();
    this.#segmentation();
    for (const span of spans)
      if (uimaExtra(span).chain === 'link') this.#chainLinks.add(this.#options.names.of('span', span));
    const referred = referredSpans(this.#document);
    for (const span of spans) this.#span(span, referred);
    for (const written of this.#written) this.#features(written);
    for (const relation of this.#chains(relations)) this.#relation(relation);
  }

  #annotation(type: string, id: number, begin: number, end: number): Structure {
    const features = new Map<string, Value>([
      ['sofa', { ref: this.#view.sofa.id }],
      ['begin', begin],
      ['end', end],
    ]);
    const structure = { id, type, features };
    this.#cas.structures.set(id, structure);
    this.#view.members.add(id);
    return structure;
  }

  #metadata(): void {
    const { title, language, text } = this.#document;
    const { metadata, cas } = casExtra(this.#document);
    const { declarations, losses } = this.#options;
    const set = (structure: Structure, name: string, value: string) => {
      if ((structure.features.get(name) ?? '') === value) return;
      if (declarations.types.feature(structure.type, name)) structure.features.set(name, value);
      else losses.add('metadata of documents', `${name}: ${value.slice(0, 60)}`);
    };
    if (metadata) {
      const id = this.#ids.keep(metadata.id);
      putBack(this.#cas, { ...metadata, sofa: this.#view.name, views: [this.#view.name] }, id);
      const structure = this.#cas.structures.get(id)!;
      set(structure, 'documentTitle', title);
      if (language !== '') set(structure, 'language', language);
      return;
    }
    // A CAS imported without document metadata is written without it, unless there is something to write.
    if (cas !== undefined && title === '' && language === '') return;
    const type = title === '' ? DOCUMENT_ANNOTATION : METADATA;
    if (title !== '')
      declarations.types.add(METADATA, {
        super: DOCUMENT_ANNOTATION,
        features: { documentTitle: { range: STRING }, documentId: { range: STRING } },
      });
    const structure = this.#annotation(type, this.#ids.next(), 0, text.length);
    structure.features.set('language', language || UNKNOWN_LANGUAGE);
    if (title !== '') structure.features.set('documentTitle', title);
  }

  #segmentation(): void {
    const { segmentation } = this.#document;
    if (!segmentation) return;
    const kept = foreignOf(segmentation.extra, UIMA) as CasSegmentationExtra;
    const put = (
      type: string,
      ranges: readonly (readonly [number, number])[],
      known: readonly KeptToken[] | undefined,
    ) => {
      for (const [i, [begin, end]] of ranges.entries()) {
        // Lists whose lengths now differ no longer correspond.
        const old = known?.length === ranges.length ? known[i] : undefined;
        this.#options.declarations.annotation(old?.type ?? type);
        const structure = this.#annotation(old?.type ?? type, this.#ids.keep(old?.id), begin, end);
        for (const [name, value] of Object.entries(old?.features ?? {})) structure.features.set(name, value);
        if (type === TOKEN) this.#tokens.set(`${begin}-${end}`, structure);
      }
    };
    put(TOKEN, segmentation.tokens, kept.tokens);
    put(SENTENCE, segmentation.sentences, kept.sentences);
  }

  #span(span: SpanRecord, referred: ReadonlySet<Uid>): void {
    const { names, declarations, losses, wrote } = this.#options;
    const { text } = this.#document;
    const { fragments } = span;
    const type = names.of('span', span);
    const quoted = readableQuote(text, fragments).slice(0, 60);
    if (fragments.length === 0) losses.add(LOST_SPANS, `${span.type} without words`);
    if (fragments.length > 1) losses.add('discontinuous spans, cut', `${span.type}: ${quoted}`);
    const token = fragments.length === 1 ? this.#tokens.get(fragments[0]!.join('-')) : undefined;
    if (token && declarations.types.isA(type, token.type)) {
      // The span stands for the token itself, which is read as an annotation only if something refers to it.
      if (!referred.has(span.id)) return losses.add(LOST_SPANS, `${span.type}: ${quoted}`);
      for (const name of Object.keys(allAttributes(span))) losses.add('attributes of tokens', name);
      losses.add('slot fillers', span.type, span.slots.length);
      this.#bySpan.set(span.id, [token]);
      wrote(quotedWhole(text, fragments[0]!));
      return;
    }
    declarations.annotation(type);
    for (const [i, [begin, end]] of fragments.entries()) {
      const id = i === 0 ? this.#ids.keep(uimaExtra(span).id) : this.#ids.next();
      const structure = this.#annotation(type, id, begin, end);
      const before = this.#bySpan.get(span.id);
      if (before) before.push(structure);
      else this.#bySpan.set(span.id, [structure]);
      this.#written.push({ span, structure, first: i === 0 });
      wrote(quotedWhole(text, [begin, end]));
    }
  }

  #features({ span, structure, first }: Written): void {
    const { declarations } = this.#options;
    for (const [name, value] of Object.entries(allAttributes(span))) {
      const fitted = declarations.attribute(structure.type, span.type, name, value);
      if (fitted) structure.features.set(...fitted);
    }
    const { features = {} } = uimaExtra(span);
    for (const [name, value] of Object.entries(features)) structure.features.set(name, value);
    if (first) this.#slots(span, structure);
  }

  #slots(span: SpanRecord, structure: Structure): void {
    const { losses, declarations } = this.#options;
    const { types } = declarations;
    const byFeature = new Map<string, { slot: LinkedSlot; filler: number }[]>();
    for (const slot of linkedSlots(span)) {
      const filled = 'span' in slot.slot.filler ? this.#bySpan.get(slot.slot.filler.span) : undefined;
      const what = `${span.type}.${slot.slot.name}`;
      if (!filled) {
        losses.add('slot fillers', what);
        continue;
      }
      losses.add('evidence of slots', what, slot.slot.evidence.length);
      if (slot.slot.score !== undefined) losses.add('scores of slots', `${what}: ${slot.slot.score}`);
      const feature = slot.feature ?? this.#featureFor(structure.type, slot.slot.name);
      const plain = slot.feature === null && feature === slot.slot.name;
      const [first, ...others] = filled;
      losses.add(CUT_FILLERS, what, others.length > 0 ? 1 : 0);
      const whole = plain ? { ...slot, role: undefined } : slot;
      // Each piece needs its own link; the imported link is that of the first piece.
      const items = [
        { slot: whole, filler: first.id },
        ...others.map(({ id }) => ({ slot: { ...whole, link: undefined }, filler: id })),
      ];
      const list = byFeature.get(feature);
      if (list) list.push(...items);
      else byFeature.set(feature, items);
    }
    for (const [feature, list] of byFeature) {
      const arrayId = uimaExtra(span).arrays?.[feature];
      const id = arrayId === undefined ? {} : { id: this.#ids.keep(arrayId) };
      // Members that lead to no span were kept beside the slots made from the others.
      const kept = structure.features.get(feature);
      const unfilled = typeof kept === 'object' && 'refs' in kept ? kept.refs : [];
      if (list.some(({ slot }) => slot.role !== undefined)) {
        const refs = list.map(({ slot, filler }) => this.#link(structure.type, feature, slot, filler));
        structure.features.set(feature, { refs: [...refs, ...unfilled], ...id });
        continue;
      }
      declarations.reference(structure.type, feature);
      const refs = list.map(({ filler }) => filler);
      if (types.kind(types.feature(structure.type, feature)!) === 'references')
        structure.features.set(feature, { refs: [...refs, ...unfilled], ...id });
      else {
        structure.features.set(feature, { ref: refs[0]! });
        losses.add('slot fillers', `${span.type}.${feature}`, refs.length - 1);
      }
    }
  }

  /**
   * Returns the feature for a slot filled in Postil: a reference with its name, the links of its type, or new links.
   */
  #featureFor(type: string, name: string): string {
    const { types } = this.#options.declarations;
    const own = types.feature(type, name);
    if (own && ['reference', 'references'].includes(types.kind(own))) {
      const element = own.element ?? own.range.replace(/\[\]$/, '');
      if (types.isA(element, ANNOTATION)) return name;
    }
    for (const [declared, { features }] of types.declared()) {
      if (!types.isA(type, declared)) continue;
      for (const [feature, { element, range }] of Object.entries(features))
        if (types.feature(element ?? range.replace(/\[\]$/, ''), 'target')) return feature;
    }
    return 'slots';
  }

  #link(type: string, feature: string, { slot, role, link }: LinkedSlot, target: number): number {
    const known: KeptLink | undefined = link;
    const linkType = this.#options.declarations.links(type, feature, known?.type);
    const id = this.#ids.keep(known?.id);
    const features = new Map<string, Value>(Object.entries(known?.features ?? {}));
    if (role !== null) features.set('role', role ?? slot.name);
    features.set('target', { ref: target });
    this.#cas.structures.set(id, { id, type: linkType, features });
    // INCEpTION indexes the links it makes.
    const views = known ? (known.views ?? []) : [this.#view.name];
    for (const view of this.#cas.views) if (views.includes(view.name)) view.members.add(id);
    return id;
  }

  /** Writes the steps of chains; returns the other relations. */
  #chains(relations: readonly RelationRecord[]): RelationRecord[] {
    const { names, declarations, losses } = this.#options;
    const firsts = this.#written.filter(({ first }) => first);
    const bySpan = new Map(firsts.map((written) => [written.span.id, written]));
    const steps: Step<Written>[] = [];
    const others: RelationRecord[] = [];
    for (const relation of relations) {
      const [from, to] = [bySpan.get(relation.from), bySpan.get(relation.to)];
      const type = from?.structure.type ?? '';
      const inChain =
        from && to && to.structure.type === type && names.of('relation', relation) === chainOf(type);
      if (inChain && this.#chainLinks.has(type)) steps.push({ from, to, relation });
      else if (uimaExtra(relation).chain === 'chain') losses.add('relations', relation.type);
      else others.push(relation);
    }
    for (const type of this.#chainLinks) {
      const links = this.#written
        .filter(({ structure }) => structure.type === type)
        .sort((a, b) => begin(a) - begin(b) || a.structure.id - b.structure.id);
      const { chains, leftover } = joinChains(
        links,
        steps.filter(({ from }) => from.structure.type === type),
      );
      for (const relation of leftover) losses.add('relations', relation.type);
      for (const chain of chains) {
        const first = chain.links[0]!;
        const { head } = uimaExtra(first.span);
        const chainType = head?.type ?? chainOf(type);
        declarations.chain(type, chainType);
        for (const [i, step] of chain.steps.entries()) this.#step(chain.links[i]!, chain.links[i + 1]!, step);
        this.#head(first, chainType, first.first ? head : undefined);
      }
    }
    return others;
  }

  #step(from: Written, to: Written, step: RelationRecord): void {
    const { declarations } = this.#options;
    from.structure.features.set('next', { ref: to.structure.id });
    for (const [name, value] of Object.entries(allAttributes(step))) {
      const fitted = declarations.attribute(from.structure.type, from.span.type, name, value);
      if (fitted) from.structure.features.set(...fitted);
    }
  }

  #head({ structure }: Written, type: string, head: KeptStructure | undefined): void {
    const id = this.#ids.keep(head?.id);
    const made: KeptStructure = head ?? {
      id,
      type,
      features: {},
      sofa: this.#view.name,
      views: [this.#view.name],
    };
    putBack(this.#cas, made, id);
    this.#cas.structures.get(id)!.features.set('first', { ref: structure.id });
  }

  #relation(relation: RelationRecord): void {
    const { names, declarations, losses } = this.#options;
    const [from, to] = [this.#bySpan.get(relation.from)?.[0], this.#bySpan.get(relation.to)?.[0]];
    if (!from || !to) return losses.add('relations', relation.type);
    for (const end of [relation.from, relation.to])
      losses.add(CUT_ENDS, relation.type, this.#bySpan.get(end)!.length > 1 ? 1 : 0);
    const type = names.of('relation', relation);
    declarations.relation(type);
    const { id, at, features = {} } = uimaExtra(relation);
    const [start, end] = at ?? [to.features.get('begin') as number, to.features.get('end') as number];
    const structure = this.#annotation(type, this.#ids.keep(id), start, end);
    structure.features.set('Governor', { ref: from.id }).set('Dependent', { ref: to.id });
    for (const [name, value] of Object.entries(allAttributes(relation))) {
      const fitted = declarations.attribute(type, relation.type, name, value);
      if (fitted) structure.features.set(...fitted);
    }
    for (const [name, value] of Object.entries(features)) structure.features.set(name, value);
  }
}

function begin({ structure }: Written): number {
  return structure.features.get('begin') as number;
}

function quotedWhole(text: string, [start, end]: readonly [number, number]): string {
  return text.slice(start, end);
}
