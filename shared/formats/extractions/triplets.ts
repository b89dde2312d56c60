import type { Json } from './fields.ts';

/**
 * Reads relations from the text that REBEL and mREBEL generate: `<triplet> head <subj> tail <obj> relation`, several
 * tails after one head, and with types (`<triplet> head <per> tail <loc> relation`). `null` if the text has none.
 */
export function readTriplets(text: string): { readonly triplets: Json[] } | null {
  if (!/<triplet>|(?:^|\s)tp_XX\b/.test(text)) return null;
  const plain = text.replace(/<s>|<\/s>|<pad>|(?:^|\s)tp_XX\b|__[a-z]{2}__/g, ' ');
  const triplets = plain
    .split('<triplet>')
    .slice(1)
    .flatMap((part): Json[] => {
      const pieces = part.split(/<([a-z]+)>/i).map((piece) => piece.trim());
      // Words, mark, words, mark, words: a head, then pairs of a tail and its relation to the head.
      const head = pieces[0] ?? '';
      const found: Json[] = [];
      for (let i = 1; i + 3 < pieces.length; i += 4) {
        const [first, tail, second, type] = pieces.slice(i, i + 4);
        const typed = first !== 'subj' || second !== 'obj';
        if (head === '' || !tail || !type) continue;
        found.push({ head, type, tail, ...(typed && { head_type: first, tail_type: second }) });
      }
      return found;
    });
  return { triplets };
}
