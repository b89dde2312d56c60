/** Every sentence of the guide's screen and of the dialog of keys. */
export const TEXTS = {
  guide: 'Guide',
  close: 'Close',
  findInGuide: 'Find in the guide',
  allKeys: 'All keys',
  backToArticle: 'Back to the article',
  topics: 'Topics',
  notInGuide: 'Nothing in the guide matches.',
  unassigned: 'unassigned',
  keysOf: (action: string) => `Keys of: ${action}`,
  title: 'Keys',
  about:
    'Select words and press the letter of a type, or press it with the caret on a word. Shift and the letter change the type of ' +
    'the selected span. Arrow keys move the caret; with Shift they select, with Ctrl they move by word. Choose a command to ' +
    'change its keys; the letters of types are set in the scheme.',
  find: 'Find a command or a key',
  findExample: 'Find a command or a key, such as Alt P',
  resetAll: 'Reset all keys',
  none: 'No matches',
  types: 'Types',
  slots: 'Slots of a selected claim or event',
  openSlot: 'Open a slot',
  takeSuggestion: 'Fill with a suggestion',
  moveFiller: 'Move the focused filler up or down',
  leaveSlot: 'Give a reason for leaving it empty; again: close the slot',
  chooseEvidence: 'Choose supporting text for its filler',
  remove: (key: string) => `Remove the key ${key}`,
  noKeys: 'No key is assigned: the palette runs it.',
  press: 'Press a key, or Esc to cancel.',
  add: 'Add a key',
  reset: 'Reset',
  taken: 'is assigned to',
  reassign: 'Reassign it',
  takenByTab:
    'A browser tab reserves this key; only the desktop program receives it. A second key helps in a browser.',
  altGr: 'On keyboards with AltGr it may type a sign instead.',
  already: 'It is already assigned to this command.',
} as const;
