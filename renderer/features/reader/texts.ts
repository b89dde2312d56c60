import { counted } from '../../../shared/text/counted.ts';

/** Every sentence around the article: header, types, slots, hover cards. */
export const TEXTS = {
  unfoldTypes: 'Show all types',
  foldTypes: 'Show one line of types',
  article: 'Article',
  correct: 'Correct',
  correctHelp: (key: string) => `Correct the text; the annotations follow (${key})`,
  editFields: 'Edit these fields',
  claimCards: 'Claim cards',
  types: 'Types',
  layers: 'Layers',
  example: 'Example:',
  counterExample: 'Not:',
  /** Tooltip of a type: label, code in files, key, guideline. */
  type: (label: string, name: string, key: string | undefined, about: string) =>
    `${label === name ? label : `${label} (${name})`}${key ? ` – key ${key.toUpperCase()}` : ''}\n\n${about}`,
  typeByName: (key: string) => `Find a type by its name (${key})`,
  allTypes: (count: number) => `${counted(count, 'type')}…`,
  toggleLayer: (label: string) => `Show or hide ${label}; by key: Ctrl K, then its name`,
  typesForWords: 'Types for the selected words',
  findType: 'Find a type by its name',
  oneOfTypes: (count: number) => `Find one of ${counted(count, 'type')}`,
  noSuchType: 'No type has this name.',
  changeType: 'Change the type: press its key, Esc to cancel',
  duplicate: 'Duplicate as another type: press its key, Esc to cancel',
  hold: 'Hold a type: press its key, Esc to cancel',
  held: (type: string) => `Each click tags ${type}`,
  release: 'Release',
  implicit: '(implicit: no words of its own)',
  proposed: (score: number | undefined) =>
    `proposed${score === undefined ? '' : `, score ${score.toFixed(2)}`} · when selected, Enter accepts and Del rejects`,
  linkedTo: (entity: string) => `entity ${entity}`,
  roleIn: (slot: string, claim: string) => `${slot} of “${claim}”`,
  note: 'note',
  question: (state: string) => `${state} question`,
  by: (author: string) => `by ${author}`,
  score: (score: number) => `score ${score}`,
  ways: {
    stated: 'Located by the offsets in the file',
    unit: 'Located by the offsets in the file, counted in another unit',
    moved: 'The offsets in the file were wrong; located by its words',
    exact: 'Located by its words',
    normalised: 'Located by nearly the same words:',
    approximate: 'Located by similar words:',
    hand: 'Located by hand for',
  },
  certainty: (score: number) => `, location ${Math.round(score * 100)} % certain`,
  /** Tooltip of a suggested filler. */
  offer: (type: string, reason: string) => `${type}, ${reason}`,
  fillers: (slot: string) => `Fillers for ${slot}`,
  close: 'Close',
  lastWord: 'Type the letters over the last word, or press Enter for this word alone.',
  firstWord: 'Type the letters over the first word.',
  reason: 'Reason for leaving it empty: press its letter.',
  evidence: 'Supporting text: move to a span with Tab and press Enter, or click it. Esc when done.',
  fill: 'Press a letter, select words and press Enter, Space: show a letter on every word, or Tab to a span.',
  done: 'Esc when done.',
  leaveEmpty: 'Esc leaves it empty with a reason.',
  letterOfFirst: (next: string, previous: string) =>
    `Type the letters over the first word. ${next} and ${previous} change the sentence, Esc ends.`,
  letterOfLast: (word: string) =>
    `Type the letters over the last word, or ${word} for this word alone. Then press a type’s letter.`,
  attributes: 'Attributes',
  documentLabels: 'Labels of the article',
  setLabel: (next: string, many: boolean) =>
    many ? `letters add and remove values, ${next} goes on` : `a letter sets it, ${next} goes on`,
  values: (attribute: string) => `Values of ${attribute}`,
  setValue: (accept: string, write: string, isWritten: boolean) =>
    isWritten
      ? `Press a letter, ${accept} for the first proposal, or ${write} to write a value.`
      : `Press a letter, or ${accept} to keep the value.`,
  emptyTitle: 'Import articles',
  emptyAbout:
    'Drop text or Markdown files or whole folders anywhere in this window, paste an article, or import annotations in any ' +
    'supported format.',
  emptyButton: 'Paste or choose an article',
} as const;
