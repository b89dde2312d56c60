import type { Uid } from '../../shared/model/uid.ts';
import type { Store } from '../connection/store.ts';
import type { Recorder } from '../journal/recorder.ts';
import { imageText, kindIn, type KindName } from '../rows/index.ts';

/**
 * Writes a row that refers to another one than before. Where the uid of a row follows from what it refers to, it is written under
 * its new uid, unless there is one already; the old one is left to go with what it referred to.
 */
export function putMoved(
  store: Store,
  recorder: Recorder,
  name: KindName,
  uid: Uid,
  { before, after }: { readonly before: object; readonly after: object },
): void {
  if (imageText(after) === imageText(before)) return;
  const kind = kindIn(store, name);
  const image = after as Parameters<typeof kind.write>[2];
  const { identity } = kind;
  const own = typeof identity === 'string' ? uid : identity.uid(image);
  if (own === uid || kind.read(store, own) === undefined) recorder.put(name, own, image);
}
