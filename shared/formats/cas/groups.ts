import type { DocumentRecord } from '../records.ts';
import { casExtra } from './to-cas.ts';

/** The document that the file of a group is named after: without the name of its view. */
export function namesake({ origin, title, extra }: DocumentRecord): Pick<DocumentRecord, 'origin' | 'title'> {
  const view = `#${casExtra({ extra }).view ?? ''}`;
  const name = origin.name.endsWith(view) ? origin.name.slice(0, -view.length) : origin.name;
  return { origin: { ...origin, name }, title };
}

/** The documents of one CAS follow each other; they go into one file again. */
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
