import { counted, grouped } from '../../../shared/text/counted.ts';

/** Every text of the correction of an article. */
export const TEXTS = {
  title: 'Correct the text',
  text: 'Text to correct',
  save: 'Save',
  saving: 'Saving…',
  leave: 'Leave',
  undo: 'Undo typing',
  redo: 'Redo typing',
  panel: 'What changes',
  help: 'Type, delete, split and join paragraphs, or paste. The annotations of every set follow. Nothing is stored before you save.',
  outdated:
    'The article was changed meanwhile, so this correction cannot be saved. Copy your text, leave, and correct again.',
  copy: 'Copy my text',
  none: 'Nothing is edited yet.',
  reading: 'Looking up what changes…',
  places: (places: number) => `${counted(places, 'place')} edited.`,
  effect: (changed: number, all: number) =>
    changed === 0
      ? `${all === 0 ? 'There are no annotations' : all === 1 ? 'The annotation stays as it is' : `All ${counted(all, 'annotation')} stay as they are`}.`
      : `${counted(changed, 'annotation')} ${changed === 1 ? 'gets' : 'get'} other words, ${all - changed === 0 ? 'none stays' : `${grouped(all - changed)} ${all - changed === 1 ? 'stays' : 'stay'}`} as ${all - changed === 1 || all === changed ? 'it is' : 'they are'}.`,
  goneTitle: (gone: number) =>
    `Of ${counted(gone, 'annotation')} no words are left. What becomes of ${gone === 1 ? 'it' : 'them'}?`,
  gone: 'Annotations without words',
  changed: 'Annotations with other words',
  keepAll: 'Keep all',
  deleteAll: 'Delete all',
  keep: 'Keep on the nearest word',
  delete: 'Delete',
  choiceFor: (type: string, words: string) => `${type} “${words}”`,
  more: (count: number) => `and ${grouped(count)} more`,
  show: 'Show it in the text',
  was: 'before',
  is: 'after',
  leaveTitle: 'Leave the correction?',
  leaveAbout: (places: number) =>
    `You have edited the text in ${counted(places, 'place')}. These edits are not saved.`,
  discard: 'Discard the edits',
  stay: 'Go on correcting',
  saveAndLeave: 'Save',

  earlierTitle: 'Earlier texts of this article',
  earlierList: 'Texts',
  neverCorrected: 'The text of this article was never corrected.',
  asItCameIn: 'As it came in',
  madeBy: (analyst: string, edits: number) => `${analyst || 'unknown'}, ${counted(edits, 'place')}`,
  present: 'present',
  thisIsPresent: 'This is the present text. Choose another one to see how it differs.',
  difference: 'Differences',
  differenceHelp: 'From this text to the present one: struck through is only here, underlined only there.',
  movedAway: 'moved from here',
  movedHere: 'moved to here',
  goToEffect: 'If you go to this text',
  goTo: 'Go to this text',
  hash: (sha256: string) => `SHA-256 ${sha256.slice(0, 12)}…`,
  exportAs: 'Export this text as',
  export: 'Export…',
  exportHelp: 'With the annotations mapped to this text; the files and the manifest name its hash',
  close: 'Close',
} as const;
