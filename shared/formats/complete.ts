import type { Entity } from '../model/annotation.ts';
import type { Scheme } from '../model/scheme.ts';
import type { Analyst, AnnotationSet } from '../model/set.ts';
import { newUid, type Uid } from '../model/uid.ts';
import type { Dataset, DatasetRelation, Incoming, LeaveOut } from './define.ts';
import { extendScheme, mergeSchemes } from './extend-scheme.ts';
import { MESSAGES } from './messages.ts';
import type { DocumentRecord, IncomingDocument, IncomingRelation } from './records.ts';
import { Vocabulary } from './vocabulary.ts';

const EMPTY_SCHEME: Scheme = {
  name: 'As read',
  description: '',
  layers: [{ name: 'imported', label: 'Imported', visible: true }],
  types: [],
  relations: [],
  labels: [],
};

/**
 * Merges entities that readers return once per file: by external ids, else by name and type. The first one seen
 * represents all of them.
 */
export class EntityBook {
  readonly #byKey = new Map<string, Entity>();
  /** Maps ids in files to the id of the entity that represents them. */
  readonly #ids = new Map<Uid, Uid>();

  add({ entity, localIds }: Extract<Incoming, { kind: 'entity' }>): void {
    const keys = localIds ? keysOf(entity) : [entity.id];
    const known = keys.map((key) => this.#byKey.get(key)).find((found) => found !== undefined);
    for (const key of keys) if (!this.#byKey.has(key)) this.#byKey.set(key, known ?? entity);
    this.#ids.set(entity.id, (known ?? entity).id);
  }

  of(id: Uid): Uid {
    return this.#ids.get(id) ?? id;
  }

  *entities(): Generator<Entity> {
    yield* new Set(this.#byKey.values());
  }
}

function keysOf({ name, type, externalIds }: Entity): string[] {
  return externalIds.length > 0
    ? externalIds.map(({ authority, value }) => JSON.stringify([authority, value]))
    : [JSON.stringify([type ?? null, name])];
}

/**
 * Turns what readers return into a dataset for writers, without a project in between. The source is read twice: first
 * for what must be known before the first document (scheme, sets, entities), then for the documents, one at a time.
 *
 * @param read returns the same items on every call
 * @param set the set of annotations that name none
 * @param tell receives the notes of readers
 * @param leaveOut receives what only a project could keep, in its quarantine
 */
export async function completeDataset(
  read: () => AsyncIterable<Incoming>,
  set: string,
  tell: (note: Told) => void = () => undefined,
  leaveOut: LeaveOut = () => undefined,
): Promise<{ dataset: Dataset; documents: () => AsyncGenerator<DocumentRecord> }> {
  const seen = new Vocabulary();
  const book = new EntityBook();
  const sets = new Map<string, AnnotationSet>();
  const analysts = new Map<Uid, Analyst>();
  const relations: DatasetRelation[] = [];
  let declared: Scheme | undefined;
  const useSet = (name: string) => {
    if (!sets.has(name)) sets.set(name, { id: newUid(), name, kind: 'import' });
  };
  for await (const item of read()) {
    seen.add(item);
    if (item.kind === 'header') {
      if (item.scheme) declared = mergeSchemes(declared, item.scheme);
      for (const known of item.sets ?? []) sets.set(known.name, known);
      for (const analyst of item.analysts ?? []) analysts.set(analyst.id, analyst);
    } else if (item.kind === 'entity') book.add(item);
    else if (item.kind === 'relation') {
      useSet(item.relation.set ?? set);
      relations.push(completeRelation(item.relation, set, book));
    } else if (item.kind === 'document') {
      const { spans, relations: inner, labels, statuses, quarantined = [] } = item.record;
      for (const { body, reason } of quarantined)
        leaveOut({
          cost: 'annotation',
          message: MESSAGES.noQuarantine(body.type, body.text, reason),
          where: item.where,
        });
      for (const row of [...spans, ...inner, ...labels, ...statuses]) useSet(row.set ?? set);
    } else tell({ message: item.message, where: item.where });
  }
  const { scheme } = extendScheme(declared ?? EMPTY_SCHEME, seen, declared);
  return {
    dataset: {
      scheme,
      analysts: [...analysts.values()],
      sets: [...sets.values()],
      entities: [...book.entities()],
      relations,
    },
    async *documents() {
      for await (const item of read()) {
        if (item.kind === 'entity') book.add(item);
        else if (item.kind === 'document') yield completeRecord(item.record, set, book);
      }
    },
  };
}

export type Told = Pick<Extract<Incoming, { kind: 'note' }>, 'message' | 'where'>;

/**
 * Returns a record with ids for everything, with the default set where it names none, and with its entities replaced by
 * those that represent them.
 */
export function completeRecord(record: IncomingDocument, set: string, book: EntityBook): DocumentRecord {
  const { localIds: _, quarantined: __, id, spans, relations, labels, statuses, notes, ...rest } = record;
  return {
    ...rest,
    id: id ?? newUid(),
    spans: spans.map((span) => ({
      ...span,
      id: span.id ?? newUid(),
      set: span.set ?? set,
      entities: [...new Set(span.entities.map((entity) => book.of(entity)))],
      slots: span.slots.map((slot) =>
        'entity' in slot.filler ? { ...slot, filler: { entity: book.of(slot.filler.entity) } } : slot,
      ),
    })),
    relations: relations.map((relation) => completeRelation(relation, set, book)),
    labels: labels.map((label) => ({ ...label, id: label.id ?? newUid(), set: label.set ?? set })),
    statuses: statuses.map((status) => ({ ...status, set: status.set ?? set })),
    notes: notes.map((note) => ({ ...note, id: note.id ?? newUid() })),
  };
}

function completeRelation(relation: IncomingRelation, set: string, book: EntityBook): DatasetRelation {
  const { from, to, ends } = relation;
  return {
    ...relation,
    id: relation.id ?? newUid(),
    set: relation.set ?? set,
    from: ends === 'entity' ? book.of(from) : from,
    to: ends === 'entity' ? book.of(to) : to,
  };
}
