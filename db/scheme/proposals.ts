import type { ProposedBody } from '../../shared/model/quarantine.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { convertValue } from '../../shared/scheme-edit/convert-value.ts';
import { nounOf, subjectOf } from '../../shared/scheme-edit/diff.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import type { StepOf } from '../../shared/scheme-edit/steps.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import type { Recorder } from '../journal/recorder.ts';
import { MESSAGES } from '../messages.ts';
import { presentBody } from '../review/present-body.ts';
import { kindOf, type ImageOf } from '../rows/index.ts';
import { findId } from '../rows/ids.ts';

/** A proposal in quarantine that waits for a decision. */
export interface Quarantined {
  readonly uid: Uid;
  readonly image: ImageOf<'quarantine'>;
  /** Under the names of the scheme in force. */
  readonly body: ProposedBody;
}

/** The open proposals in quarantine that are of a type of spans. */
export function proposalsOf(store: ReadStore, type: string): Quarantined[] {
  return open(store).filter(({ image, body }) => image.kind !== 'relation' && body.type === type);
}

/** The open proposals in quarantine that name a part of the scheme. */
export function proposalsNaming(store: ReadStore, part: PartName): Quarantined[] {
  return open(store).filter((each) => names(store, each, part));
}

function names(store: ReadStore, { image, body }: Quarantined, { kind, name, owner }: PartName): boolean {
  const isOwner = body.type === owner?.name && (image.kind === 'relation') === (owner.kind === 'relation');
  switch (kind) {
    case 'span':
      return image.kind !== 'relation' && body.type === name;
    case 'relation':
      return image.kind === 'relation' && body.type === name;
    case 'attribute':
      return isOwner && Object.hasOwn(body.attributes, name);
    case 'slot':
      return (
        (isOwner && body.parts.some(({ slot }) => slot === name)) ||
        (body.fills?.slot === name && typeOfSpan(store, body.fills.claim) === owner?.name)
      );
    case 'label':
    case 'layer':
      return false;
  }
}

function open(store: ReadStore): Quarantined[] {
  return store.db
    .column<Buffer>(sql`SELECT uid FROM quarantine WHERE state = 'open' ORDER BY id`)
    .map((row) => {
      const uid = toUid(row);
      const { image } = kindOf('quarantine').read(store, uid)!;
      return { uid, image, body: presentBody(store, image) };
    });
}

function typeOfSpan(store: ReadStore, span: Uid): string | undefined {
  if (findId(store.db, 'span', span) === undefined) return undefined;
  return store.terms.byUid(kindOf('span').read(store, span)!.image.type).name;
}

/** Changes fields of a proposal in quarantine; what the file had stays as it was. */
export function putBody(
  recorder: Recorder,
  { uid, image, body }: Quarantined,
  fields: Partial<ProposedBody>,
): void {
  recorder.put('quarantine', uid, { ...image, body: { ...image.body, ...body, ...fields } });
}

/** Returns the values that a conversion gives proposals in quarantine; those that it says nothing about stay as they are. */
export function convertedProposals(
  store: ReadStore,
  { part, to, table }: StepOf<'convert'>,
): { readonly row: Quarantined; readonly attributes: ProposedBody['attributes'] }[] {
  return proposalsNaming(store, part).flatMap((row) => {
    const { [part.name]: value, ...others } = row.body.attributes;
    const becomes = convertValue(to, table, value!);
    if (becomes === undefined || becomes === value) return [];
    return [{ row, attributes: becomes === null ? others : { ...others, [part.name]: becomes } }];
  });
}

/**
 * Takes a part that is removed out of the proposals in quarantine. Those that propose nothing but it are dismissed, with the reason.
 * Yields after each.
 */
export function* removeFromProposals(store: ReadStore, recorder: Recorder, part: PartName): Generator<void> {
  for (const row of proposalsNaming(store, part)) {
    const { image, body, uid } = row;
    if (part.kind === 'attribute') {
      const { [part.name]: _, ...attributes } = body.attributes;
      putBody(recorder, row, { attributes });
    } else if (part.kind === 'slot' && !body.fills)
      putBody(recorder, row, { parts: body.parts.filter(({ slot }) => slot !== part.name) });
    else {
      const reason = MESSAGES.partRemoved(nounOf(part.kind), subjectOf(part));
      recorder.put('quarantine', uid, { ...image, state: 'dismissed', reason });
    }
    yield;
  }
}
