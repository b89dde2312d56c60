import { fold } from './fold.ts';

/** Peoples whose word does not begin like their country, with the names of the country; English, folded. */
const IRREGULAR: Readonly<Record<string, string>> = {
  american: 'united states, us, usa, america',
  british: 'united kingdom, uk, britain, great britain',
  briton: 'united kingdom, uk, britain, great britain',
  english: 'england',
  french: 'france',
  german: 'germany',
  dutch: 'netherlands, the netherlands',
  greek: 'greece',
  swiss: 'switzerland',
  spanish: 'spain',
  spaniard: 'spain',
  irish: 'ireland',
  welsh: 'wales',
  scottish: 'scotland',
  danish: 'denmark',
  dane: 'denmark',
  swedish: 'sweden',
  turkish: 'turkey, turkiye',
  turk: 'turkey, turkiye',
  finnish: 'finland',
  polish: 'poland',
  pole: 'poland',
  czech: 'czechia, czech republic',
  slovak: 'slovakia',
  croat: 'croatia',
  serb: 'serbia',
  norwegian: 'norway',
  belgian: 'belgium',
  kurdish: 'kurdistan',
  emirati: 'united arab emirates, uae',
  saudi: 'saudi arabia',
  korean: 'south korea, korea',
  filipino: 'philippines, the philippines',
  peruvian: 'peru',
  thai: 'thailand',
  lao: 'laos',
  afghan: 'afghanistan',
  burmese: 'myanmar, burma',
  congolese: 'congo, democratic republic of the congo',
  kazakh: 'kazakhstan',
  kyrgyz: 'kyrgyzstan',
  tajik: 'tajikistan',
  turkmen: 'turkmenistan',
  uzbek: 'uzbekistan',
};
/** Endings that make the word of a people from the name of a country: Pakistani, Italian, Chinese, Velmaran. */
const ENDINGS = ['ese', 'ian', 'ean', 'ish', 'ans', 'an', 'is', 'i', 'n', 'er'] as const;
/** The shortest beginning of a country's name that is looked for. */
const SHORTEST = 4;

/**
 * Returns where to look for the country of a people in a list of folded names: names that are equal, and beginnings that the
 * country's name may have, the longest first. “Pakistani” gives `pakistan`, “Italian” `ital`, “French” `france`.
 */
export function countryNames(people: string): {
  readonly names: readonly string[];
  readonly beginnings: readonly string[];
} {
  const folded = fold(people);
  const singular = folded.replace(/s$/, '');
  const listed = IRREGULAR[folded] ?? IRREGULAR[singular];
  if (listed !== undefined) return { names: listed.split(', '), beginnings: [] };
  const stems = [folded, singular].flatMap((word) =>
    ENDINGS.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length)),
  );
  const beginnings = [...new Set(stems)]
    .filter(({ length }) => length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  return { names: [], beginnings };
}
