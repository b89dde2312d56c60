import type { ErrorWhere, Fault, PostilError } from '../../shared/contract/errors.ts';
import type { Incoming, LeaveOut } from '../../shared/formats/define.ts';
import { isFault } from '../../shared/formats/faults.ts';
import type { IncomingDocument, IncomingRelation, IncomingSpan } from '../../shared/formats/records.ts';
import { settleAttributes } from '../../shared/formats/settle.ts';
import { countSpan } from '../../shared/model/annotation-counts.ts';
import type { Entity, Relation, Span } from '../../shared/model/annotation.ts';
import type { IncomingQuarantine } from '../../shared/model/quarantine.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import { defaultValues, spanType, type RelationType, type Scheme } from '../../shared/model/scheme.ts';
import type { ModelRun } from '../../shared/model/set.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { annotationsOf } from '../annotations/annotations.ts';
import { statusOf } from '../documents/documents.ts';
import { MESSAGES } from '../messages.ts';
import { statusUid } from '../rows/status.ts';
import { resolveEntity } from '../entities/entities.ts';
import { findKnownEntity } from '../entities/entity-known.ts';
import { labelsOfDocument } from '../annotations/document-labels.ts';
import { labelImage, relationImage, slotImages, spanImage } from '../annotations/images.ts';
import { asProposals, fitRelation, putQuarantined, refusedRelation } from './extraction-import.ts';
import { localise, placeKey } from './import-local.ts';
import {
  CORRECTED_AWAY,
  IN_HEADER,
  moveProposals,
  moveRecord,
  placeCorrected,
  placeShifted,
} from './import-moved.ts';
import {
  assertLabel,
  assertSpans,
  assertValues,
  refusal,
  assertRelation,
  withoutDangling,
} from './import-rules.ts';
import { TargetFinder, type Target } from './import-target.ts';
import { sql } from '../connection/connection.ts';
import type { Recorder } from '../journal/recorder.ts';
import { sameRelation } from '../relations/relations.ts';
import { compact, findId } from '../rows/ids.ts';
import { imageText, kindOf, type ImageOf } from '../rows/index.ts';
import { currentScheme } from '../scheme/scheme.ts';
import { putModelSet } from '../sets/model-sets.ts';
import { findSet, freeSetName } from '../sets/sets.ts';
import type { Store } from '../connection/store.ts';

type Item<Kind extends Incoming['kind']> = Extract<Incoming, { kind: Kind }>;

/** What an import did, in numbers, and what it reports. */
export interface ImportCounts {
  documents: number;
  matched: number;
  /** Without the cues of claims, which are counted apart. */
  spans: number;
  cues: number;
  relations: number;
  /** What has no place in its article and waits for one. */
  quarantined: number;
  skipped: number;
}

export interface WaitingSpan {
  readonly span: Span;
  readonly where: ErrorWhere;
}

/** Spans with slots wait until every span of the import is stored: a filler may be in a later document. */
export interface WaitingSlots extends Iterable<WaitingSpan> {
  add(span: WaitingSpan): void;
}

/** Documents of the file that are here under another id: what refers to them is written with the id here. */
export type KnownIds = Pick<Map<Uid, Uid>, 'get'> & { set(uid: Uid, here: Uid): void };

/**
 * Writes what readers answered into a project, within one recorded batch. Ids are kept where the file has them.
 * What already exists is not written twice; what was changed here since is kept as it is, and reported.
 */
export class Importer {
  readonly counts: ImportCounts = {
    documents: 0,
    matched: 0,
    spans: 0,
    cues: 0,
    relations: 0,
    quarantined: 0,
    skipped: 0,
  };
  readonly #store: Store;
  readonly #recorder: Recorder;
  readonly #scheme: Scheme;
  readonly #defaultSet: string;
  /** The set of the run that the files are of: everything goes there, whatever sets they name. */
  readonly #model: { readonly id: Uid; readonly before: Uid | undefined } | undefined;
  readonly #tell: (message: string, where?: ErrorWhere) => void;
  readonly #sets = new Map<string, Uid>();
  /** Documents that came so far in a model's files. */
  readonly #met = new Set<Uid>();
  /** Those of them that came with the item at hand. */
  #meeting = new Set<Uid>();
  /** Spans of the item at hand that have slots, while it may still be taken back. */
  #slotted: WaitingSpan[] | null = null;
  /** Each of them is given to {@link slots} after all documents. */
  readonly waiting: WaitingSlots;
  readonly #known: KnownIds;
  /** Entities of the files that are here under another id. */
  readonly #entities = new Map<Uid, Uid>();
  /** Values kept as foreign attributes, by "TYPE.attribute". */
  readonly #foreign = new Map<string, number>();

  readonly #targets: TargetFinder;
  readonly #leaveOut: LeaveOut | undefined;
  readonly #careful: boolean;
  /** What the item at hand has in a header that is no text here. */
  #outside: Fault[] = [];

  constructor(
    store: Store,
    recorder: Recorder,
    options: {
      readonly model?: ModelRun | undefined;
      /** With what the import adds to it, which is in force only afterwards. */
      readonly scheme?: Scheme | undefined;
      readonly defaultSet: string;
      /** In memory when absent. */
      readonly known?: KnownIds | undefined;
      readonly waiting?: WaitingSlots | undefined;
      readonly tell: (message: string, where?: ErrorWhere) => void;
      /**
       * Whether an item that is refused is rolled back alone. If false, the first refusal ends the import with {@link RefusedItem}: then
       * SQLite need not copy every page that an item changes, which is a fifth of the work.
       */
      readonly careful?: boolean | undefined;
      /** Takes annotations that have no place in the document that is here; they are reported if it is absent. */
      readonly leaveOut?: LeaveOut | undefined;
    },
  ) {
    this.#store = store;
    this.#recorder = recorder;
    this.#scheme = options.scheme ?? currentScheme(store).scheme;
    this.#known = options.known ?? new Map<Uid, Uid>();
    this.waiting = options.waiting ?? new Set<WaitingSpan>();
    this.#defaultSet = options.defaultSet;
    this.#tell = options.tell;
    const firstOfImport =
      store.db.nextId('document') ??
      store.db.value<number>(sql`SELECT coalesce(max(id), 0) + 1 FROM document`)!;
    this.#targets = new TargetFinder(store, firstOfImport, {
      always: options.model !== undefined,
      tell: options.tell,
    });
    this.#leaveOut = options.leaveOut;
    this.#careful = options.careful ?? true;
    if (options.model) {
      const { id } = putModelSet(store, recorder, options.model);
      this.#model = { id, before: kindOf('set').read(store, id)?.image.supersedes };
    }
  }

  /**
   * Writes an item, whole or not at all.
   * @returns what the project refuses of it; `null` when it is written
   * @throws RefusedItem if the import is not careful and the item is refused
   */
  attempt(write: () => void): PostilError | null {
    if (!this.#careful) {
      this.#outside = [];
      try {
        write();
      } catch (error) {
        throw isFault(error) ? new RefusedItem() : error;
      }
      this.#reportOutside();
      return null;
    }
    const counts = { ...this.counts };
    const sets = new Map(this.#sets);
    const foreign = new Map(this.#foreign);
    const met = new Set<Uid>();
    this.#meeting = met;
    const slotted: WaitingSpan[] = [];
    this.#slotted = slotted;
    this.#outside = [];
    try {
      this.#recorder.attempt(write);
    } catch (error) {
      if (!isFault(error)) throw error;
      Object.assign(this.counts, counts);
      restore(this.#sets, sets);
      restore(this.#foreign, foreign);
      for (const document of met) this.#met.delete(document);
      return error;
    } finally {
      this.#slotted = null;
    }
    for (const span of slotted) this.waiting.add(span);
    this.#reportOutside();
    return null;
  }

  #reportOutside(): void {
    for (const fault of this.#outside) {
      if (this.#leaveOut) this.#leaveOut(fault);
      else this.#tell(fault.message, fault.where);
    }
  }

  /** Analysts and sets. A set of the same name but another origin gets a new name. */
  header({ analysts = [], sets = [] }: Item<'header'>): void {
    for (const { id, name, initials, hue } of analysts) {
      if (findId(this.#store.db, 'analyst', id) === undefined)
        this.#recorder.put('analyst', id, { name, initials, hue });
    }
    for (const { id, name, kind, analyst, model, supersedes } of this.#model ? [] : sets) {
      this.#sets.set(name, id);
      if (findId(this.#store.db, 'annotation_set', id) !== undefined) continue;
      const free = freeSetName(this.#store.db, name);
      if (free !== name) this.#tell(`There is another set “${name}” here, so this one is called “${free}”.`);
      // A file of one set alone may name an earlier run, or an analyst, that it does not bring.
      const known = (table: 'annotation_set' | 'analyst', of: Uid | undefined) =>
        of !== undefined && findId(this.#store.db, table, of) !== undefined ? of : undefined;
      this.#recorder.put(
        'set',
        id,
        compact({
          name: free,
          kind,
          analyst: known('analyst', analyst),
          model,
          supersedes: known('annotation_set', supersedes),
        }),
      );
    }
  }

  entity({ entity, localIds, where }: Item<'entity'>): void {
    const known = localIds ? findKnownEntity(this.#store, entity) : undefined;
    if (known !== undefined) {
      this.#entities.set(entity.id, known);
      return;
    }
    if (findId(this.#store.db, 'entity', entity.id) !== undefined) return;
    const { id, type, ...rest } = entity;
    const term = type === undefined ? undefined : this.#requireTerm('span', type, where);
    const put = (image: ImageOf<'entity'>) =>
      withoutDangling(where, () => this.#recorder.put('entity', id, image));
    const externalIds = [...rest.externalIds].sort(
      (a, b) => compare(a.authority, b.authority) || compare(a.value, b.value),
    );
    const mergedInto = rest.mergedInto && this.#live(rest.mergedInto);
    put(
      compact({ ...rest, mergedInto, externalIds, type: term } satisfies Omit<Entity, 'id' | 'type'> & {
        type: Uid | undefined;
      }),
    );
  }

  /** A document with its annotations, or annotations for one that is already here. */
  document({ record, where }: Item<'document'>): void {
    withoutDangling(where, () => this.#document(this.#model ? asProposals(record) : record, where));
  }

  #document(given: IncomingDocument, where: ErrorWhere): void {
    const before = this.counts.documents;
    const found = this.#targetOf(given, where);
    if (found === null) {
      this.counts.skipped++;
      return;
    }
    const target = found.uid;
    const read = this.#movedInto(given, found, where);
    const fresh = this.counts.documents > before;
    const settled = settleAttributes(read, this.#scheme, (name) => {
      this.#foreign.set(name, (this.#foreign.get(name) ?? 0) + 1);
    });
    // A model's set is new: a document has something in it only where it came before in the same files.
    const empty = fresh || (this.#model !== undefined && !this.#met.has(target));
    if (this.#model && !this.#met.has(target)) {
      this.#met.add(target);
      this.#meeting.add(target);
    }
    const record = settled.localIds
      ? localise(this.#store, settled, target, (set) => this.#set(set), empty)
      : settled;
    assertSpans(this.#scheme, record, where);
    this.#putSpans(record.spans, target, where);
    for (const label of record.labels) {
      const set = this.#set(label.set);
      const id = label.id ?? newUid();
      if (kindOf('label').read(this.#store, id)) continue;
      this.#requireTerm('label', label.name, where);
      assertLabel(this.#scheme, label, where);
      // Two values of the file may be read as one by now.
      const known = labelsOfDocument(this.#store, set, target, label.name);
      if (known.some(({ value }) => value === label.value)) continue;
      this.#recorder.put('label', id, labelImage(this.#store, { ...label, set, document: target }));
    }
    for (const { set, status, reason } of record.statuses) {
      if (status === 'new') continue;
      const uid = this.#set(set);
      if (statusOf(this.#store.db, uid, target).status !== 'new') continue;
      this.#recorder.put('status', statusUid(uid, target), { set: uid, document: target, status, reason });
    }
    const quarantined = this.#relations(record, target, where);
    if (quarantined.length > 0) {
      const set = this.#set(undefined);
      const live = (entity: Uid) => this.#live(entity);
      const into = { set, document: target, before: this.#model?.before, live };
      this.counts.quarantined += putQuarantined(this.#store, this.#recorder, quarantined, into);
    }
    for (const { id = newUid(), ...note } of inReplyOrder(record.notes)) {
      if (kindOf('note').read(this.#store, id)) continue;
      const { span, relation, replyTo, analyst, body, question } = note;
      this.#recorder.put(
        'note',
        id,
        compact({ document: target, span, relation, replyTo, analyst, body, question }),
      );
    }
  }

  /** Writes the relations of a document; those of a model that the scheme refuses are answered for quarantine. */
  #relations(record: IncomingDocument, document: Uid, where: ErrorWhere): readonly IncomingQuarantine[] {
    const { relations, quarantined } = record;
    if (!quarantined) {
      for (const relation of relations) this.#putRelation(relation, document, where);
      return [];
    }
    const set = this.#set(undefined);
    const linked = (span: Uid) => kindOf('span').read(this.#store, span)?.image.entities ?? [];
    const refused = relations.flatMap((relation): IncomingQuarantine[] => {
      const fitted = fitRelation(this.#store, this.#scheme, relation, set, linked);
      if ('reason' in fitted) return [refusedRelation(relation, fitted.reason)];
      const { fit } = fitted;
      const twice = fit.ends === 'entity' && sameRelation(this.#store, { symmetric: false }, { ...fit, set });
      if (!twice) this.#putRelation(fit, fit.ends === 'entity' ? undefined : document, where);
      return [];
    });
    return [...quarantined, ...refused];
  }

  /** A relation between entities or across documents: after all documents. */
  relation({ relation, where }: Item<'relation'>): void {
    if (this.#model && relation.ends === 'span')
      throw refusal(MESSAGES.noRelationsInModelSet(relation.type), where);
    this.#putRelation(relation, undefined, where);
  }

  /** The slots of a span that waited for all spans. */
  slots({ span, where }: WaitingSpan): void {
    withoutDangling(where, () => {
      for (const [uid, image] of slotImages(this.#store, span)) this.#recorder.put('slot', uid, image);
    });
  }

  /** Tells what was kept as foreign. */
  finish(): void {
    if (this.#foreign.size > 0) {
      const kept = [...this.#foreign].map(([name, count]) => `${name} (${count})`).join(', ');
      this.#tell(
        `Attributes that the scheme does not have, or refuses, were kept as foreign ones and are exported again: ${kept}.`,
      );
    }
  }

  /** A record as it is in a document that begins elsewhere. What cannot be located there is quarantined, or left out and reported. */
  #movedInto(record: IncomingDocument, { shift, length, way }: Target, where: ErrorWhere): IncomingDocument {
    if (!way && shift === 0 && record.text.length <= length) return record;
    const place = way ? placeCorrected(way) : placeShifted(shift, length);
    if (this.#model) return moveProposals(record, place, way ? CORRECTED_AWAY : IN_HEADER);
    const { record: moved, outside } = moveRecord(record, place);
    if (way) this.#tell(MESSAGES.mappedIntoCorrected(record.title || record.origin.name), where);
    for (const span of outside) {
      const words = readableQuote(record.text, span.fragments).slice(0, 80);
      const message = way
        ? MESSAGES.leftOutCorrected(words, span.type, CORRECTED_AWAY)
        : MESSAGES.leftOutHeader(words, span.type, IN_HEADER);
      this.#outside.push({ cost: 'annotation', message, where });
    }
    return moved;
  }

  /** The document to write to; `null` when nothing is to be done. New documents are written here. */
  #targetOf(record: IncomingDocument, where: ErrorWhere): Target | null {
    const target = this.#targets.find(record, where);
    if (target === 'none') return null;
    if (target === 'new') return { uid: this.#addDocument(record), shift: 0, length: record.text.length };
    // The same article, brought into two projects: its sets go to the one here.
    if (record.id !== undefined && record.id !== target.uid) this.#known.set(record.id, target.uid);
    this.counts.matched++;
    return target;
  }

  #addDocument(record: IncomingDocument): Uid {
    const {
      id = newUid(),
      text,
      blocks,
      title,
      source,
      url,
      byline,
      dateline,
      published,
      language,
      header,
      origin,
      extra,
    } = record;
    this.#recorder.inserter('document')(
      id,
      compact({ title, source, url, byline, dateline, published, language, header, origin, extra }),
    );
    this.#recorder.inserter('text')(id, { revision: 1, text, blocks });
    if (record.segmentation) {
      const { tokens, sentences, columns, extra: kept } = record.segmentation;
      this.#recorder.inserter('segmentation')(id, compact({ tokens, sentences, columns, extra: kept }));
    }
    this.counts.documents++;
    return id;
  }

  #putSpans(incoming: readonly IncomingSpan[], document: Uid, where: ErrorWhere): void {
    const present = new Map<Uid, Set<string>>();
    const insert = this.#recorder.inserter('span');
    for (const record of ownersFirst(incoming)) {
      const set = this.#set(record.set);
      if (record.id === undefined && this.#isPresent(present, document, set, record)) continue;
      const values = record.id === undefined ? this.#withDefaults(record) : {};
      const entities =
        record.entities.length === 0 ? [] : [...new Set(record.entities.map((entity) => this.#live(entity)))];
      const span: Span = { ...record, ...values, entities, id: record.id ?? newUid(), document, set };
      const image = spanImage(this.#store, span);
      if (!insert(span.id, image)) {
        const known = kindOf('span').read(this.#store, span.id)!;
        if (known.image.document !== document) throw refusal(MESSAGES.spanOfAnotherDocument(span.id), where);
        if (imageText(known.image) !== imageText(sameKeys(image, known.image))) {
          this.#tell(`Span ${span.id} (${span.type}) was changed here since; it was kept as it is.`, where);
        }
        continue;
      }
      countSpan(this.counts, span);
      if (span.slots.length > 0) {
        const waiting = { span: this.#withKnownFillers(span), where };
        if (this.#slotted) this.#slotted.push(waiting);
        else this.waiting.add(waiting);
      }
    }
  }

  /** Returns the attributes of a span without an id. Nobody stated them one by one, so the type's defaults count as untouched. */
  #withDefaults({ type, attributes }: IncomingSpan): Pick<Span, 'attributes' | 'untouched'> {
    const defaults = defaultValues(spanType(this.#scheme, type)!.attributes);
    return {
      attributes: { ...defaults, ...attributes },
      untouched: Object.keys(defaults).filter((name) => !(name in attributes)),
    };
  }

  /** Whether a span without an id is already in the set: running the same file twice changes nothing. */
  #isPresent(present: Map<Uid, Set<string>>, document: Uid, set: Uid, record: IncomingSpan): boolean {
    let keys = present.get(set);
    if (!keys) {
      const spans =
        findId(this.#store.db, 'annotation_set', set) === undefined
          ? []
          : annotationsOf(this.#store, document, set).spans;
      keys = new Set(spans.map((span) => placeKey(span.type, span.fragments)));
      present.set(set, keys);
    }
    return keys.has(placeKey(record.type, record.fragments));
  }

  #putRelation(relation: IncomingRelation, document: Uid | undefined, where: ErrorWhere): void {
    const { id = newUid(), ...given } = relation;
    const rest =
      given.ends === 'entity' ? { ...given, from: this.#live(given.from), to: this.#live(given.to) } : given;
    if (kindOf('relation').read(this.#store, id)) return;
    this.#requireTerm('relation', relation.type, where);
    const declared = this.#scheme.relations.find(({ name }) => name === relation.type);
    assertValues(relation.type, declared?.attributes ?? [], relation.attributes, where);
    if (declared && declared.ends !== relation.ends)
      throw refusal(MESSAGES.wrongEnds(relation.type, declared.ends, relation.ends), where);
    for (const end of [rest.from, rest.to]) {
      if (findId(this.#store.db, relation.ends, end) === undefined) {
        throw refusal(MESSAGES.endMissing(relation.type, relation.ends, end), where);
      }
    }
    const image = { ...rest, set: this.#set(relation.set), ...(document && { document }) };
    if (this.#isMergedAway(given, image, declared)) {
      this.#tell(`A relation ${relation.type} was left out: its ends have been merged here since.`, where);
      return;
    }
    this.#recorder.put('relation', id, relationImage(this.#store, image));
    if (declared) assertRelation(this.#store, this.#scheme, declared, image, where);
    this.counts.relations++;
  }

  /** A relation whose ends were merged since may now lead to itself, or equal another one: merging drops both. */
  #isMergedAway(given: IncomingRelation, image: Omit<Relation, 'id'>, type?: RelationType): boolean {
    if (image.from === given.from && image.to === given.to) return false;
    return (
      image.from === image.to ||
      sameRelation(this.#store, { symmetric: type?.symmetric ?? false }, image) !== undefined
    );
  }

  #withKnownFillers(span: Span): Span {
    const slots = span.slots.map((slot) => {
      const { filler } = slot;
      if ('document' in filler)
        return { ...slot, filler: { document: this.#known.get(filler.document) ?? filler.document } };
      return 'entity' in filler ? { ...slot, filler: { entity: this.#live(filler.entity) } } : slot;
    });
    return { ...span, slots };
  }

  /** What an entity of the file is here: it may have been merged into another since the file was written. */
  #live(entity: Uid): Uid {
    const here = this.#entities.get(entity) ?? entity;
    return resolveEntity(this.#store.db, here) ?? here;
  }

  #set(name: string | undefined): Uid {
    if (this.#model) return this.#model.id;
    const wanted = name ?? this.#defaultSet;
    const known = this.#sets.get(wanted) ?? findSet(this.#store.db, wanted);
    if (known) {
      this.#sets.set(wanted, known);
      return known;
    }
    const uid = newUid();
    this.#recorder.put('set', uid, { name: wanted, kind: 'import' });
    this.#sets.set(wanted, uid);
    return uid;
  }

  #requireTerm(kind: 'span' | 'relation' | 'label', name: string, where: ErrorWhere): Uid {
    const term = this.#store.terms.find(kind, name);
    if (term) return term.uid;
    const what = { span: 'type', relation: 'relation type', label: 'document label' };
    throw refusal(MESSAGES.noTerm(what[kind], name), where);
  }
}

/** The project refuses an item of an import that is not careful: to be rolled back, and written again carefully. */
export class RefusedItem extends Error {
  override readonly name = 'RefusedItem';
}

/** Puts a map back to what it was. */
function restore<Value>(map: Map<string, Value>, before: ReadonlyMap<string, Value>): void {
  map.clear();
  for (const [key, value] of before) map.set(key, value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A cue refers to its claim, so the claim is written first. */
function ownersFirst(spans: readonly IncomingSpan[]): IncomingSpan[] {
  return [
    ...spans.filter((span) => span.owner === undefined),
    ...spans.filter((span) => span.owner !== undefined),
  ];
}

/** A reply refers to the note it replies to. Replies to replies come in any order, so they are written by depth. */
function inReplyOrder<Note extends { id?: Uid | undefined; replyTo?: Uid | undefined }>(
  notes: readonly Note[],
): Note[] {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const depth = (note: Note, seen = 0): number => {
    const above = note.replyTo && byId.get(note.replyTo);
    return above && seen <= notes.length ? depth(above, seen + 1) : seen;
  };
  return [...notes].sort((a, b) => depth(a) - depth(b));
}

/** The image with its keys in the order of a stored one, for comparing as text. */
function sameKeys<Image extends object>(image: Image, stored: object): Image {
  const keys = [...new Set([...Object.keys(stored), ...Object.keys(image)])] as (keyof Image)[];
  return compact(Object.fromEntries(keys.map((key) => [key, image[key]])) as Image);
}
