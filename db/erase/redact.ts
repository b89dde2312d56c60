import { fold } from '../../shared/text/fold.ts';
import { finder, foldWithOffsets } from '../../shared/text/find.ts';
import { isInsideWord } from '../../shared/text/words.ts';

/** Stands for every letter of a name that was deleted: one UTF-16 code unit, so that offsets stay what they are. */
const BLOCK = '█';
/** Names of fewer letters are taken out as whole words only: they are parts of many other words. */
const LEAST_WITHIN_WORDS = 4;

/** Takes names out of a text. */
export type Redactor = (text: string) => string;

/**
 * Makes a function that replaces each occurrence of the names by blocks, unit for unit, with white space kept: the result is as
 * long as the text. Case and diacritics do not matter, and names of four or more letters are found within words too
 * ("Haldorén's", "pro-Haldorén"). Returns the very same text where there is no occurrence.
 */
export function redactor(names: readonly string[]): Redactor {
  // The longest first: what is left of a full name after its surname has gone would not be found any more.
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

/** "UN’s" is one word, and yet the name. */
function isPossessive(text: string, start: number, end: number): boolean {
  return !isInsideWord(text, start) && /^['’]/.test(text.slice(end, end + 1));
}
