import type { ErrorWhere } from '../../contract/errors.ts';
import { newUid, isUid, type Uid } from '../../model/uid.ts';
import { normaliseFragments, type Fragment } from '../../model/fragments.ts';
import { countedText } from '../counted-text.ts';
import { formatError, type Bytes, type Incoming, type ReadOptions, type LeaveOut } from '../define.ts';
import { unlessFaulty } from '../faults.ts';
import { incomingDocument, incomingRelation, incomingSpan } from '../incoming.ts';
import { isJsonObject } from '../json.ts';
import { parsePiece, readJsonPieces } from '../json-array.ts';
import { numberedLabels } from '../many-labels.ts';
import type { IncomingDocument } from '../records.ts';
import { show } from '../show.ts';
import type { SourceText } from '../source-text.ts';
import { Terms } from '../terms.ts';
import { Unread } from '../unread.ts';
import { anchor } from './anchor.ts';
import { annotationsOf, hasType, stringOf, type PageInfo, type RawAnnotation } from './annotations.ts';
import { saidBy, type Said } from './bodies.ts';
import { MESSAGES } from './messages.ts';
import { ID } from './options.ts';
import { targetsOf, type Target } from './targets.ts';
import { findText, type FoundText } from './texts.ts';

/** Fields that are read; the other fields of an annotation are kept for the next export as Web Annotation. */
const TAKEN = new Set([
  '@context',
  'id',
  '@id',
  'type',
  '@type',
  'body',
  'bodyValue',
  'target',
  'motivation',
  'creator',
  'user',
  'uri',
  'tags',
  'text',
  'attributes',
  'score',
]);

/** Fields of a page or collection that are read, or concern its position among others. */
const OF_A_PAGE = new Set(
  '@context id @id type @type label items @graph first rows last next prev partOf startIndex total creator created modified generator generated'.split(
    ' ',
  ),
);

interface Annotation {
  readonly id: string | undefined;
  readonly value: Readonly<Record<string, unknown>>;
  readonly said: Said;
  readonly targets: readonly Target[];
  readonly set: string | undefined;
  readonly where: ErrorWhere;
}

/**
 * Reads annotations of the W3C model. They name their text and do not contain it. It comes from a neighbouring file,
 * named by their source or like the file itself.
 *
 * @throws PostilError `refused` for anything that is no annotation, and if no text is found at all.
 */
export async function* readWebAnnotations(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file, leaveOut } = options;
  const annotations: Annotation[] = [];
  const unread = new Unread(options);
  let page: PageInfo = {};
  for await (const piece of readJsonPieces(input, file, { leaveOut: leaveOut && asAnnotation(leaveOut) })) {
    const where = { file, line: piece.line, record: piece.record };
    const raw = unlessFaulty(leaveOut, 'annotation', () => {
      const value = parsePiece(piece, where);
      const found = [...annotationsOf(value, where, (info) => (page = info), leaveOut)];
      unread.begin();
      if (!hasType(value, 'Annotation')) unread.look(without(value, OF_A_PAGE), undefined);
      unread.close(found.length, where);
      return found;
    });
    for (const one of raw ?? []) {
      const prepared = unlessFaulty(leaveOut, 'annotation', () => prepare(one));
      if (!prepared) continue;
      annotations.push(prepared);
      unread.begin();
      unread.look(without(one.value, TAKEN), undefined, 'annotation');
      unread.close(1, one.where);
    }
  }
  if (annotations.length === 0 && page.id === undefined && page.label === undefined) {
    yield { kind: 'note', message: MESSAGES.noAnnotations, where: { file } };
    return;
  }
  const groups = bySource(annotations);
  if (groups.size === 0) groups.set(undefined, []);
  const reader = new Reader(options, groups.size === 1 ? page : {});
  let found = false;
  const missing: [source: string | undefined, annotations: readonly Annotation[]][] = [];
  for (const [source, list] of groups) {
    const text = await findText(source, groups.size === 1, options);
    if (!text) {
      missing.push([source, list]);
      continue;
    }
    found = true;
    yield* reader.document(text, source, list);
  }
  if (!found) {
    // A page has several addresses: a text named like the file may be that of all of them.
    const own = groups.size > 1 ? await findText(undefined, true, options) : null;
    if (!own) {
      const refusal = noText(options, [...groups.keys()]);
      if (!options.inFolder || leaveOut) throw refusal;
      yield { kind: 'note', message: MESSAGES.leftOut(refusal.message), where: { file } };
      return;
    }
    yield {
      kind: 'note',
      message: MESSAGES.severalSources(groups.size, own.file),
      where: { file },
    };
    yield* reader.document(own, undefined, annotations);
    missing.length = 0;
  }
  for (const [source, list] of missing) {
    const message = MESSAGES.leftOutWithoutText(list.length, source);
    const where = list[0]?.where ?? { file };
    if (leaveOut) leaveOut({ cost: 'record', message, where });
    else yield { kind: 'note', message, where };
  }
  yield* unread.notes();
  yield* reader.notes();
}

/** Gives faults the cost of an annotation, because a line of the file is one annotation. */
function asAnnotation(leaveOut: LeaveOut): LeaveOut {
  return (fault) => leaveOut({ ...fault, cost: 'annotation' });
}

function noText({ file }: ReadOptions, sources: readonly (string | undefined)[]) {
  const base = file.replace(/\.[^.]*$/, '');
  const [source] = sources.filter((one) => one !== undefined);
  const named = source === undefined ? 'name no source' : `are of ${show(source, 120)}`;
  return formatError(MESSAGES.noText(named), { file }, MESSAGES.putTextBeside(base));
}

function prepare({ value, where }: RawAnnotation): Annotation {
  return {
    id: stringOf(value.id) ?? stringOf(value['@id']),
    value,
    said: saidBy(value),
    targets: targetsOf(value, where),
    set: setOf(value),
    where,
  };
}

/** Groups annotations by their resource; annotations of other annotations go with those. */
function bySource(annotations: readonly Annotation[]): Map<string | undefined, Annotation[]> {
  const ids = new Set(annotations.flatMap(({ id }) => id ?? []));
  const groups = new Map<string | undefined, Annotation[]>();
  const homes = new Map<string, string | undefined>();
  const add = (source: string | undefined, annotation: Annotation) => {
    const group = groups.get(source);
    if (group) group.push(annotation);
    else groups.set(source, [annotation]);
    if (annotation.id !== undefined) homes.set(annotation.id, source);
  };
  const pointing: Annotation[] = [];
  for (const annotation of annotations) {
    const [target] = annotation.targets;
    if (target?.id !== undefined && target.selected === null && ids.has(target.id)) pointing.push(annotation);
    else add(target?.source, annotation);
  }
  for (const annotation of pointing) {
    const id = annotation.targets[0]?.id ?? '';
    add(homes.has(id) ? homes.get(id) : [...groups.keys()][0], annotation);
  }
  return groups;
}

class Reader {
  readonly #options: ReadOptions;
  readonly #page: PageInfo;
  readonly #terms = new Terms();
  readonly #told = new Map<string, { one: string; count: number; first: ErrorWhere; example: string }>();

  constructor(options: ReadOptions, page: PageInfo) {
    this.#options = options;
    this.#page = page;
  }

  *document(found: FoundText, source: string | undefined, list: readonly Annotation[]): Generator<Incoming> {
    const where: ErrorWhere = { file: found.file };
    const ranges = list.flatMap(({ targets }) =>
      targets.flatMap(({ selected }) =>
        selected?.start === undefined || selected.end === undefined
          ? []
          : [{ start: selected.start, end: selected.end, text: selected.exact }],
      ),
    );
    const counted = countedText(found.text, ranges, 'codepoint', this.#options.values, where);
    for (const message of counted.notes) yield { kind: 'note', message, where };
    const { text } = counted.source;
    const record = incomingDocument(text, {
      name: found.file,
      ...(this.#page.label !== undefined && { title: this.#page.label.slice(0, 1000) }),
      ...(source !== undefined && /^https?:\/\//.test(source) && source.length <= 4000 && { url: source }),
      extra: source === undefined || source === found.file ? {} : { [ID]: { source } },
    });
    const id = uidOf(this.#page.id);
    if (id) record.id = id;
    if (counted.carriageReturns > 0) record.origin.carriageReturns = counted.carriageReturns;
    const spans = new Map<string, Uid>();
    const pointing: Annotation[] = [];
    let allStable = true;
    for (const annotation of list) {
      const selections = annotation.targets.filter(({ selected }) => selected !== null);
      if (selections.length > 0) {
        const fragments = this.#fragments(annotation, selections, counted.source);
        if (fragments.length === 0) continue;
        const own = uidOf(annotation.id);
        if (!own || spans.has(annotation.id!)) allStable = false;
        const spanId = own && !spans.has(annotation.id!) ? own : newUid();
        if (annotation.id !== undefined) spans.set(annotation.id, spanId);
        this.#span(annotation, spanId, fragments, record);
      } else pointing.push(annotation);
    }
    for (const annotation of pointing) this.#pointing(annotation, spans, record);
    if (allStable && record.spans.length > 0) delete record.localIds;
    yield { kind: 'document', record, where };
  }

  *notes(): Generator<Incoming> {
    for (const [what, { one, count, first, example }] of this.#told)
      yield {
        kind: 'note',
        message: MESSAGES.counted(count, count === 1 ? one : what, example),
        where: first,
      };
    yield* this.#terms.notes({ file: this.#options.file });
  }

  /** @param what the note for one, and for several, without their number */
  #tell([one, more]: readonly [string, string], { where }: Annotation, example: string): void {
    const told = this.#told.get(more);
    if (told) told.count++;
    else this.#told.set(more, { one, count: 1, first: where, example });
  }

  /** Several targets in one text are the fragments of one annotation. */
  #fragments(annotation: Annotation, selections: readonly Target[], source: SourceText): Fragment[] {
    const found: Fragment[] = [];
    for (const { selected } of selections) {
      if (!selected) continue;
      const anchored = anchor(selected, source, annotation.where);
      const example = show(selected.exact || (annotation.id ?? selected.kinds.join(', ')));
      if (anchored.at === null) {
        const { leaveOut } = this.#options;
        if (leaveOut)
          leaveOut({
            cost: 'annotation',
            message: MESSAGES.notPlaced(example, anchored.why),
            where: annotation.where,
          });
        else this.#tell(MESSAGES.notPlacedLeftOut(anchored.why), annotation, example);
        return [];
      }
      if (selected.faults.length > 0)
        this.#tell(MESSAGES.selectorWithoutEffect(selected.faults[0]!), annotation, example);
      if (anchored.by === 'quote, elsewhere') this.#tell(MESSAGES.otherTextThere, annotation, example);
      if (anchored.by === 'quote, several') this.#tell(MESSAGES.severalPlaces, annotation, example);
      found.push(anchored.at);
    }
    if (found.some(([start], i) => i > 0 && found[i - 1]![0] > start))
      this.#tell(MESSAGES.otherOrder, annotation, show(annotation.id ?? ''));
    const more = new Set(selections.flatMap((target) => target.more));
    if (more.size > 0)
      this.#tell(MESSAGES.moreAboutTarget([...more].join(', ')), annotation, show(annotation.id ?? ''));
    return normaliseFragments(found);
  }

  #span(annotation: Annotation, id: Uid, fragments: readonly Fragment[], record: IncomingDocument): void {
    const { said, set, where } = annotation;
    const [type = typeOf(said), ...tags] = said.tags;
    const attributes = Object.fromEntries(
      Object.entries(said.attributes).map(([name, value]) => [
        this.#terms.of(name, 'The attribute', where),
        value,
      ]),
    );
    for (const [i, tag] of tags.entries()) attributes[i === 0 ? 'tag' : `tag ${i + 1}`] = tag;
    for (const [i, link] of said.links.entries()) attributes[i === 0 ? 'link' : `link ${i + 1}`] = link;
    const kept = {
      ...(annotation.id !== undefined && !uidOf(annotation.id) && { id: annotation.id }),
      ...(said.motivation !== undefined &&
        said.motivation !== 'classifying' && { motivation: said.motivation }),
      ...(said.tags.length === 0 && { untagged: true, type }),
      ...(saysMore(annotation.value.creator) && { creator: annotation.value.creator }),
      ...(said.rest.length > 0 && { bodies: said.rest }),
      ...restOf(annotation.value),
    };
    record.spans.push(
      incomingSpan(this.#terms.of(type, 'The tag', where), fragments, {
        id,
        attributes,
        ...(set !== undefined && { set }),
        ...(said.score !== undefined && { score: said.score }),
        ...(Object.keys(kept).length > 0 && { extra: { [ID]: kept } }),
      }),
    );
    for (const body of said.comments)
      if (body.trim() !== '') record.notes.push({ id: newUid(), span: id, body: body.slice(0, 20_000) });
  }

  /** Handles an annotation of other annotations, or of the whole text. */
  #pointing(annotation: Annotation, spans: ReadonlyMap<string, Uid>, record: IncomingDocument): void {
    const { said, targets, set, where } = annotation;
    const ends = [...targets.map((target) => target.id), ...said.links].flatMap(
      (id) => spans.get(id ?? '') ?? [],
    );
    const [from, to] = ends;
    const own = uidOf(annotation.id);
    if (from && to) {
      const [type = said.motivation ?? 'linking'] = said.tags;
      record.relations.push(
        incomingRelation(this.#terms.of(type, 'The relation', where), from, to, {
          attributes: said.attributes,
          ...(own && { id: own }),
          ...(set !== undefined && { set }),
          ...(said.score !== undefined && { score: said.score }),
        }),
      );
      if (ends.length > 2) this.#tell(MESSAGES.manyEnds, annotation, show(type));
      return;
    }
    if (from) {
      const remarks = [...said.comments, ...said.tags];
      for (const body of remarks)
        if (body.trim() !== '') record.notes.push({ id: newUid(), span: from, body: body.slice(0, 20_000) });
      return;
    }
    if (targets.some(({ id }) => id !== undefined && id.startsWith('urn:uuid:'))) {
      this.#tell(MESSAGES.ofAbsentAnnotation, annotation, show(annotation.id ?? ''));
      return;
    }
    const more = {
      ...(set !== undefined && { set }),
      ...(said.score !== undefined && { score: said.score }),
    };
    for (const [name, value] of Object.entries(said.attributes))
      record.labels.push(...numberedLabels(this.#terms.of(name, 'The label', where), [value], more));
    record.labels.push(
      ...numberedLabels('tag', said.tags, more),
      ...numberedLabels('link', said.links, more),
    );
    for (const body of said.comments)
      if (body.trim() !== '') record.notes.push({ id: newUid(), body: body.slice(0, 20_000) });
    if (said.rest.length > 0)
      this.#tell(MESSAGES.bodyWithoutWords, annotation, show(JSON.stringify(said.rest[0]), 120));
  }
}

/** Returns the type; without a tag it is named by the motivation of the annotation. */
function typeOf({ motivation, comments }: Said): string {
  return motivation ?? (comments.length > 0 ? 'commenting' : 'highlighting');
}

function restOf(value: Readonly<Record<string, unknown>>): { rest?: Record<string, unknown> } {
  const rest = without(value, TAKEN);
  return Object.keys(rest).length > 0 ? { rest } : {};
}

function without(
  value: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
}

/** Returns the author: the name if there is one, otherwise the address. */
export function setOf({ creator, user }: Readonly<Record<string, unknown>>): string | undefined {
  const stated: unknown = Array.isArray(creator) ? creator[0] : (creator ?? user);
  const name = isJsonObject(stated)
    ? (stringOf(stated.name) ?? stringOf(stated.nickname) ?? stringOf(stated.email) ?? stringOf(stated.id))
    : stringOf(stated);
  return name?.slice(0, 200);
}

/** Whether there is more data about the creator than a name. */
function saysMore(creator: unknown): boolean {
  return isJsonObject(creator) && Object.keys(creator).some((key) => key !== 'type' && key !== 'name');
}

/** Returns an id if it is a UUID, because other ids are not globally unique. */
function uidOf(id: string | undefined): Uid | undefined {
  const uuid = id?.replace(/^(?:urn:uuid:|#)/i, '').toLowerCase();
  return uuid !== undefined && isUid(uuid) ? uuid : undefined;
}
