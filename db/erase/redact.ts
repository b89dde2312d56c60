import { fold } from '../../shared/text/fold.ts';
import { finder, foldWithOffsets } from '../../shared/text/find.ts';
import { isInsideWord } from '../../shared/text/words.ts';

/** Replaces every letter of a deleted name: one UTF-16 code unit, so that offsets stay valid. */
const BLOCK = '█';
/** Shorter names are redacted only as whole words, because they are parts of many other words. */
const LEAST_WITHIN_WORDS = 4;

/** Redacts names in a text. */
export type Redactor = (text: string) => string;

/**
 * Makes a function that replaces each occurrence of the names by blocks, one per UTF-16 code unit. White space is kept,
 * so the result is as long as the text. Case and diacritics do not matter, and names of four or more letters are found
 * within words too ("Haldorén's", "pro-Haldorén"). Returns the very same text if there is no occurrence.
 */
export function redactor(names: readonly string[]): Redactor {
  // The longest first: after a surname is redacted, the full name would no longer be found.
  const wanted = [...new Set(names.map((name) => name.trim()))]
    .filter((name) => fold(name) !== '')
    .sort((a, b) => b.length - a.length)
    .map((name) => ({ find: finder(name), within: letters(name) >= LEAST_WITHIN_WORDS }));
  return (text) => {
    let redacted = text;
    for (const { find, within } of wanted) {
      const found = find(redacted, foldWithOffsets(redacted)).filter(
        ({ start, end, bounded }) => within || bounded || isPossessive(redacted, start, end),
      );
      if (found.length === 0) continue;
      let [rest, at] = ['', 0];
      for (const { start, end } of found) {
        rest += redacted.slice(at, start) + redacted.slice(start, end).replace(/\S/g, BLOCK);
        at = end;
      }
      redacted = rest + redacted.slice(at);
    }
    return redacted;
  };
}

function letters(name: string): number {
  return name.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Whether the name is followed by a possessive: "UN’s" is one word, but contains the whole name. */
function isPossessive(text: string, start: number, end: number): boolean {
  return !isInsideWord(text, start) && /^['’]/.test(text.slice(end, end + 1));
}
