import { readFileSync } from 'node:fs';

/**
 * Talks in Selvik: an article of our own, built like the one with which the design was tested, with twelve attributions, and
 * its annotations, worked out by hand on paper.
 */
export const ARTICLE = 'tests/fixtures/articles/selvik-talks.txt';
/** A second article of the project. It names Aerovelm three times, and the president without her diacritics. */
export const OTHER_ARTICLE = 'tests/fixtures/articles/aerovelm.txt';

/** The text as it is stored: the date in front becomes a field. */
export const TEXT = readFileSync(ARTICLE, 'utf8').replace(' date 2025-06-18 ', '');

export interface Attribution {
  readonly content: string;
  readonly cue: string;
  /** `null` if the article does not name the claimer. */
  readonly claimer: string | null;
}

/** Who claims what, in the order of the text. */
export const CLAIMS: readonly Attribution[] = [
  { content: 'the visit will be repeated every year', cue: 'according to', claimer: 'both sides' },
  {
    content:
      'Tolvane and Ibragimović compared notes on the security of the mountain passes, with a focus on the arms industry',
    cue: 'said',
    claimer: 'Defence Ministry',
  },
  {
    content: 'Ostrava Alta’s interest in training pilots together',
    cue: 'expressed',
    claimer: 'Ibragimović',
  },
  {
    content: 'the value of building drones on both sides of the border',
    cue: 'emphasised',
    claimer: 'Tolvane',
  },
  {
    content: 'Tresk and Selvik were weighing shared work in copper, tin, natural gas and rare earths',
    cue: 'said',
    claimer: 'Haldorén',
  },
  {
    content: 'support for Selvik during a border clash with Karsovia in April',
    cue: 'voiced',
    claimer: 'Tresk',
  },
  { content: 'its troops had crossed the border', cue: 'denied', claimer: 'Karsovia' },
  { content: 'security risks', cue: 'alleged', claimer: null },
  {
    content: 'the need to end Karsovia’s blockade of the Istrel Sea',
    cue: 'stressed',
    claimer: 'Brânză',
  },
  { content: 'the Nerani could not wait for another winter', cue: 'warned', claimer: 'Brânză' },
  {
    content: 'Ostrava Alta’s commitment to closer ties with Velmara',
    cue: 'reaffirmed',
    claimer: 'Sølvedal',
  },
  {
    content: 'the importance of working together in fields such as defence, trade and investment',
    cue: 'underlined',
    claimer: 'Both sides',
  },
];

/** Names for the claims that the story uses. */
export const VISIT = CLAIMS[0]!;
export const MINISTRY = CLAIMS[1]!;
export const SHARED_WORK = CLAIMS[4]!;
export const DENIED = CLAIMS[6]!;
export const ALLEGED = CLAIMS[7]!;
export const BLOCKADE = CLAIMS[8]!;
export const WINTER = CLAIMS[9]!;
export const BOTH_SIDES = CLAIMS[11]!;

/** The claims that the analyst of the story makes; a script makes the others before. */
export const BY_HAND = [VISIT, MINISTRY, SHARED_WORK, ALLEGED, BLOCKADE, WINTER, BOTH_SIDES];

/** Counted by hand: mentions in the article, by type. */
export const MENTIONS = { PERSON: 14, ORG: 3, GPE: 24, LOC: 2, NORP: 4, TITLE: 6, DATE: 4 } as const;
/** The number of links: all mentions except titles and dates. */
export const LINKED = 47;
/** Mentions, twelve claims and one topic; cues are not counted, because they belong to their claims. */
export const SPANS = 70;

export const DATES = { Wednesday: '2025-06-18', March: '2025-03', April: '2025-04', 'Last month': '2025-05' };

/** The initial registry. The remaining entities are added while reading. */
export const PACK = `name,type,aliases
Velmara,GPE,
Ostrava Alta,GPE,
Karsovia,GPE,
Tresk,GPE,
Selvik,GPE,
Dovran,GPE,
Halvik,GPE,
Istrel Sea,LOC,
Yaşar Tolvane,PERSON,
Branimir Sølvedal,PERSON,
Maartje Ibragimović,PERSON,
Ottilie Brânză,PERSON,
Defence Ministry of Velmara,ORG,Defence Ministry
Air Force of Ostrava Alta,ORG,Ostrava Alta Air Force
Nerani,NORP,
`;

/** Strings that a script tags and links beforehand: type, entity, and the strings. Titles have no entity. */
export const KNOWN: readonly (readonly [type: string, entity: string | null, ...strings: string[]])[] = [
  ...['Velmara', 'Ostrava Alta', 'Karsovia', 'Tresk', 'Selvik', 'Dovran', 'Halvik'].map(
    (name) => ['GPE', name, name] as const,
  ),
  ['LOC', 'Istrel Sea', 'Istrel Sea'],
  ['PERSON', 'Yaşar Tolvane', 'Yaşar Tolvane', 'Tolvane'],
  ['PERSON', 'Branimir Sølvedal', 'Branimir Sølvedal', 'Sølvedal'],
  ['PERSON', 'Maartje Ibragimović', 'Maartje Ibragimović', 'Ibragimović'],
  ['PERSON', 'Ottilie Brânză', 'Ottilie Brânză', 'Brânză'],
  ['NORP', 'Karsovia', 'Karsovian'],
  ['NORP', 'Velmara', 'Velmaran'],
  ['NORP', 'Nerani', 'Nerani'],
  ['TITLE', null, 'Foreign Minister', 'Defence Minister', 'Prime Minister', 'Chief', 'General', 'President'],
];
