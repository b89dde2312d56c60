import { diffWordsWithSpace } from 'diff';
import { commonEnds } from '../../../shared/text/common-ends.ts';

/** A piece of two texts: what both have, or only one of them. */
export interface Piece {
  readonly kind: 'same' | 'deleted' | 'inserted';
  readonly text: string;
}

/** Texts that differ in more words than this are shown one after the other. */
const MOST_DIFFERENCES = 200;
/** How much of a long equal stretch is shown beside what differs, in characters. */
const AROUND = 24;

/**
 * Returns the pieces in which two quotes differ: first the words, then the letters of a word that was replaced by another. Long
 * equal stretches are shortened.
 */
export function differing(before: string, after: string): Piece[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_DIFFERENCES });
  if (!changes) return [...lettersOf(before, after)];
  const pieces: Piece[] = [];
  let [deleted, inserted] = ['', ''];
  changes.forEach(({ value, added, removed }, i) => {
    if (removed) deleted += value;
    else if (added) inserted += value;
    else if (deleted + inserted !== '' && i < changes.length - 1 && value.trim() === '') {
      // A blank between two replaced words is part of the replacement: “Isl amabad” became one word.
      deleted += value;
      inserted += value;
    } else {
      pieces.push(...lettersOf(deleted, inserted));
      [deleted, inserted] = ['', ''];
      pieces.push({ kind: 'same', text: shortened(value, i > 0, i < changes.length - 1) });
    }
  });
  return [...pieces, ...lettersOf(deleted, inserted)];
}

/** Returns what is left of a replacement without the letters that both have at their ends. */
function lettersOf(deleted: string, inserted: string): Piece[] {
  const [one, other] = [[...deleted], [...inserted]];
  const { head, tail } = commonEnds(one, other);
  const pieces: Piece[] = [
    { kind: 'same', text: one.slice(0, head).join('') },
    { kind: 'deleted', text: one.slice(head, one.length - tail).join('') },
    { kind: 'inserted', text: other.slice(head, other.length - tail).join('') },
    { kind: 'same', text: one.slice(one.length - tail).join('') },
  ];
  return pieces.filter(({ text }) => text !== '');
}

/** Keeps the ends of a stretch that are beside something that differs. */
function shortened(text: string, keepsStart: boolean, keepsEnd: boolean): string {
  const characters = [...text];
  const [head, tail] = [keepsStart ? AROUND : 0, keepsEnd ? AROUND : 0];
  if (characters.length <= head + tail + 3) return text;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}
