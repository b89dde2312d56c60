/**
 * Spellings of one name in Latin letters. Each language transcribes names from other scripts by sound: Зеленский is Zelensky,
 * Zelenskiy, Selenskyj, Zelenski. A key omits what these spellings differ in: doubled letters, exact vowels, and how a language
 * writes a consonant. Equal keys are a strong hint, but no proof.
 */

/** Groups of letters with their sounds, longest first; a vertical bar separates alternative sounds. */
const GROUPS: readonly (readonly [letters: string, sounds: string])[] = [
  ['schtsch', 'S'],
  ['chtch', 'S'],
  ['shch', 'S'],
  ['tsch', 'C'],
  ['dsch', 'i'],
  ['tch', 'C'],
  ['sch', 's|i'],
  ['dzh', 'i'],
  ['dj', 'i'],
  ['kh', 'h'],
  ['zh', 'i'],
  ['sh', 's'],
  ['ch', 'C|s|S|h'],
  ['cz', 'C'],
  ['ph', 'f'],
  ['gh', 'g'],
  ['dh', 'd'],
  ['th', 't'],
  ['ts', 's'],
  ['tz', 's'],
  ['ck', 'k'],
  ['ou', 'u'],
  ['oo', 'u'],
  ['ee', 'i'],
  ['ae', 'a|ai'],
  ['oe', 'u'],
  ['ue', 'u'],
  ['x', 'ks'],
];
const GROUPS_OF = new Map<string, (readonly [letters: string, sounds: string])[]>();
for (const group of GROUPS) {
  const first = group[0].charAt(0);
  GROUPS_OF.set(first, [...(GROUPS_OF.get(first) ?? []), group]);
}
// prettier-ignore
const LETTERS: Readonly<Record<string, string>> = {
  a: 'a', e: 'a', i: 'i', y: 'i', j: 'i', o: 'u', u: 'u',
  z: 's', s: 's', c: 'k', q: 'k', k: 'k', w: 'v', v: 'v',
};
// prettier-ignore
const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'ye', ё: 'yo', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'yi', й: 'y', к: 'k', л: 'l',
  м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '',
  э: 'e', ю: 'yu', я: 'ya',
};
/** Shorter words are too ambiguous: Li and Lee, Kim and Qom. */
const LEAST_SOUNDED = 4;
/** The maximum number of alternative keys for a word with many ambiguous groups. */
const MOST_READINGS = 8;

/** Transliterates folded Cyrillic words to Latin letters; leaves others unchanged. */
export function latinised(folded: string): string {
  return folded.replace(/[а-яёґєіїʼ]/g, (letter) => CYRILLIC[letter] ?? letter);
}

const known = new Map<string, readonly string[]>();

/** Returns the keys of a folded word, one for each way to read it; none for words that are too short or in other scripts. */
export function soundKeys(word: string): readonly string[] {
  let keys = known.get(word);
  if (!keys) {
    keys = word.length < LEAST_SOUNDED || !/^[a-z]+$/.test(word) ? [] : [...new Set(read(word))];
    if (known.size > 20_000) known.clear();
    known.set(word, keys);
  }
  return keys;
}

/** Whether two folded words may be spellings of the same name. */
export function soundAlike(a: string, b: string): boolean {
  const other = soundKeys(b);
  return other.length > 0 && soundKeys(a).some((key) => other.includes(key));
}

function read(word: string): string[] {
  const plain = word
    // Many Russian names end in one of these, in various transliterations.
    .replace(/(?:eff|off|ev|ew|ov|ow)$/, 'av')
    .replace(/(?:sk|ck)(?:iy|ij|yi|yj|yy|ii|ie|y|i|ey)$/, 'ski')
    // Ельцин is Yeltsin, Jelzin, Eltsine.
    .replace(/^[yj]e/, 'e')
    // The final e is silent in French: Poutine, Eltsine.
    .replace(/(?<=[a-z]{3}[bcdfgklmnprst])e$/, '')
    // Haniya, Haniyeh
    .replace(/(?<=[a-z]{2}[ae])h$/, '');
  let keys = [''];
  for (let i = 0; i < plain.length;) {
    const [group, sounds] = GROUPS_OF.get(plain[i]!)?.find(([letters]) => plain.startsWith(letters, i)) ?? [
      plain[i]!,
      LETTERS[plain[i]!] ?? plain[i]!,
    ];
    // At the beginning of Arabic names, g and k are the same sound.
    const ways = i === 0 && (sounds === 'g' || sounds === 'k') ? ['k'] : sounds.split('|');
    keys = keys.flatMap((key) => ways.map((way) => key + way)).slice(0, MOST_READINGS);
    i += group.length;
  }
  return keys.map((key) => key.replace(/(.)\1+/g, '$1'));
}

/** The letters with which each sound may begin a word. */
const BEGINNINGS: readonly (readonly string[])[] = [
  ['z', 's', 'ts', 'c', 'x'],
  ['s', 'sh', 'sch', 'ch'],
  ['k', 'q', 'c', 'g', 'kh', 'gh'],
  ['h', 'kh', 'ch', 'x'],
  ['v', 'w'],
  ['y', 'j', 'i', 'dj', 'dsch', 'zh', 'dzh', 'g', ''],
  ['ch', 'tsch', 'tch', 'c', 'cz', 'ts'],
  ['f', 'ph'],
  ['t', 'th'],
  ['d', 'dh'],
];
const VOWELS: readonly (readonly string[])[] = [
  ['a', 'e'],
  ['o', 'u'],
  ['i', 'y', 'j'],
];
const MOST_BEGINNINGS = 120;

/**
 * Returns the beginnings that other spellings of a folded word may have: consonants and a vowel, at least two letters. They are
 * prefixes for a look-up in an index of words.
 */
export function beginnings(word: string): string[] {
  if (soundKeys(word).length === 0) return [];
  const [, consonants = '', vowels = '', next = ''] =
    /^([yj](?=[aeiou])|[^aeiouyj]*)([aeiouyj]*)(.?)/.exec(word) ?? [];
  const first = new Set([consonants]);
  for (const list of BEGINNINGS) if (list.includes(consonants)) for (const other of list) first.add(other);
  // Of several vowels only the first is used: “ou” begins with it, and so do the alternatives of “oe”.
  const vowel = vowels.slice(0, 1);
  const second = new Set([vowel]);
  for (const list of VOWELS) if (list.includes(vowel)) for (const other of list) second.add(other);
  // The next letter narrows the search if its sound has only one spelling.
  const third = vowels.length === 1 && /[bdlmnprt]/.test(next) ? next : '';
  const all = [...first].flatMap((a) =>
    [...second].map((b) => a + b + (a.length + b.length < 2 ? next : third)),
  );
  return [...new Set(all)].filter((each) => each.length >= 2).slice(0, MOST_BEGINNINGS);
}
