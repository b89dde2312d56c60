import type { DocumentRecord } from '../records.ts';
import { casExtra } from './to-cas.ts';

/** Returns the document that gives a file of a group its name, without the name of its view. */
export function namesake({ origin, title, extra }: DocumentRecord): Pick<DocumentRecord, 'origin' | 'title'> {
  const view = `#${casExtra({ extra }).view ?? ''}`;
  const name = origin.name.endsWith(view) ? origin.name.slice(0, -view.length) : origin.name;
  return { origin: { ...origin, name }, title };
}

/** Groups the documents of one CAS, which are consecutive, because they are written to one file. */
export async function* groups(
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
): AsyncGenerator<DocumentRecord[]> {
  let group: DocumentRecord[] = [];
  for await (const document of documents) {
    const { cas } = casExtra(document);
    const before = group[0] && casExtra(group[0]).cas;
    if (group.length > 0 && (cas === undefined || cas !== before)) {
      yield group;
      group = [];
    }
    group.push(document);
  }
  if (group.length > 0) yield group;
}
