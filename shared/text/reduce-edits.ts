import { diffArrays } from 'diff';
import { normaliseFragments, type Fragment } from '../model/fragments.ts';
import { EditList, type TextEdit } from './edits.ts';
import { isGraphemeBoundary, nextGrapheme, previousGrapheme } from './graphemes.ts';

/** Words, numbers and other characters, each with the white space after it, so that a blank alone never counts as what stayed. */
const PARTS = /(?:[\p{L}\p{M}]+|\p{N}+|[^])\s*/gu;

/** A replacement that differs in more places than this is taken as a whole, because comparing takes time by their square. */
const MOST_DIFFERENCES = 2000;

/**
 * Reduces edits to what really differs, so that a pasted paragraph in which one word is new replaces that word only: what is the
 * same at both ends is left out, then the rest is compared word by word (Myers, `diff`). No edit cuts a grapheme, neither of the
 * text before nor of the text after.
 * @param text the text before the edits
 */
export function reduceEdits(text: string, edits: EditList): EditList {
  return wholeGraphemes(text, new EditList(edits.edits.flatMap((edit) => reduced(text, edit))));
}

/** Returns the reduced edits that turn one text into another. */
export function editsBetween(before: string, after: string): EditList {
  return reduceEdits(before, new EditList([{ start: 0, end: before.length, text: after }]));
}

function reduced(text: string, edit: TextEdit): TextEdit[] {
  const before = partsOf(text.slice(edit.start, edit.end));
  const after = partsOf(edit.text);
  if (before.length === 0 || after.length === 0) return [edit];
  const changes = diffArrays(before, after, { maxEditLength: MOST_DIFFERENCES });
  if (!changes) return [edit];
  const found: TextEdit[] = [];
  let at = edit.start;
  let [removed, added]: [string[], string[]] = [[], []];
  const replace = () => {
    // So many words for so many: each word is taken to be the correction of its counterpart.
    const pairs =
      removed.length === added.length
        ? removed.map((word, i) => [word, added[i]!] as const)
        : [[removed.join(''), added.join('')] as const];
    for (const [words, replacement] of pairs) {
      found.push(withoutCommonBlanks(at, words, replacement));
      at += words.length;
    }
    [removed, added] = [[], []];
  };
  for (const change of changes) {
    if (change.removed) removed = change.value;
    else if (change.added) added = change.value;
    else {
      replace();
      at += change.value.join('').length;
    }
  }
  replace();
  return found;
}

/** Returns the edit that replaces `words` at `at`, without the white space that both end with. */
function withoutCommonBlanks(at: number, words: string, replacement: string): TextEdit {
  const most = Math.min(
    words.length - words.trimEnd().length,
    replacement.length - replacement.trimEnd().length,
  );
  let tail = 0;
  while (tail < most && words.at(-1 - tail) === replacement.at(-1 - tail)) tail++;
  return { start: at, end: at + words.length - tail, text: replacement.slice(0, replacement.length - tail) };
}

function partsOf(text: string): string[] {
  return text.match(PARTS) ?? [];
}

/** Widens edits until none begins or ends within a grapheme of the text before or after. */
function wholeGraphemes(text: string, edits: EditList): EditList {
  let list = edits;
  for (;;) {
    const after = list.apply(text);
    let shift = 0;
    const stretches = list.edits.map(({ start, end, text: replacement }): Fragment => {
      const from = start + shift;
      const to = from + replacement.length;
      shift += replacement.length - (end - start);
      const cutsStart = !isGraphemeBoundary(text, start) || !isGraphemeBoundary(after, from);
      const cutsEnd = !isGraphemeBoundary(text, end) || !isGraphemeBoundary(after, to);
      return [cutsStart ? previousGrapheme(text, start) : start, cutsEnd ? nextGrapheme(text, end) : end];
    });
    if (stretches.every(([start, end], i) => start === list.edits[i]!.start && end === list.edits[i]!.end))
      return list;
    list = widened(text, list, stretches);
  }
}

/** Returns edits that replace these stretches, each of which holds one of the given edits, or several if they overlap. */
function widened(text: string, { edits }: EditList, stretches: readonly Fragment[]): EditList {
  return new EditList(
    normaliseFragments(stretches).map(([start, end]) => {
      const within = edits.filter((edit) => start <= edit.start && edit.end <= end);
      const local = within.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
      return { start, end, text: new EditList(local).apply(text.slice(start, end)) };
    }),
  );
}
