import type { Uid } from '../../shared/model/uid.ts';
import type { RowReader } from './handle.ts';
import { analystRow } from './analyst.ts';
import { confirmationRow } from './confirmation.ts';
import type { RowKind } from './define.ts';
import { decisionRow } from './decision.ts';
import { documentRow } from './document.ts';
import { entityRow } from './entity.ts';
import { RowKinds, type AnyKind } from './kinds.ts';
import { labelRow } from './label.ts';
import { noteRow } from './note.ts';
import { projectRow } from './project.ts';
import { quarantineRow } from './quarantine.ts';
import { relationRow } from './relation.ts';
import { reviewRow } from './review.ts';
import { segmentationRow } from './segmentation.ts';
import { setRow } from './set.ts';
import { slotRow } from './slot.ts';
import { spanRow } from './span.ts';
import { statusRow } from './status.ts';
import { textRow } from './text.ts';
import { tombstoneRow } from './tombstone.ts';

/** Every kind of journalled row. A kind comes after those that it depends on. */
const kinds = {
  project: projectRow,
  analyst: analystRow,
  entity: entityRow,
  set: setRow,
  document: documentRow,
  text: textRow,
  segmentation: segmentationRow,
  status: statusRow,
  span: spanRow,
  slot: slotRow,
  relation: relationRow,
  label: labelRow,
  note: noteRow,
  review: reviewRow,
  decision: decisionRow,
  confirmation: confirmationRow,
  quarantine: quarantineRow,
  tombstone: tombstoneRow,
} as const;

/** A store, of which only the list of its row kinds is needed. */
type WithKinds = { readonly kinds: RowKinds };

export type KindName = keyof typeof kinds;
export type ImageOf<Kind extends KindName> = NonNullable<ReturnType<(typeof kinds)[Kind]['read']>>['image'];
/** All row kinds. */
export const ROW_KINDS = new RowKinds(Object.values(kinds) as unknown as readonly AnyKind[]);

/** The names of all row kinds, in the order of their dependencies. */
export const KIND_NAMES = ROW_KINDS.names as readonly KindName[];

/** Returns the row kind of a name, with its image type. Code that treats all kinds alike uses the list of its store instead. */
export function kindOf<Kind extends KindName>(name: Kind): RowKind<ImageOf<Kind>> {
  return kinds[name] as unknown as RowKind<ImageOf<Kind>>;
}

/** Returns the row kind of a name from the list of a store. */
export function kindIn<Kind extends KindName>({ kinds }: WithKinds, name: Kind): RowKind<ImageOf<Kind>> {
  return kinds.get(name) as unknown as RowKind<ImageOf<Kind>>;
}

/** Returns the names of a store's kinds. */
export function kindNames({ kinds }: WithKinds): readonly KindName[] {
  return kinds.names as readonly KindName[];
}

/** Returns an image as the journal stores it. The kinds fix the order of keys, so equal rows have equal text. */
export function imageText(image: unknown): string {
  return JSON.stringify(image);
}

/** Returns the documents that a row belongs to. The row of a document itself belongs to that document. */
export function documentsOf<Kind extends KindName>(
  store: RowReader & WithKinds,
  name: Kind,
  uid: Uid,
  image: ImageOf<Kind>,
): readonly Uid[] {
  return kindIn(store, name).documents(image, store, uid);
}
