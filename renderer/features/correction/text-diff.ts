import { diffArrays, diffWordsWithSpace } from 'diff';

/** A piece of two texts: in both, in one of them, or in both at different places. */
export interface TextPiece {
  readonly kind: 'same' | 'deleted' | 'inserted' | 'moved-away' | 'moved-here';
  readonly text: string;
}

/** Texts that differ in more places than this are shown one after the other. */
const MOST_DIFFERENCES = 4000;
/** A sentence with fewer words than this is not said to have moved: “Yes.” may stand anywhere. */
const FEWEST_WORDS = 3;

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/**
 * Returns how one text differs from another: sentence by sentence, and word by word where a sentence was changed. A sentence that was
 * deleted in one place and inserted unchanged in another has moved.
 */
export function textDiff(before: string, after: string): TextPiece[] {
  const changes = diffArrays(sentencesOf(before), sentencesOf(after), { maxEditLength: MOST_DIFFERENCES });
  if (!changes) return replaced(before, after);
  const deleted = counts(changes.flatMap(({ removed, value }) => (removed ? value : [])));
  const inserted = counts(changes.flatMap(({ added, value }) => (added ? value : [])));
  const moves = (sentence: string) => {
    const words = sentence.trim();
    const times = Math.min(deleted.get(words) ?? 0, inserted.get(words) ?? 0);
    return times > 0 && words.split(/\s+/u).length >= FEWEST_WORDS;
  };
  const pieces: TextPiece[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const flush = () => {
    const away = gone.filter(moves);
    const here = come.filter(moves);
    if (away.length > 0) pieces.push({ kind: 'moved-away', text: away.join('') });
    pieces.push(
      ...replaced(gone.filter((each) => !moves(each)).join(''), come.filter((each) => !moves(each)).join('')),
    );
    if (here.length > 0) pieces.push({ kind: 'moved-here', text: here.join('') });
    [gone, come] = [[], []];
  };
  for (const { added, removed, value } of changes) {
    if (removed) gone.push(...value);
    else if (added) come.push(...value);
    else {
      flush();
      pieces.push({ kind: 'same', text: value.join('') });
    }
  }
  flush();
  return pieces;
}

function replaced(before: string, after: string): TextPiece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_DIFFERENCES }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return changes
    .map(({ value, added, removed }): TextPiece => ({
      kind: added ? 'inserted' : removed ? 'deleted' : 'same',
      text: value,
    }))
    .filter(({ text }) => text !== '');
}

/** Returns sentences and, each for itself, the white space between them: a sentence is the same at the end of a paragraph. */
function sentencesOf(text: string): string[] {
  return Array.from(sentences.segment(text), ({ segment }) => segment).flatMap((segment) => {
    const end = segment.trimEnd().length;
    return [segment.slice(0, end), segment.slice(end)].filter((part) => part !== '');
  });
}

function counts(list: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const each of list) found.set(each.trim(), (found.get(each.trim()) ?? 0) + 1);
  return found;
}
