import { grouped } from '../../../shared/text/counted.ts';

/** The texts of the quarantine, in one place to be read and reworded together. */
export const TEXTS = {
  list: 'Quarantine',
  count: (open: number) => `${grouped(open)} could not be located`,
  export: 'Export the quarantine',
  exportHelp: 'Export the quarantine as JSONL',
  model: 'Model',
  allModels: 'All models',
  ofModel: (name: string, open: number) => `${name} (${grouped(open)})`,
  more: (count: number) => `${grouped(count)} more are listed once these are decided.`,
  noArticle: 'No article',

  doneTitle: 'Everything has been decided.',
  done: (placed: number, dismissed: number) =>
    `${grouped(placed)} placed by hand, ${grouped(dismissed)} dismissed. Undo reverts each of these decisions.`,
  emptyTitle: 'Nothing is in quarantine.',
  empty:
    'If a model quotes text that an article does not contain, Postil does not guess: the extraction waits here. Select where it belongs and press Enter; a digit selects the nearest similar text, Backspace dismisses the extraction.',
  import: 'Import a model’s extractions…',

  proposal: 'Proposal',
  fills: (slot: string) => `Fills the slot ${slot} of a claim.`,
  part: (slot: string, words: string) => `${slot}: ${words}`,
  guesses: 'Closest text, for you to judge',
  within: (word: string) => ` in ${word}`,
  score: (percent: number) => `${percent} %`,
  guessHelp: (percent: number, word: string | undefined) =>
    word === undefined
      ? `${percent} % of the characters are the same`
      : `Covers ${percent} % of the word “${word}”`,
  relate: 'Relate',
  place: 'Place',
  dismiss: 'Dismiss',
  next: 'Next',
  typeCode: (name: string) => `Code in files: ${name}`,

  nothingToPlace: 'Nothing to place.',
  // A question or statement about the words, which are shown between the two parts.
  whereBefore: 'Where does',
  whereAfter: 'belong?',
  selectThen: 'Select the text, then press',
  endsBefore: 'Both ends of',
  endsAfter: 'must exist. Select the annotation that is missing, then press',
} as const;
