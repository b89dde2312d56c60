import { counted, grouped } from '../../shared/text/counted.ts';

/** Sentences of errors and notices of imports, exports and other jobs. */
export const MESSAGES = {
  // An earlier text of an article
  textOfOneArticle: 'An earlier text is exported of one article; name the article.',
  noSuchText: (revision: string) => `The article never had the text ${revision}.`,

  // Cancelled
  countingCancelled: 'The counting was cancelled.',
  exportCancelled: 'The export was cancelled; nothing was written.',
  importCancelled: 'The import was cancelled; nothing of it was kept.',
  cancelled: 'Cancelled; nothing was changed.',
  changing: 'Changing; editing waits',

  // Files and folders to read
  noFile: (path: string) => `There is no file ${path}.`,
  notARegularFile: (path: string) => `${path} is not a regular file.`,
  unknownFormat: (file: string, shape: string, formats: string) =>
    `It is not clear what ${file} is${shape}. Name its format: ${formats}.`,
  unreadableFormat: (format: string, formats: string) =>
    `“${format}” is not a format that can be read. The formats are: ${formats}.`,
  unrecognised: (shape: string) =>
    `No format recognises this file${shape}. Take it out of the folder, or, if you know its format, import it by itself and choose the format (--format on the command line).`,
  changedWhileRead: 'The file changed while it was read. Import it again once nothing writes to it.',
  cannotBeOpened: (reason: string) => `The file cannot be opened: ${reason}.`,
  notPermitted: 'you may not read it',
  vanished: 'it no longer exists',
  diskCannotRead: 'the disk failed to read it',
  linkLoop: 'it is a link that leads to itself',
  aboutTheFolder: 'The file describes the folder, so it was not read.',
  emptyFile: 'The file is empty: nothing to import.',

  // Import
  nothingGood: 'Nothing in the files could be imported.',
  allOrNothing: 'Nothing was imported, because you asked for all or nothing.',
  faultsFound: (why: string, count: number, first: string) =>
    `${why} ${counted(count, 'fault')} were found, the first: ${first}`,
  unknownTerms: (terms: string) =>
    `The scheme does not have: ${terms}. Nothing was imported. Map them to what it has (--map), or add them to it (--extend-scheme).`,
  unknownTermsMeanwhile: (terms: string) =>
    `The scheme was changed meanwhile and does not have: ${terms}. Nothing was imported; try again.`,
  runIsHereAlready: (model: string, set: string) =>
    `This file of the model ${model} was imported before, as the set “${set}”; nothing was changed. To import it again, undo that import first.`,
  leftOutByMap: (terms: string) => `Left out, as the map says: ${terms}.`,
  moreNotes: (more: number) => `${grouped(more)} more ${more === 1 ? 'note is' : 'notes are'} not listed.`,
  nothingImported: (reason: string) => `${reason} Nothing was imported.`,
  joinedRows: (rows: number) =>
    `${counted(rows, 'row')} ${rows === 1 ? 'names' : 'name'} an entity that another row of the list names too; each was joined with the other.`,
  entitiesPresent: (entities: number) =>
    `${counted(entities, 'entity', 'entities')} ${entities === 1 ? 'was' : 'were'} already in the registry with the same content.`,

  // Free disk space
  notEnoughDisk: (needed: string, path: string, free: string, outcome: string) =>
    `The import needs about ${needed} of free disk space for ${path}, but only ${free} are free. ${outcome}`,
  nothingRead: 'Nothing was read.',
  nothingWasImported: 'Nothing was imported.',

  // Where an export is written
  nameTooLong: (name: string, bytes: number, limit: number) =>
    `The name “${name}…” has ${bytes} bytes; a name may have ${limit}. Choose a shorter one.`,
  pathTooLong: (limit: number) =>
    `The path has more than ${limit} bytes. Choose a folder that is not nested so deeply.`,
  nameOfJournal: (name: string, project: string) =>
    `${name} is the name of the journal of ${project}; choose another.`,
  insideBackups: (path: string) =>
    `${path} lies in a folder of backups, which Postil thins out by itself. Choose another folder.`,
  notOnDisk: (folder: string) =>
    `${folder} is not a folder on a disk, so nothing can be written there. Choose another folder.`,
  readOnlyDisk: (folder: string) => `${folder} is on a read-only disk. Choose another folder.`,
  noPermission: (folder: string) =>
    `You may not write to ${folder}. Choose another folder, or change its permissions.`,
  fileExists: (path: string) => `${path} already exists; choose another name.`,
  nameTaken: (path: string, what: string) =>
    `${path} is ${what}, so no file can have that name; choose another.`,
  notAFolder: (path: string, what: string) => `${path} is ${what}; an export goes into a folder.`,
  folderNotEmpty: (path: string) => `The folder ${path} is not empty; choose a new or empty one.`,
  parentNotAFolder: (parent: string, what: string) =>
    `${parent} is ${what}, not a folder, so nothing can be written below it. Choose another folder.`,

  // Export and conversion
  unwritableFormat: (format: string, formats: string) =>
    `“${format}” is not a format that can be written. The formats are: ${formats}.`,
  chooseOneSet: (format: string, count: number, sets: string) =>
    `${format} holds one annotation set, and there are ${count}: choose one of ${sets}.`,
  holdsOneSet: (format: string, count: number, sets: string) =>
    `${format} holds one annotation set, and there are ${count}: ${sets}. Import into a project and export one of them.`,
  nothingConverted: 'Nothing was converted, because you asked for all or nothing.',
  lossRefused: (format: string, losses: string) =>
    `${format} cannot hold everything (${losses}), and --strict was asked for. Nothing was written.`,
  secondExternalIds: (ids: number) =>
    `CSV has one column for each authority, but ${counted(ids, 'external id')} ${ids === 1 ? 'is' : 'are'} a second one of the same authority. Export JSONL, which holds all of them.`,

  // What is read back differs from what was written
  readBackDiffers:
    'The file on the disk differs from what was written. Nothing was exported; please report this.',
  tableDiffers: 'The exported table differs from the project. Nothing was written; please report this.',
  spanDiffers: (span: string, text: string) =>
    `The export differs from the project: span ${span} reads “${text}”. Nothing was written; please report this.`,
  entityDiffers: (name: string) =>
    `The export differs from the registry on “${name}”. Nothing was written; please report this.`,
  entitiesMissing: (found: number, written: number) =>
    `The export holds ${found} of ${written} entities. Nothing was written; please report this.`,
  spanWordsDiffer:
    'The spans of the export differ in their words from those of the project. Nothing was written; please report this.',
  spansMissing: (found: number, written: number) =>
    `The export holds ${found} of ${written} spans and gives no reason for the rest. Nothing was written; please report this.`,
} as const;
