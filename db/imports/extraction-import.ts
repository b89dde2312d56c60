import type { IncomingDocument, IncomingRelation } from '../../shared/formats/records.ts';
import type { IncomingQuarantine, ProposedBody, ProposedEnd } from '../../shared/model/quarantine.ts';
import { forbidsCircles, problemOfEnds, relationType } from '../../shared/model/relation-rules.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { circleClosedBy, describeEnd } from '../relations/relations.ts';
import { kindOf } from '../rows/index.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { derivedUid } from '../connection/uid.ts';

/**
 * A record as a model's set takes it: whatever set, ids and statuses the file has are its own affair, since another run may bring
 * the same ones again.
 */
export function asProposals(record: IncomingDocument): IncomingDocument {
  return {
    ...record,
    localIds: true,
    spans: record.spans.map(({ derivedFrom: _, ...span }) => ({
      ...span,
      slots: span.slots.map((slot) => ({ ...slot, id: newUid() })),
    })),
    relations: record.relations.map(({ derivedFrom: _, ...relation }) => relation),
    labels: record.labels.map(({ id: _, ...label }) => label),
    notes: record.notes.map(({ id: _, replyTo: __, ...note }) => note),
    statuses: [],
  };
}

/**
 * What a model's relation is under the scheme: as it stands, between the entities that its ends are linked to, or nothing, with
 * the reason. A wrong relation of a model is for a person to see, and no ground to refuse the file.
 */
export function fitRelation(
  store: ReadStore,
  scheme: Scheme,
  relation: IncomingRelation,
  set: Uid,
  entitiesOf: (span: Uid) => readonly Uid[],
): { readonly fit: IncomingRelation } | { readonly reason: string } {
  const type = relationType(scheme, relation.type);
  if (!type || relation.ends === 'entity') return { fit: relation };
  let fit = relation;
  if (type.ends === 'entity') {
    const [from, to] = [entitiesOf(relation.from)[0], entitiesOf(relation.to)[0]];
    if (from === undefined || to === undefined) {
      const missing = describeEnd(store, 'span', from === undefined ? relation.from : relation.to);
      return { reason: `“${type.label}” links entities, and “${missing.text}” is linked to none.` };
    }
    if (from === to) return { reason: `“${type.label}” would link an entity to itself.` };
    fit = { ...relation, ends: 'entity', from, to };
  }
  const [from, to] = [fit.from, fit.to].map((end) => describeEnd(store, type.ends, end));
  const reason = problemOfEnds(scheme, type, from!.type, to!.type);
  if (reason) return { reason };
  const circle = forbidsCircles(type) && circleClosedBy(store, { ...fit, set });
  return circle ? { reason: `“${type.label}” would go in a circle.` } : { fit };
}

/**
 * Puts into quarantine what has no place. The ids follow from set, document and proposal, so that a file read again lists nothing
 * twice. What the run before proposed alike is known: what was dismissed then is dismissed, a span that was placed by hand then
 * is placed there again.
 *
 * @param before the set that this one supersedes
 * @param live the entity of the project for one of the file
 * @returns how many came in open
 */
export function putQuarantined(
  store: Store,
  recorder: Recorder,
  items: readonly IncomingQuarantine[],
  {
    set,
    document,
    before,
    live,
  }: {
    readonly set: Uid;
    readonly document: Uid;
    readonly before: Uid | undefined;
    live(entity: Uid): Uid;
  },
): number {
  const seen = new Map<string, number>();
  const keyed = items.map((item) => {
    const key = JSON.stringify([item.kind, item.body.given]);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    const uidIn = (of: Uid) => derivedUid('quarantine', of, document, key, String(nth));
    return { item, uid: uidIn(set), earlier: before && uidIn(before) };
  });
  const ids = new Map(keyed.map(({ item, uid }) => [item.id, uid]));
  const end = (of: ProposedEnd): ProposedEnd => {
    if (!('quarantine' in of)) return of;
    const here = ids.get(of.quarantine);
    return here === undefined ? { text: '' } : { quarantine: here };
  };
  let open = 0;
  for (const { item, uid, earlier } of keyed) {
    if (kindOf('quarantine').read(store, uid)) continue;
    const { kind, reason, body } = item;
    const known = earlier && kindOf('quarantine').read(store, earlier)?.image;
    const result =
      known?.state === 'placed' ? placedAgain(store, recorder, item, known.result, set) : undefined;
    const state = known?.state === 'dismissed' ? 'dismissed' : result === undefined ? 'open' : 'placed';
    recorder.put('quarantine', uid, {
      set,
      document,
      kind,
      state,
      reason,
      ...(result && { result }),
      body: {
        ...body,
        entities: body.entities.map(live),
        ...(body.from && { from: end(body.from) }),
        ...(body.to && { to: end(body.to) }),
      },
    });
    if (state === 'open') open++;
  }
  return open;
}

/** The span that a person made of the same proposal of the run before, once more in this run's set. */
function placedAgain(
  store: Store,
  recorder: Recorder,
  { kind, body }: IncomingQuarantine,
  before: Uid | undefined,
  set: Uid,
): Uid | undefined {
  // A claim has its slots, and a part of a claim its claim, in the other set: those are for a person to place.
  if (kind !== 'span' || body.fills || before === undefined) return undefined;
  const span = kindOf('span').read(store, before)?.image;
  if (!span) return undefined;
  const { owner: _, derivedFrom: __, score: ___, ...rest } = span;
  const uid = newUid();
  recorder.put('span', uid, { ...rest, set, ...(body.score !== undefined && { score: body.score }) });
  return uid;
}

/** Returns a relation that the scheme refuses as quarantine holds it. */
export function refusedRelation(relation: IncomingRelation, reason: string): IncomingQuarantine {
  const { type, from, to, extra } = relation;
  return quarantinedRelation(relation, {
    id: relation.id ?? newUid(),
    reason,
    from: { span: from },
    to: { span: to },
    given: { type, from, to, ...(extra && { extra }) },
  });
}

/**
 * Returns a relation as quarantine holds it.
 *
 * @param given the fields of the file, which identify the same relation in another run
 */
export function quarantinedRelation(
  { type, attributes, score }: IncomingRelation,
  {
    id,
    reason,
    ...rest
  }: { readonly id: Uid; readonly reason: string } & Required<Pick<ProposedBody, 'from' | 'to' | 'given'>>,
): IncomingQuarantine {
  const body = {
    type,
    text: '',
    attributes,
    entities: [],
    parts: [],
    ...(score !== undefined && { score }),
    ...rest,
  };
  return { id, kind: 'relation', reason, body };
}
