import { counted } from '../../../shared/text/counted.ts';

/** Every sentence about backups, copies and projects that cannot be opened. */
export const TEXTS = {
  title: 'Backups',
  titleOf: (project: string) => `Backups of ${project}`,
  about:
    'Postil makes backups automatically: at most every 30 minutes while something changes, and when the project is closed. It ' +
    'keeps the 12 newest, and one for each of 10 days and 9 months. Backups that you make yourself stay until you delete them.',
  making: 'Copying and checking…',
  make: 'Back up now',
  showFolder: 'Show the folder',
  none: 'None yet: the first is made within half an hour of your first change, or when you close the project.',
  noneRefused: 'There are none. If you have a copy elsewhere, open it as a project.',
  in: 'in',
  list: 'Backups, newest first',
  limitLabel: 'Gigabytes that automatic backups may use',
  limitBefore: 'Automatic backups may use',
  limitAfter: (used: string | null) => `GB; they use ${used ?? 'nothing yet'}.`,
  kinds: {
    auto: 'automatic',
    backup: 'made by hand',
    'before-restore': 'before a restore',
    migration: 'before an update',
    'before-repair': 'before a repair',
  },
  unknownContent: 'The file as it was',
  content: (documents: number, spans: number) =>
    `${counted(documents, 'document')} · ${counted(spans, 'span')}`,
  checked: 'checked',
  checkedHelp: 'The whole backup was read and found sound when it was made',
  notChecked: 'not checked',
  setAside: 'Kept as it was, sound or not',
  checkedLater: 'Of a large project one backup a day is checked; this one is checked when it is restored',
  restore: 'Restore…',
  restoreOf: (time: string) => `Restore the backup of ${time}…`,
  question: 'Restore this backup?',
  questionHelp:
    'The project returns to its state at that time. The current file is kept here as “before a restore”, so that you can go back.',
  doRestore: 'Restore',
  refused: 'A project could not be opened',
  couldNotOpen: (name: string) => `${name} could not be opened`,
  choices: 'What you can do',
  restoreHelp: 'The project returns to its state when that backup was made.',
  withoutJournal: 'Open without the journal',
  asItIs: 'Open it as it is',
  withoutJournalHelp: 'Shows what the file itself contains. The latest changes may be missing.',
  withJournal: 'Open with the journal',
  withJournalHelp: 'Adds the changes in the journal, which may belong to another project or time.',
  keptFirst: (journal: boolean, name: string) =>
    `${journal ? 'Both files are' : 'The file is'} first kept unchanged in ${name}.backups beside the project. If a choice ` +
    'does not produce a sound project, Postil reports it and changes nothing.',
  journalAbout: (name: string) =>
    `While a project is open, its latest changes are in a second file beside it, the journal (${name}.postil-wal).`,
  journalOdd: 'These two may not belong together, as happens if only one of them was copied or replaced.',
  journalMissing:
    'This one was copied or left while it was open, without its journal, and is incomplete without it.',
  nothingChanged: 'Nothing was changed. What was found:',
  noBackups: (folder: string) =>
    `There are no backups in ${folder}. If you have a copy elsewhere, open it as a project.`,
  restoreOne: (copies: number) => `Restore a backup… (${copies})`,
  restoring: (time: string) => `Restoring the backup of ${time} and checking it…`,
  restoringLabel: 'Restoring',
  saveCopy: 'Save a copy',
  copyName: 'Name of the copy',
  copyOf: (project: string) => `${project} copy`,
  copyHelp: (library: string) => `A project of its own in ${library}, checked. You stay in this one.`,
  library: 'the library',
  saveTheCopy: 'Save the copy',
  project: 'Project',
  cancel: 'Cancel',
  close: 'Close',
} as const;
