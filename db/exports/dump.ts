import { currentScheme } from '../scheme/scheme.ts';
import { imageText, kindIn, kindNames } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';

/**
 * The content of a project, as lines in a fixed order: the scheme, then every row by kind and uid. Two projects with
 * equal dumps hold the same annotations, whatever way they came to them: journal, clock, devices and the
 * project's own uid are left out.
 */
export function* canonicalDump(store: ReadStore): Generator<string> {
  yield `scheme ${JSON.stringify(currentScheme(store).scheme)}`;
  for (const kind of kindNames(store)) {
    // The project itself: the scheme that it refers to comes first.
    if (kindIn(store, kind).table === null) continue;
    for (const uid of kindIn(store, kind).uids(store).sort()) {
      yield `${kind} ${uid} ${imageText(kindIn(store, kind).read(store, uid)!.image)}`;
    }
  }
}
