import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { ReadStore } from '../connection/store.ts';
import { kindIn, type ImageOf } from '../rows/index.ts';

/** The kinds of rows that are written under terms. */
type Termed = 'span' | 'relation' | 'label' | 'slot' | 'entity';

/**
 * The image of a row with the terms and values as which the version of the scheme in force reads them. For rows that are about to
 * be written anew; the journal and everything else that restores rows takes them as they are stored.
 */
export function readAs<Kind extends Termed>(
  store: ReadStore,
  kind: Kind,
  uid: Uid,
): ImageOf<Kind> | undefined {
  const row = kindIn(store, kind);
  const stored = row.read(store, uid)?.image;
  if (!stored) return undefined;
  const { terms } = store;
  const image = row.terms?.(stored, (each) => terms.byUid(each).uid) ?? stored;
  const value = (of: string, each: AttributeValue) => terms.readValue(terms.stored(of as Uid).id, each);
  if ('attributes' in image)
    return {
      ...image,
      attributes: Object.fromEntries(
        Object.entries(image.attributes).map(([of, each]) => [of, value(of, each)]),
      ),
    };
  return 'label' in image ? { ...image, value: value(image.label, image.value) } : image;
}
