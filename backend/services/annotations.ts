import { annotationsOf, spanByUid, spanOf } from '../../db/annotations/annotations.ts';
import { statusOf } from '../../db/documents/documents.ts';
import { labelImage, slotImages, spanImage } from '../../db/annotations/images.ts';
import { labelsOfDocument } from '../../db/annotations/document-labels.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { dependantsOf, removeSpan, removeWithDependants } from '../../db/annotations/removal.ts';
import { usedValues } from '../../db/annotations/used-values.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { peekSpans } from '../../db/documents/peek.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Span } from '../../shared/model/annotation.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { spanType, type DocumentLabel, type SpanType } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { counted } from '../../shared/text/counted.ts';
import type { Domain, Handlers } from '../context.ts';
import { carriedFillers, fillSlot, assertTypeFitsSlots, takeOut } from '../rules/slot-rules.ts';
import { assertTypeFitsRelations } from '../rules/relation-rules.ts';
import { assertValues, requireFragments, requireSpan, requireType, shortQuote } from '../rules/span-rules.ts';
import { changeValues, fittingValues, keepValues, startValues } from '../rules/values.ts';
import { putStatus, assertDocument, requireDocument } from './documents.ts';
import { MESSAGES } from './messages.ts';

export const annotationHandlers: Handlers<Domain<'annotations'> | Domain<'spans'> | Domain<'labels'>> = {
  'annotations.get': ({ store }, { document, set }) => {
    assertDocument(store, document);
    return annotationsOf(store, document, set);
  },

  'spans.create': (
    { store, record, targetSet },
    { id, document, set, type: typeName, fragments, attributes = {}, slots = [], carryFrom },
  ) => {
    assertDocument(store, document);
    const type = requireType(store, typeName);
    const normal = requireFragments(store, document, fragments);
    assertValues(type.name, type.attributes, attributes);
    const target = targetSet(set);
    const uid = id ?? newUid();
    return record(`Tag ${type.label}${quoted(shortQuote(store, document, normal))}`, (recorder) => {
      const isNew = recorder.put(
        'span',
        uid,
        spanImage(store, {
          document,
          set: target,
          type: type.name,
          fragments: normal as Span['fragments'],
          ...startValues(type, attributes),
          entities: [],
        }),
      );
      if (!isNew) throw new PostilError('refused', MESSAGES.spanExists(uid), { field: 'id' });
      const carried = carryFrom ? carriedFillers(store, spanByUid(store, uid)!, carryFrom) : [];
      const given = new Set(slots.map(({ name }) => name));
      for (const filling of [...carried.filter(({ name }) => !given.has(name)), ...slots])
        fillSlot(store, recorder, uid, filling);
      beginDocument(store, recorder, target, document);
      return { span: writtenSpan(store, recorder, uid) };
    });
  },

  'spans.update': ({ store, record }, { id, type: typeName, fragments, attributes }) => {
    const span = requireSpan(store, id, 'id');
    const type = requireType(store, typeName ?? span.type);
    if (type.name !== span.type) assertTypeFitsSlots(store, span, type);
    const normal = fragments ? requireFragments(store, span.document, fragments) : span.fragments;
    const values = typeName === undefined ? keepValues(span) : fittingValues(span, type);
    if (attributes) changeValues(values, type, attributes);
    const words = quoted(shortQuote(store, span.document, normal));
    const what =
      typeName !== undefined
        ? `Change type to ${type.label}`
        : fragments
          ? `Change the bounds of ${type.label}`
          : `Edit ${Object.keys(attributes ?? {}).join(', ')}`;
    return record(`${what}${words}`, (recorder) => {
      const { slots: _, author: __, id: ___, ...rest } = span;
      if (type.name !== span.type) assertTypeFitsRelations(store, id, type.name);
      if (type.name !== span.type) moveSlots(store, recorder, span, type);
      recorder.put(
        'span',
        id,
        spanImage(store, {
          ...rest,
          ...values,
          type: type.name,
          fragments: normal as Span['fragments'],
          // Only mentions are linked to entities.
          ...(type.family !== 'mention' && { entities: [] }),
        }),
      );
      return { span: writtenSpan(store, recorder, id), ...(typeName !== undefined && { before: span }) };
    });
  },

  'spans.duplicate': ({ store, record }, { id, newId, type: typeName }) => {
    const span = requireSpan(store, id, 'id');
    const type = requireType(store, typeName);
    const uid = newId ?? newUid();
    return record(
      `Duplicate as ${type.label}${quoted(shortQuote(store, span.document, span.fragments))}`,
      (recorder) => {
        const { document, set, fragments, entities } = span;
        recorder.put(
          'span',
          uid,
          spanImage(store, {
            document,
            set,
            fragments,
            entities,
            type: type.name,
            ...fittingValues(span, type),
          }),
        );
        return { span: requireSpan(store, uid, 'id') };
      },
    );
  },

  'spans.delete': ({ store, record }, { ids }) => {
    const [first] = ids.map((id) => requireSpan(store, id, 'id'));
    const words =
      ids.length === 1
        ? `${labelOf(store, first!.type)}${quoted(shortQuote(store, first!.document, first!.fragments))}`
        : `${ids.length} spans`;
    return record(`Delete ${words}`, (recorder) => {
      for (const id of ids) removeSpan(store, recorder, id);
      return { deleted: ids.length };
    });
  },

  'spans.dependants': ({ store }, { id }) => {
    const { relations, slots, notes, owned } = dependantsOf(store, id);
    return { relations: relations.length, slots: slots.length, notes: notes.length, owned: owned.length };
  },

  'spans.peek': ({ store }, { ids }) => ({ spans: peekSpans(store, ids) }),

  'spans.values': ({ store, actor }, { type, set }) => ({
    attributes: usedValues(store, requireType(store, type), set ?? setOfAnalyst(store.db, actor.analyst.id)),
  }),

  'labels.set': ({ store, record, targetSet }, { document, set, name, value, has }) => {
    requireDocument(store, document);
    const label = requireLabel(store, name, value);
    const target = targetSet(set);
    return record(`Label ${label.label}: ${labelWords(value, has)}`, (recorder) => {
      putLabel(store, recorder, label, { set: target, document, value, has });
      return {};
    });
  },

  'labels.setAll': ({ store, record, targetSet }, { documents, set, name, value, has }) => {
    const label = requireLabel(store, name, value);
    const target = targetSet(set);
    const what = labelWords(value, has);
    return record(`Label ${counted(documents.length, 'document')} ${label.label}: ${what}`, (recorder) => {
      const changed = [...new Set(documents)].filter((document) => {
        assertDocument(store, document);
        return putLabel(store, recorder, label, { set: target, document, value, has });
      }).length;
      if (changed === 0)
        throw new PostilError('refused', MESSAGES.allHaveLabel(documents.length, label.label));
      return { changed };
    });
  },
};

/** Returns a span as the change has stored it. Reads it again only if the change did not write it. */
function writtenSpan(store: Store, recorder: Recorder, id: Uid): Span {
  const stored = recorder.written(id);
  return stored ? spanOf(store, id, stored) : requireSpan(store, id, 'id');
}

/** The first annotation in a new document sets its status to in progress. */
function beginDocument(store: Store, recorder: Recorder, set: Uid, document: Uid): void {
  if (statusOf(store.db, set, document).status === 'new') putStatus(recorder, set, document, 'in progress');
}

/**
 * Keeps slots that the new type declares too, under its terms. Removes the others; the removal is journalled, so undo
 * restores them.
 */
function moveSlots(store: Store, recorder: Recorder, span: Span, type: SpanType): void {
  const kept = span.slots.filter(({ name }) => type.slots.some((slot) => slot.name === name));
  for (const [uid, image] of slotImages(store, { ...span, type: type.name, slots: kept }))
    recorder.put('slot', uid, image);
  for (const slot of span.slots) if (!kept.includes(slot)) takeOut(store, recorder, span, slot);
}

/** Returns a label of the scheme that may have a value. Throws if there is none, or if the value does not fit. */
function requireLabel(store: Store, name: string, value: AttributeValue | null) {
  const label = currentScheme(store).scheme.labels.find((l) => l.name === name);
  if (!label) throw new PostilError('refused', MESSAGES.noLabel(name), { field: 'name' });
  if (value !== null) assertValues(label.name, [{ ...label.value, name }], { [name]: value });
  return label;
}

interface LabelValue {
  readonly set: Uid;
  readonly document: Uid;
  readonly value: AttributeValue | null;
  /** Of a label with several values: whether the document has this one. */
  readonly has: boolean;
}

function labelWords(value: AttributeValue | null, has: boolean): string {
  return value === null ? 'none' : `${has ? '' : 'not '}${String(value)}`;
}

/**
 * Sets a label of a document; null removes it. Of a label with several values, each of which is a row of its own, adds or removes
 * one. Returns whether that changed anything.
 */
function putLabel(
  store: Store,
  recorder: Recorder,
  { name, many = false }: DocumentLabel,
  { set, document, value, has }: LabelValue,
): boolean {
  const known = labelsOfDocument(store, set, document, name);
  const same = known.filter((each) => each.value === value);
  const wanted = value !== null && has;
  // Without several values, the first row gets the value, and no other stays.
  const replaced = many || !wanted ? undefined : (same[0] ?? known[0]);
  const leaving = many && value !== null ? (has ? [] : same) : known.filter((each) => each !== replaced);
  const isThere = many ? same.length > 0 : replaced !== undefined && replaced.value === value;
  for (const { uid } of leaving) removeWithDependants(store, recorder, 'label', uid);
  if (wanted && !isThere) {
    recorder.put('label', replaced?.uid ?? newUid(), labelImage(store, { set, document, name, value }));
    beginDocument(store, recorder, set, document);
  }
  return leaving.length > 0 || (wanted && !isThere);
}

function quoted(words: string): string {
  return words === '' ? '' : ` “${words}”`;
}

/** Returns the label of a type, or its name if the scheme no longer has it. */
function labelOf(store: Store, type: string): string {
  return spanType(currentScheme(store).scheme, type)?.label ?? type;
}
