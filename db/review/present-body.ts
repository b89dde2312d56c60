import { TermMapper } from '../../shared/formats/term-map.ts';
import { ProposedBody } from '../../shared/model/quarantine.ts';
import type { ReadStore } from '../connection/store.ts';
import { findId } from '../rows/ids.ts';
import { kindOf, type ImageOf } from '../rows/index.ts';
import { formerNames } from '../scheme/former-names.ts';

/**
 * Returns what a quarantined proposal proposes, under the names that types, attributes, slots and values have now: the body keeps
 * those of the time when the file came.
 */
export function presentBody(store: ReadStore, { kind, body: stored }: ImageOf<'quarantine'>): ProposedBody {
  const former = formerNames(store);
  const body = new TermMapper(undefined, undefined, [], former).proposed(kind, ProposedBody.parse(stored));
  const { fills } = body;
  if (!fills || findId(store.db, 'span', fills.claim) === undefined) return body;
  const claim = store.terms.byUid(kindOf('span').read(store, fills.claim)!.image.type).name;
  const now = Object.entries(former.slots).find(([key]) => {
    const type = key.slice(0, -fills.slot.length - 1);
    return key === `${type}.${fills.slot}` && (former.types[type] ?? type) === claim;
  })?.[1];
  return now == null ? body : { ...body, fills: { ...fills, slot: now } };
}
