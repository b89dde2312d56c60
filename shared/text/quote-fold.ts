import { foldWithOffsets, type FoldedText } from './find.ts';

/** Words in the form in which quotes are compared. */
export function patternOf(words: string): string {
  return lookAlikes(foldWithOffsets(words.trim()).text).trim();
}

/** A text in the form in which quotes are compared, with its offsets. */
export function comparable(text: string): FoldedText {
  const folded = foldWithOffsets(text);
  return { ...folded, text: lookAlikes(folded.text) };
}

/** Without quotation marks, brackets and an ellipsis around it, and a full stop behind it: models add them. */
export function bare(pattern: string): string {
  return pattern.replace(/^["' .[\](){}]+/, '').replace(/["' .,;:[\](){}]+$/, '');
}

/** Quotation marks, dashes and gaps between paragraphs in one form each, unit for unit, so that offsets stay true. */
function lookAlikes(folded: string): string {
  return folded
    .replace(/[\u2018-\u201b\u2032\u2039\u203a\u02bc\u0060]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb\u300c-\u300f]/g, '"')
    .replace(/[\u2010-\u2015\u2212\u2043]/g, '-')
    .replace(/\n/g, ' ');
}

/** Marks of a block at the beginning of its line: of a quotation, an item of a list, a heading. */
const LINE_START = /^[ \t]*(?:(?:>[ \t]?)+(?:[-*+•‣◦–][ \t]+|#{1,6}[ \t]+)?|[-*+•‣◦–][ \t]+|#{1,6}[ \t]+)/gmu;
const LINK = /(!?\[)([^[\]\n]*)(\]\([^()\s]*\))/gu;
const EMPHASIS = /\*+|`+|~~+|(?<![\p{L}\p{N}_])_+(?=[^\s_])|(?<=[^\s_])_+(?![\p{L}\p{N}_])/gu;
/** Of no width: spaces, joiners, a byte order mark. */
const INVISIBLE = /[\u200b\u2060\ufeff]+/gu;
/** Between letters, or where a line ends within a word. */
const HYPHEN = /(?<=\p{L})(?:[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=\p{Ll})|[-\u2010\u2011](?=\p{L}))/gu;

const SOFT_HYPHEN = '\u00ad';

/**
 * A text without Markdown's marks, hyphens within words and characters of no width, unit for unit as long as before: the
 * fold drops what stands in their place, so that its offsets count over the text as it is. What is no mark of Markdown,
 * such as an asterisk of a footnote, may be taken for one: both sides of a comparison go through here.
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
