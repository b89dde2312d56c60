/**
 * A day’s article of our own, as rich as the one with which the design was tested, with all its annotations. In the
 * source every annotation of words is written in place, `{key=what@attribute:value|words}`: the key of its type, then the entity that
 * the words are linked to (`*`: one of the same name, `A+B`: a group, with `?` where they are not offered), the value of a date or the category of an event, and one more
 * attribute that is not at its default.
 */
const SOURCE = `{g=*|Marevia}’s {t|foreign and fisheries ministers} {h=CONSULT|held talks} in {g=*|Kessburg} on {d=2025-09-17|Wednesday} on cod quotas, harbour fees and rescue at sea, as {g=*@role:government|Orlenne} and {g=*|Kessburg} {h=COOPERATE|move} closer together.

{t|Foreign Minister} {p=*|Aino Lindqvar} and {t|Fisheries Minister} {p=*|Petros Valdane} {h=CONSULT|met} {n=?Tostria|Tostrian} {t|Prime Minister} {p=*|Sunniva Thorolf}, {o=*|Tostria Coast Guard} {t|Commander} {p=*|Radek Omoro} and other officials; the meetings will be {h=AGREE|repeated} every spring, according to statements from {g=?Marevia+Tostria@mention:nominal|both sides}.

{g=*|Marevia}’s {o=*|Fisheries Ministry} said {p=Petros Valdane|Valdane} and {p=Radek Omoro|Omoro} {h=CONSULT|compared} notes on patrols in the {l=*|Gulf of Sarn}, with a focus on unmarked nets. {p=Radek Omoro|Omoro} expressed {g=*|Tostria}’s interest in {h=COOPERATE|training} divers together. {p=Petros Valdane|Valdane}, in turn, emphasised the value of {h=COOPERATE|sharing} radar pictures across the border.

At a joint press conference, {p=Aino Lindqvar|Lindqvar} said {g=*@role:government|Orlenne} and {g=*|Kessburg} were {h=CONSULT|weighing} shared work in cod, kelp, tidal power and salt, following an {d=2025-04|April} {h=AGREE|accord} on wrecks in the {l=*|Gulf of Sarn}.

{g=*|Marevia} and {g=*|Tostria} have old ties. {g=*@role:government|Orlenne} openly voiced {h=SUPPORT|support} for {g=*|Kessburg} during a border clash with {g=*|Duvania} in {d=2025-05|May}, which cost it friends in {g=*|Lissk}. {g=*|Duvania} denied that its trawlers had {h=ASSAULT|rammed} a patrol boat. In response, {n=Duvania|Duvanian} shops {h=SANCTION|dropped} {n=Marevia|Marevian} goods, and {g=*|Duvania} {h=SANCTION|withdrew} the licence of the {g=*|Marevia}-based chandler, {o=*|Nordsalt}, over alleged smuggling.

{d=2025-09-08/2025-09-14|Last week}, {p=Sunniva Thorolf|Thorolf} {h=CONSULT|met} {t|President} {p=*|Ottilie Kranz} in {g=*|Halvik}, where {p=Ottilie Kranz+Sunniva Thorolf@mention:pronoun|they} {h=CONSULT|spoke} about trade, the coast and the sea. {p=Ottilie Kranz|Kranz} stressed the need to end {g=*|Duvania}’s {h=SANCTION|blockade} of the {l=*|Gulf of Sarn}, and warned that {g=*|Halvik} could not wait for another winter.

{p=Sunniva Thorolf|Thorolf} reaffirmed {g=*|Tostria}’s commitment to closer ties with {g=*|Marevia}. {g=Marevia+Tostria@mention:nominal|Both sides} underlined the importance of {h=COOPERATE|working} together in fields such as rescue, trade and tourism. {p=Aino Lindqvar|Lindqvar} promised a second round of talks.`;

export interface Marked {
  readonly key: string;
  readonly words: string;
  /** UTF-16 code units in {@link TEXT}. */
  readonly start: number;
  /** Names of the entities that a mention is linked to. */
  readonly entities: readonly string[];
  /** Whether the window offers them first. */
  readonly isOffered: boolean;
  /** The attributes to set, by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

const PATTERN = /\{(\w)(?:=([^@|}]+))?(?:@(\w+):(\w+))?\|([^}]+)\}/g;

/** The text, with one line for each block. */
export const TEXT = SOURCE.replaceAll('\n\n', '\n').replace(PATTERN, '$5');

/** The article as a file, whose date becomes a field. */
export const FILE = ` date 2025-09-17 ${TEXT.replaceAll('\n', '\n\n')}`;

/** The annotations of words, in the order of the text. */
export const MARKED: readonly Marked[] = markedIn(SOURCE.replaceAll('\n\n', '\n'));

function markedIn(source: string): Marked[] {
  let removed = 0;
  return [...source.matchAll(PATTERN)].map((match) => {
    const [all, key, what, attribute, value, words] = match as unknown as string[];
    const start = match.index - removed;
    removed += all!.length - words!.length;
    const isLinked = what !== undefined && key !== 'd' && key !== 'h';
    return {
      key: key!,
      words: words!,
      start,
      entities: isLinked ? (what === '*' ? [words!] : what.replace('?', '').split('+')) : [],
      isOffered: isLinked && !what.startsWith('?'),
      attributes: {
        ...(key === 'd' && { value: what! }),
        ...(key === 'h' && { category: what! }),
        ...(attribute !== undefined && { [attribute]: value! }),
      },
    };
  });
}

export interface Claimed {
  readonly content: string;
  /** The words in each slot, in the order in which they are filled; `null` if the article does not say. */
  readonly slots: Readonly<Record<'claimer' | 'cue' | 'object', string | null>> &
    Readonly<Record<string, string | null>>;
  readonly attributes: Readonly<Record<'kind' | 'epistemic', string>> & Readonly<Record<string, string>>;
}

/** Who claims what, in the order of the text. */
export const CLAIMED: readonly Claimed[] = [
  {
    content: 'the meetings will be repeated every spring',
    slots: { claimer: 'both sides', cue: 'according to', object: 'the meetings', medium: 'statements' },
    attributes: { kind: 'commitment', epistemic: 'true-certain', sentiment: 'positive' },
  },
  {
    content: 'Valdane and Omoro compared notes on patrols in the Gulf of Sarn, with a focus on unmarked nets',
    slots: { claimer: 'Fisheries Ministry', cue: 'said', object: 'Gulf of Sarn' },
    attributes: { kind: 'factual', epistemic: 'true-certain' },
  },
  {
    content: 'Tostria’s interest in training divers together',
    slots: { claimer: 'Omoro', cue: 'expressed', object: 'training divers' },
    attributes: { kind: 'commitment', epistemic: 'true-uncertain', sentiment: 'positive' },
  },
  {
    content: 'the value of sharing radar pictures across the border',
    slots: { claimer: 'Valdane', cue: 'emphasised', object: 'radar pictures' },
    attributes: { kind: 'evaluation', epistemic: 'true-certain', sentiment: 'positive' },
  },
  {
    content: 'Orlenne and Kessburg were weighing shared work in cod, kelp, tidal power and salt',
    slots: {
      claimer: 'Lindqvar',
      cue: 'said',
      object: 'cod, kelp, tidal power and salt',
      medium: 'press conference',
    },
    attributes: { kind: 'factual', epistemic: 'true-certain' },
  },
  {
    content: 'support for Kessburg during a border clash with Duvania in May',
    slots: { claimer: 'Orlenne', cue: 'voiced', object: 'Kessburg', time: 'May' },
    attributes: { kind: 'commitment', epistemic: 'true-certain', sentiment: 'positive' },
  },
  {
    content: 'its trawlers had rammed a patrol boat',
    slots: { claimer: 'Duvania', cue: 'denied', object: 'its trawlers' },
    attributes: { kind: 'factual', epistemic: 'false-certain', 'check-worthy': 'true' },
  },
  {
    content: 'smuggling',
    slots: { claimer: null, cue: 'alleged', object: 'Nordsalt' },
    attributes: { kind: 'factual', epistemic: 'unknown', sentiment: 'negative', 'check-worthy': 'true' },
  },
  {
    content: 'the need to end Duvania’s blockade of the Gulf of Sarn',
    slots: { claimer: 'Kranz', cue: 'stressed', object: 'Duvania' },
    attributes: { kind: 'demand', epistemic: 'true-certain', sentiment: 'negative' },
  },
  {
    content: 'Halvik could not wait for another winter',
    slots: { claimer: 'Kranz', cue: 'warned', object: 'Halvik' },
    attributes: { kind: 'evaluation', epistemic: 'true-certain' },
  },
  {
    content: 'Tostria’s commitment to closer ties with Marevia',
    slots: { claimer: 'Thorolf', cue: 'reaffirmed', object: 'Marevia' },
    attributes: { kind: 'commitment', epistemic: 'true-certain', sentiment: 'positive' },
  },
  {
    content: 'the importance of working together in fields such as rescue, trade and tourism',
    slots: { claimer: 'Both sides', cue: 'underlined', object: 'working together' },
    attributes: { kind: 'evaluation', epistemic: 'true-certain', sentiment: 'positive' },
  },
  {
    content: 'a second round of talks',
    slots: { claimer: 'Lindqvar', cue: 'promised', object: 'talks' },
    attributes: { kind: 'commitment', epistemic: 'true-certain' },
  },
];
