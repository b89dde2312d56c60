import type { Uid } from '../../shared/model/uid.ts';
import { compact } from './ids.ts';

/**
 * What removing a row does to a row that refers to it. `remove`: that row is removed too. `cut`: it stays without the
 * reference. `refuse`: the removal fails. `keep`: it keeps the uid of the removed row.
 */
export type OnRemoval = 'remove' | 'cut' | 'refuse' | 'keep';

/** A reference from one row to others. */
export interface Reference<Image> {
  /** The name of the kind that is referred to. */
  readonly to: string;
  /** The foreign key: a column of the table, or `part.column` of one of its parts. Null if only the uid is stored. */
  readonly column: string | null;
  readonly onRemoval: OnRemoval;
  /**
   * Deleting the other row for good removes this row, although removing it does not. States the column with the uid of
   * the other row, by which such rows are found.
   */
  readonly onErasing?: { readonly removesBy: string };
  /** The reason why a row cannot be restored without the row it refers to; null if it is restored without the reference. */
  readonly gone: string | null;
  of(image: Image): readonly Uid[];
  /** Returns the image with each uid replaced; null cuts the reference. Returns the very same image if nothing changes. */
  replaced(image: Image, replace: (uid: Uid) => Uid | null): Image;
}

type Rest = Pick<Reference<never>, 'to' | 'column' | 'onRemoval' | 'onErasing' | 'gone'>;

/** Makes the reference of a field with one optional uid. `when` limits it to images for which it returns true. */
export function toOne<Image>(
  field: keyof Image,
  { when = () => true, ...rest }: Rest & { readonly when?: (image: Image) => boolean },
): Reference<Image> {
  return {
    ...rest,
    of(image) {
      const uid = image[field] as Uid | undefined;
      return uid !== undefined && when(image) ? [uid] : [];
    },
    replaced(image, replace) {
      const uid = image[field] as Uid | undefined;
      if (uid === undefined || !when(image)) return image;
      const now = replace(uid);
      if (now === uid) return image;
      return compact<Image & object>({ ...image, [field]: now ?? undefined });
    },
  };
}

/** Makes the reference of a row to the annotation set that it is in. */
export function toSet<Image extends { readonly set?: Uid | undefined }>(): Reference<Image> {
  return toOne('set', {
    to: 'set',
    column: 'set_id',
    onRemoval: 'refuse',
    gone: 'its annotation set is gone',
  });
}

/** Makes the reference of a row to the document that it is in, with which it is removed. */
export function toDocument<Image extends { readonly document?: Uid | undefined }>(): Reference<Image> {
  return toOne('document', {
    to: 'document',
    column: 'document_id',
    onRemoval: 'remove',
    gone: 'its document is gone',
  });
}

/** Makes the reference of a field with a sorted list of uids. */
export function toMany<Image>(field: keyof Image, rest: Rest): Reference<Image> {
  return {
    ...rest,
    of: (image) => image[field] as readonly Uid[],
    replaced(image, replace) {
      const before = image[field] as readonly Uid[];
      const after = before.map(replace);
      if (after.every((uid, i) => uid === before[i])) return image;
      const kept = [...new Set(after.filter((uid) => uid !== null))].sort();
      return { ...image, [field]: kept };
    },
  };
}
