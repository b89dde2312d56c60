/** Sentences of errors and notices about the open project and its files. */
export const MESSAGES = {
  // The open project
  noProjectOpen: 'No project is open; open or create one first.',
  noJournalInDoubt: 'No project was refused because of its journal.',
  readFromCopy: (locked: string) => `${locked} The project is read from a private copy.`,
  jobRunning: 'Something is still being imported or exported; wait for it or cancel it.',
  checkFailed: (reason: string) => `The project could not be checked: ${reason}.`,
  noAutomaticBackup: (reason: string) => `No automatic backup was made: ${reason}`,
  undoNotSwept: 'The undo is done, but some of its rows could not be removed',
  importNotSwept: 'The rest of an unfinished import could not be removed',
  stillHidden: (what: string, reason: string) =>
    `${what}: ${reason} It stays hidden; the next time you open the project, removing it is tried again.`,

  // The project file was touched from outside
  deletedOrMoved: 'it was deleted or moved',
  replaced: 'it was replaced by another file',
  journalMissing: 'its journal was removed',
  journalTakenAway: (path: string) =>
    `The journal ${path}-wal was removed while the project was open. All saved work is now in ${path}. Open it again to continue.`,
  /** `event` completes the sentence, such as {@link MESSAGES.replaced}. */
  savedElsewhere: (path: string, event: string, copy: string) =>
    `While ${path} was open, ${event}. Nothing more is written to it. All saved work is now in ${copy}: open that to continue.`,
  partlySaved: (path: string, event: string, missing: string, copy: string) =>
    `While ${path} was open, ${event}. Nothing more is written to it. Not all could be saved: ${missing}. The rest is in ${copy}: open that to continue.`,
  notSaved: (path: string, event: string, folder: string, reason: string) =>
    `While ${path} was open, ${event}, and its content could not be saved in ${folder}: ${reason}. Leave the program open, export what you need, and restore a backup.`,
  journalGrows: (path: string, megabytes: number) =>
    `The journal ${path}-wal has grown to ${megabytes} MB, because another program has been reading the project for a long time. Nothing is lost, but the disk may fill up.`,
  openElsewhere: (programs: string) => `The project is open in ${programs}; close it there if you can.`,

  // Files
  projectName: 'A project name cannot contain / \\ : * ? " < > | or be empty.',
  reservedName: (name: string) => `Windows reserves the name “${name}”; choose another one.`,
  longName: 'This name is too long for a file; choose a shorter one.',
  projectExists: (path: string) => `There is already a project ${path}; choose another name.`,
  restExists: (path: string) =>
    `There is already ${path}, left by another project of that name. Choose another name, or remove it.`,
  notMoved: (path: string, folder: string, reason: string) =>
    `${path} could not be moved (${reason}). Check that you may change the folder ${folder}.`,
  noSample: 'This program comes without the sample project.',
  noSaferFolder: (folder: string) =>
    `${folder} is no safer for this project; save a copy on a disk of this machine.`,
  notUploaded: (name: string) => `${name} was not uploaded, so nothing can be added to it.`,
  fileForgotten: 'That file is no longer known; choose it again.',
} as const;
