import { counted } from '../../../shared/text/counted.ts';

/** Every sentence of the window around the screens: bar, banners, status line, messages. */
export const TEXTS = {
  connection: 'Connection',
  lost:
    'Postil has stopped or cannot be reached. Everything that was shown as saved is saved, and what you are writing stays here; ' +
    'nothing else can be changed until Postil is back. Start it again in the terminal and open the link that it prints. If it ' +
    'is still running, this window reconnects without your help.',
  refused:
    'This link is no longer valid, because Postil was started again. Open the link that was printed at the last start. ' +
    'Everything that was shown as saved is saved.',
  others: 'Other programs',
  openElsewhere: (programs: readonly string[]) =>
    `This project is also open in ${programs.join(' and ')}. You can go on working: each program shows the changes of the other.`,
  undo: 'Undo',
  redo: 'Redo',
  undoHelp: (change: string | null, key: string) =>
    `${change === null ? 'Undo' : `Undo: ${change}`} (${key})`,
  redoHelp: (change: string | null, key: string) =>
    `${change === null ? 'Redo' : `Redo: ${change}`} (${key})`,
  dismiss: 'Dismiss',
  alarm: 'Alarm',
  backups: 'Backups…',
  projectLocation: 'Location of the project',
  copying: 'Copying and checking…',
  workLocally: 'Work on a local copy',
  keepLocation: 'Keep it there',
  widthOf: (panel: string) => `Width of ${panel}`,
  documents: 'Documents',
  quarantine: 'Quarantine',
  inspector: 'Inspector',
  toggleDocuments: 'Show or hide the documents',
  toggleInspector: 'Show or hide the inspector',
  project: (name: string) => `Project: ${name}`,
  command: 'Search or command',
  set: 'Set',
  yours: (name: string) => `${name} (yours)`,
  importButton: 'Import',
  import: (key: string) => `Import articles or annotations (${key})`,
  exportButton: 'Export',
  export: (key: string) => `Export a dataset (${key})`,
  darkTheme: 'Dark theme',
  lightTheme: 'Light theme',
  theme: 'Switch between light and dark',
  profile: (name: string) => `${name} – your profile`,
  profileOf: (initials: string, name: string) => `${initials}: your profile, ${name}`,
  screens: 'Screens',
  screenNames: {
    article: 'Article',
    search: 'Search',
    claims: 'Claims',
    relations: 'Relations',
    entities: 'Entities',
    review: 'Review',
    numbers: 'Agreement',
    quarantine: 'Quarantine',
    notes: 'Notes',
    history: 'History',
    scheme: 'Scheme',
    guide: 'Guide',
  },
  screen: (name: string, key: string) => `${name} (${key})`,
  moreScreens: 'More screens',
  more: 'More',
  openQuestions: (count: number) => `, ${counted(count, 'open question')}`,
  notConnected: 'Not connected: nothing is being saved',
  readOnly: 'Read-only',
  saving: 'Saving…',
  saved: 'Saved',
  allSaved: 'All saved',
  finished: (finished: number, all: number) => `${finished} of ${all} done`,
  finishedHelp: (finished: number, all: number) =>
    `${finished} of ${counted(all, 'document')} done or skipped`,
  textSize: (key: string) => `Normal text size (${key})`,
  keys: 'Keys',
  allKeys: (key: string) => `All keys (${key})`,
  characters: (start: number, end: number) =>
    start === end ? `Character ${start}` : `Characters ${start}–${end}`,
  charactersHelp: 'Offsets in the text, counted in UTF-16 code units from 0',
} as const;
