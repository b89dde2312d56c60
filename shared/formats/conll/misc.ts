import { isTag } from '../iob.ts';

/** The key under which tags are written into the MISC of CoNLL-U, as Stanza does. */
export const MISC_KEY = 'ner';
/** Keys under which tools write them. */
const KEYS = /^(?:ner|ne|bio|iob2?|named_?entity)$/i;

/** Returns the tag that a MISC cell has under a key; `undefined` if none. */
export function miscTag(cell: string, key: string): string | undefined {
  return fields(cell)
    .find((field) => field.startsWith(`${key}=`))
    ?.slice(key.length + 1);
}

/** Adds a tag to a MISC cell under a key, after its other content; "O" is not written. */
export function withMiscTag(cell: string, key: string, tag: string): string {
  const others = fields(cell).filter((field) => !field.startsWith(`${key}=`));
  return (tag === 'O' ? others : [...others, `${key}=${tag}`]).join('|') || '_';
}

/** Returns the key under which MISC cells have tags, if all its values are tags. */
export function findMiscKey(cells: Iterable<string>): string | null {
  const keys = new Map<string, boolean>();
  for (const cell of cells) {
    for (const field of fields(cell)) {
      const at = field.indexOf('=');
      const key = field.slice(0, at);
      if (at > 0 && KEYS.test(key)) keys.set(key, (keys.get(key) ?? true) && isTag(field.slice(at + 1)));
    }
  }
  return [...keys].find(([, tags]) => tags)?.[0] ?? null;
}

function fields(cell: string): string[] {
  return cell === '_' || cell === '' ? [] : cell.split('|');
}
