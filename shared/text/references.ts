import { fold } from './fold.ts';

/** Words that point at somebody named elsewhere, by language; the second list points at several. */
const WORDS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  en: [
    'he, him, his, himself, she, her, hers, herself, it, its, itself, I, me, my, mine, you, your, who, whom, whose, this, that, one, the former, the latter',
    'they, them, their, theirs, themselves, we, us, our, ours, both, both sides, the two sides, two sides, the two, all sides, the sides, both parties, the parties, all, others, the two countries, both countries, the two leaders, both leaders, the two men, the pair, each other, these, those',
  ],
  de: [
    'er, ihn, ihm, sein, seine, seiner, seinem, seinen, es, sich, ich, mich, mir, mein, meine, der, die, das, dieser, diese, dieses',
    'sie, ihnen, ihr, ihre, ihrer, ihrem, ihren, wir, uns, unser, unsere, beide, beiden, beide Seiten, die beiden, die beiden Seiten, beide Länder, die beiden Länder, beider Seiten',
  ],
  fr: [
    'il, le, lui, elle, son, sa, ses, se, je, me, moi, mon, ma, celui-ci, celle-ci, ce dernier, cette dernière',
    'ils, elles, eux, leur, leurs, nous, notre, nos, tous deux, les deux, les deux parties, les deux pays, les deux camps, ces derniers',
  ],
  es: [
    'él, ella, ello, su, sus, lo, la, le, se, yo, me, mi, este, esta, este último',
    'ellos, ellas, les, los, nosotros, nuestro, nuestra, ambos, ambas, ambas partes, los dos, las dos partes, ambos países, los dos países',
  ],
  tr: [
    'o, ona, onu, onun, kendisi, kendi, ben, bana, benim',
    'onlar, onları, onların, onlara, biz, bizim, ikisi, her ikisi, iki taraf, her iki taraf, taraflar, iki ülke',
  ],
  ru: [
    'он, его, ему, им, нём, она, её, ей, ею, оно, себя, свой, я, меня, мне, мой',
    'они, их, ими, них, мы, нас, нам, наш, оба, обе, обе стороны, обеих сторон, стороны, обе страны',
  ],
  ar: [
    'هو, هي, له, لها, أنا, ذلك, هذا, هذه',
    'هم, هما, هن, لهم, نحن, كلاهما, الطرفان, الطرفين, الجانبان, الجانبين, البلدان, البلدين',
  ],
};

const NUMBERS: ReadonlyMap<string, 'one' | 'several'> = new Map(
  Object.values(WORDS).flatMap(([one, several]) => [
    ...one.split(',').map((word) => [fold(word), 'one'] as const),
    ...several.split(',').map((word) => [fold(word), 'several'] as const),
  ]),
);

/**
 * Returns whether words are a pronoun or a group word that names nobody, such as “her” or “both sides”, and whether it points at one
 * or at several; `null` for anything else. Words that may be either, such as the German “sie”, count as several.
 */
export function referenceNumber(words: string): 'one' | 'several' | null {
  return NUMBERS.get(fold(words)) ?? null;
}
