import type { IncomingDocument } from '../../shared/formats/records.ts';
import { normaliseFragments, type Fragments } from '../../shared/model/fragments.ts';
import type { ProposedBody, ProposedEnd } from '../../shared/model/quarantine.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { annotationsOf, type DocumentAnnotations } from '../annotations/annotations.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';

/**
 * Gives a record whose ids are local ids of its own, and takes out what the document has already in the same set, so that
 * reading a file twice changes nothing. Spans are known again by type and place (several alike, one for one), relations
 * by type and ends, labels by name and value, notes by their words and what they are on.
 *
 * @param setOf the uid of a set by the name a record gives it
 * @param fresh whether the document was written just now, and has nothing yet
 */
export function localise(
  store: ReadStore,
  record: IncomingDocument,
  document: Uid,
  setOf: (name: string | undefined) => Uid,
  fresh: boolean,
): IncomingDocument {
  const present = new Present(store, document, fresh);
  const here = new Map<Uid, Uid>();
  const known = new Set<Uid>();
  for (const span of record.spans) {
    if (span.id === undefined) continue;
    const same = present.takeSpan(setOf(span.set), span.type, span.fragments);
    here.set(span.id, same ?? newUid());
    if (same !== undefined) known.add(same);
  }
  const at = (id: Uid) => here.get(id) ?? id;
  const relationIds = new Map<Uid, Uid>();
  const relations = record.relations.flatMap((relation) => {
    const moved = { ...relation, from: at(relation.from), to: at(relation.to) };
    const same = present.relation(setOf(relation.set), moved);
    if (relation.id !== undefined) relationIds.set(relation.id, same ?? newUid());
    return same === undefined
      ? [{ ...moved, ...(relation.id !== undefined && { id: relationIds.get(relation.id)! }) }]
      : [];
  });
  return {
    ...record,
    spans: record.spans.flatMap((span) => {
      const id = span.id === undefined ? undefined : at(span.id);
      if (id !== undefined && known.has(id)) return [];
      return [
        {
          ...span,
          ...(id !== undefined && { id }),
          ...(span.owner !== undefined && { owner: at(span.owner) }),
          slots: span.slots.map((slot) => ({
            ...slot,
            filler: 'span' in slot.filler ? { span: at(slot.filler.span) } : slot.filler,
            evidence: slot.evidence.map(at),
          })),
        },
      ];
    }),
    relations,
    labels: record.labels.filter((label) => !present.label(setOf(label.set), label.name, label.value)),
    notes: record.notes.flatMap(({ span, relation, ...note }) => {
      const moved = {
        ...note,
        ...(span !== undefined && { span: at(span) }),
        ...(relation !== undefined && { relation: relationIds.get(relation) ?? relation }),
      };
      return present.note(moved) ? [] : [moved];
    }),
    ...(record.quarantined && {
      quarantined: record.quarantined.map((item) => ({ ...item, body: movedBody(item.body, at) })),
    }),
  };
}

/** What waits for its place refers to spans that have theirs. */
function movedBody(body: ProposedBody, at: (id: Uid) => Uid): ProposedBody {
  const { from, to, fills } = body;
  const end = (of: ProposedEnd) => ('span' in of ? { span: at(of.span) } : of);
  return {
    ...body,
    ...(from && { from: end(from) }),
    ...(to && { to: end(to) }),
    ...(fills && { fills: { ...fills, claim: at(fills.claim) } }),
  };
}

/** What a document holds, read when it is first asked for. */
class Present {
  readonly #store: ReadStore;
  readonly #document: Uid;
  readonly #fresh: boolean;
  readonly #spans = new Map<Uid, Map<string, Uid[]>>();
  #all: DocumentAnnotations | undefined;

  constructor(store: ReadStore, document: Uid, fresh: boolean) {
    this.#store = store;
    this.#document = document;
    this.#fresh = fresh;
  }

  /** A span of that type and place that no other span of the record was taken for. */
  takeSpan(set: Uid, type: string, fragments: Fragments): Uid | undefined {
    if (this.#isNew(set)) return undefined;
    let spans = this.#spans.get(set);
    if (!spans) {
      spans = new Map();
      for (const span of this.#annotations().spans) {
        if (span.set !== set) continue;
        const key = placeKey(span.type, span.fragments);
        spans.set(key, [...(spans.get(key) ?? []), span.id]);
      }
      this.#spans.set(set, spans);
    }
    return spans.get(placeKey(type, fragments))?.shift();
  }

  relation(set: Uid, { type, from, to }: { type: string; from: Uid; to: Uid }): Uid | undefined {
    if (this.#isNew(set)) return undefined;
    return this.#annotations().relations.find(
      (known) => known.set === set && known.type === type && known.from === from && known.to === to,
    )?.id;
  }

  label(set: Uid, name: string, value: unknown): boolean {
    if (this.#isNew(set)) return false;
    return this.#annotations().labels.some(
      (known) => known.set === set && known.name === name && known.value === value,
    );
  }

  note({ body, span, relation }: { body: string; span?: Uid; relation?: Uid }): boolean {
    if (this.#fresh) return false;
    return this.#annotations().notes.some(
      (known) => known.body === body && known.span === span && known.relation === relation,
    );
  }

  #isNew(set: Uid): boolean {
    return this.#fresh || findId(this.#store.db, 'annotation_set', set) === undefined;
  }

  #annotations(): DocumentAnnotations {
    return (this.#all ??= annotationsOf(this.#store, this.#document));
  }
}

/** What two spans of one set must share to be taken for the same. */
export function placeKey(type: string, fragments: Fragments): string {
  return `${type} ${JSON.stringify(normaliseFragments(fragments))}`;
}
