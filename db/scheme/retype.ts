import { problemOfValue, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { spanType, type Scheme, type SpanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { requireTerm } from '../annotations/images.ts';
import { removeFiller } from '../annotations/removal.ts';
import { sql } from '../connection/connection.ts';
import type { Store } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { readAs } from './read-as.ts';
import type { Recorder } from '../journal/recorder.ts';
import { renewKeys } from '../revisions/move-text.ts';
import { findId } from '../rows/ids.ts';
import { kindOf, type ImageOf } from '../rows/index.ts';

/** A value that a span gets with its new type. */
export interface GivenValue {
  readonly attribute: string;
  readonly value: AttributeValue;
}

/**
 * Gives spans other types within one change. Values and fillers go on under the attributes and slots of the same name; those that
 * the new type lacks are removed. Call {@link finish} at the end: the keys of decisions depend on types.
 */
export class Retyper {
  readonly #store: Store;
  readonly #recorder: Recorder;
  readonly #scheme: Scheme;
  readonly #documents = new Set<Uid>();

  /** `scheme` declares the new types. */
  constructor(store: Store, recorder: Recorder, scheme: Scheme) {
    this.#store = store;
    this.#recorder = recorder;
    this.#scheme = scheme;
  }

  /** Gives a span another type, and with `given` a value of it. `known` is its image, if the caller has read it. */
  span(uid: Uid, name: string, given?: GivenValue, known?: ImageOf<'span'>): void {
    const store = this.#store;
    const type = spanType(this.#scheme, name)!;
    const term = requireTerm(store, 'span', name);
    const image = known ?? readAs(store, 'span', uid)!;
    this.#documents.add(image.document);
    this.#recorder.put('span', uid, {
      ...image,
      type: term.uid,
      // Only mentions are linked to entities.
      entities: type.family === 'mention' ? image.entities : [],
      ...this.#values(image, type, given),
    });
    if (store.terms.haveSlots(image.type)) this.#slots(uid, type);
  }

  /** Gives an entity of the registry another type. */
  entity(uid: Uid, name: string): void {
    const { image } = kindOf('entity').read(this.#store, uid)!;
    this.#recorder.put('entity', uid, { ...image, type: requireTerm(this.#store, 'span', name).uid });
  }

  /** Renews what depends on the types of spans: the keys of decisions, and the cases of the documents. */
  finish(): void {
    const { db } = this.#store;
    const rewrite = this.#recorder.rewrite.bind(this.#recorder);
    for (const document of this.#documents) {
      renewKeys(this.#store, document, { rewrite, isExcept: () => false });
      // Those of relations depend on the types of their ends. Opening the queue derives them again.
      db.run(sql`DELETE FROM review_case WHERE document_id = ${findId(db, 'document', document) ?? -1}`);
    }
    this.#documents.clear();
  }

  #values(
    { attributes, untouched }: ImageOf<'span'>,
    type: SpanType,
    given: GivenValue | undefined,
  ): Pick<ImageOf<'span'>, 'attributes' | 'untouched'> {
    const { terms } = this.#store;
    const owner = requireTerm(this.#store, 'span', type.name);
    const termOf = (name: string) => requireTerm(this.#store, 'attribute', name, owner).uid;
    const kept = Object.entries(attributes).flatMap(([uid, value]) => {
      const { name } = terms.byUid(uid as Uid);
      if (name === given?.attribute || !takesValue(type, name, value)) return [];
      return [{ uid: termOf(name), value, untouched: untouched.includes(uid as Uid) }];
    });
    if (given) kept.push({ uid: termOf(given.attribute), value: given.value, untouched: false });
    kept.sort((a, b) => (a.uid < b.uid ? -1 : 1));
    return {
      attributes: Object.fromEntries(kept.map(({ uid, value }) => [uid, value])),
      untouched: kept.filter((each) => each.untouched).map(({ uid }) => uid),
    };
  }

  #slots(span: Uid, type: SpanType): void {
    const store = this.#store;
    const owner = requireTerm(store, 'span', type.name);
    for (const row of store.db.column<Buffer>(sql`
      SELECT f.uid FROM slot f JOIN span s ON s.id = f.span_id WHERE s.uid = ${toBytes(span)} ORDER BY f.id`)) {
      const uid = toUid(row);
      const { image } = kindOf('slot').read(store, uid)!;
      const { name } = store.terms.byUid(image.slot);
      if (type.slots.some((slot) => slot.name === name))
        this.#recorder.put('slot', uid, { ...image, slot: requireTerm(store, 'slot', name, owner).uid });
      else removeFiller(store, this.#recorder, uid);
    }
  }
}

/** Whether spans of a type may have a value of the attribute with this name. */
export function takesValue(type: SpanType, name: string, value: AttributeValue): boolean {
  const declared = type.attributes.find((each) => each.name === name);
  return declared !== undefined && problemOfValue(declared, value) === null;
}
