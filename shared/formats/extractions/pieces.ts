import { decodeTags, parseTag, SchemeGuess, type TagScheme } from '../iob.ts';
import type { Json } from './fields.ts';

/** Whether an item is a token of a pipeline without aggregation: a piece of a word with a tag such as B-PER. */
export function isTokenPiece(item: Json): boolean {
  return (
    typeof item.word === 'string' &&
    typeof item.entity === 'string' &&
    !('entity_group' in item) &&
    !('type' in item) &&
    !('label' in item)
  );
}

/**
 * Joins the tokens of a Hugging Face token-classification pipeline without aggregation: pieces of a word (`##`, or
 * those without the mark of a new word), and words whose tags belong together and whose `index` or offsets are
 * consecutive. The score of the result is the mean of its tokens, as in the library's own "simple" strategy.
 */
export function joinPieces(tokens: readonly Json[]): Json[] {
  return sequences(tokens).flatMap((sequence) => {
    const words = wholeWords(sequence);
    const guess = new SchemeGuess();
    for (const [first] of words) guess.add(0, String(first!.entity));
    const scheme: TagScheme = guess.scheme ?? 'plain';
    const rows = words.map(([first]) => [parseTag(String(first!.entity), scheme)]);
    return decodeTags(rows, scheme === 'IOB1' ? 'IOB1' : scheme, 'begin').spans.map(({ type, first, end }) =>
      joined(type, words.slice(first, end).flat()),
    );
  });
}

/** Returns runs of tokens that are adjacent in the text. */
function sequences(tokens: readonly Json[]): Json[][] {
  const found: Json[][] = [];
  for (const token of tokens) {
    const before = found.at(-1)?.at(-1);
    if (before && follows(before, token)) found.at(-1)!.push(token);
    else found.push([token]);
  }
  return found;
}

function follows(before: Json, token: Json): boolean {
  if (typeof before.index === 'number' && typeof token.index === 'number')
    return token.index === before.index + 1;
  if (typeof before.end === 'number' && typeof token.start === 'number')
    return token.start >= before.end && token.start <= before.end + 1;
  return true;
}

/** Groups tokens by word. Pieces that continue a word get the tag of its first piece. */
function wholeWords(sequence: readonly Json[]): Json[][] {
  const marked = sequence.some(({ word }) => NEW_WORD.test(String(word)));
  const words: Json[][] = [];
  for (const token of sequence) {
    const word = String(token.word);
    const before = words.at(-1)?.at(-1);
    const touches = typeof before?.end === 'number' && before.end === token.start;
    const goesOn = word.startsWith('##') || (marked && touches && !NEW_WORD.test(word));
    if (before && goesOn) words.at(-1)!.push(token);
    else words.push([token]);
  }
  return words;
}

/** The mark of the first piece of a word in SentencePiece and byte-level BPE. */
const NEW_WORD = /^[▁Ġ]/;

function joined(type: string, tokens: readonly Json[]): Json {
  const [first, last] = [tokens[0]!, tokens.at(-1)!];
  let words = '';
  for (const [i, { word, start }] of tokens.entries()) {
    const piece = String(word);
    const before = tokens[i - 1];
    const glued =
      piece.startsWith('##') ||
      (typeof before?.end === 'number' && before.end === start) ||
      (typeof start !== 'number' &&
        before !== undefined &&
        tokens.some((token) => NEW_WORD.test(String(token.word))) &&
        !NEW_WORD.test(piece));
    words += `${i > 0 && !glued ? ' ' : ''}${piece.replace(/^##/, '').replace(NEW_WORD, '')}`;
  }
  const scores = tokens.flatMap(({ score }) => (typeof score === 'number' ? [score] : []));
  const isUnknown = tokens.some(({ word }) => word === '[UNK]' || word === '<unk>');
  return {
    type,
    ...(!isUnknown && { word: words }),
    ...(scores.length === tokens.length && {
      score: Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 1e6) / 1e6,
    }),
    ...(typeof first.start === 'number' &&
      typeof last.end === 'number' && { start: first.start, end: last.end }),
  };
}
