import { foldWithOffsets, type FoldedText } from './find.ts';

/** Normalises words for the comparison of quotes. */
export function patternOf(words: string): string {
  return lookAlikes(foldWithOffsets(words.trim()).text).trim();
}

/** Normalises a text for the comparison of quotes, and keeps its source offsets. */
export function comparable(text: string): FoldedText {
  const folded = foldWithOffsets(text);
  return { ...folded, text: lookAlikes(folded.text) };
}

/** Removes quotation marks, brackets and ellipses around a pattern and a full stop after it, because models add them. */
export function bare(pattern: string): string {
  return pattern.replace(/^["' .[\](){}]+/, '').replace(/["' .,;:[\](){}]+$/, '');
}

/** Normalises quotation marks, dashes and paragraph gaps, one code unit for one, so that offsets stay valid. */
function lookAlikes(folded: string): string {
  return folded
    .replace(/[\u2018-\u201b\u2032\u2039\u203a\u02bc\u0060]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb\u300c-\u300f]/g, '"')
    .replace(/[\u2010-\u2015\u2212\u2043]/g, '-')
    .replace(/\n/g, ' ');
}

/** Markdown marks at the beginning of a line: of a quotation, a list item or a heading. */
const LINE_START = /^[ \t]*(?:(?:>[ \t]?)+(?:[-*+•‣◦–][ \t]+|#{1,6}[ \t]+)?|[-*+•‣◦–][ \t]+|#{1,6}[ \t]+)/gmu;
const LINK = /(!?\[)([^[\]\n]*)(\]\([^()\s]*\))/gu;
const EMPHASIS = /\*+|`+|~~+|(?<![\p{L}\p{N}_])_+(?=[^\s_])|(?<=[^\s_])_+(?![\p{L}\p{N}_])/gu;
/** Characters without width: spaces, joiners, a byte order mark. */
const INVISIBLE = /[\u200b\u2060\ufeff]+/gu;
/** A hyphen between letters, or where a line ends within a word. */
const HYPHEN = /(?<=\p{L})(?:[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=\p{Ll})|[-\u2010\u2011](?=\p{L}))/gu;

const SOFT_HYPHEN = '\u00ad';

/**
 * Replaces Markdown marks, hyphens within words and characters without width by characters that the fold drops. The length stays
 * the same, so offsets remain valid. Characters that only look like Markdown, such as the asterisk of a footnote, may be replaced
 * too, so both sides of a comparison must pass through this function.
 */
export function withoutMarks(text: string): string {
  const gone = (mark: string, at: number, whole: string) => {
    const isApart = /\s/.test(whole[at - 1] ?? ' ') && /\s/.test(whole[at + mark.length] ?? ' ');
    return (isApart ? ' ' : SOFT_HYPHEN).repeat(mark.length);
  };
  return text
    .replace(LINE_START, (mark) => ' '.repeat(mark.length))
    .replace(
      LINK,
      (_, open: string, label: string, target: string) =>
        SOFT_HYPHEN.repeat(open.length) + label + SOFT_HYPHEN.repeat(target.length),
    )
    .replace(EMPHASIS, gone)
    .replace(INVISIBLE, gone)
    .replace(HYPHEN, (mark) => SOFT_HYPHEN.repeat(mark.length));
}
