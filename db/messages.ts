import { basename } from 'node:path';

/** Sentences of errors of the project file: opening, damage, the disk, undo, imports and the scheme. */
export const MESSAGES = {
  // Opening a project
  noFile: (path: string) => `There is no file ${path}.`,
  notAProject: (path: string, why: string) => `${path} is not a Postil project: ${why}.`,
  notAFile: 'it is not a regular file',
  emptyFile: 'it is empty',
  notSqlite: 'it is not an SQLite file',
  otherProgram: 'it is an SQLite file of another program',
  foreignTables: (path: string, format: number) =>
    `${path} is marked as a project, but its tables are not those of format ${format}. It was not changed; restore a backup.`,
  newerFormat: (path: string, format: number, known: number) =>
    `${path} was written by a newer Postil (format ${format}; this one knows ${known}). Update Postil to open it.`,
  olderFormat: (path: string, format: number) =>
    `${basename(path)} has an older format (${format}); open it once with write access, which converts it.`,
  readOnlyThere: (reason: string, path: string) => `${reason} There, ${path} can only be read.`,
  fileExists: (path: string) => `${path} already exists; choose another name.`,
  beingWritten: (path: string) =>
    `${path} is being written by another program; try again when that is finished.`,
  noRoomForPrivateCopy: (path: string, megabytes: number, folder: string) =>
    `${path} can only be opened as a copy, and there is no room for one: it needs ${megabytes} MB in ${folder}.`,
  repairNeedsWriting: (path: string) => `${path} is open for reading only, so nothing in it can be rebuilt.`,
  repairNeedsAlone: (path: string, programs: string) =>
    `${path} is in use by ${programs}; close it there, then repair it.`,
  readOnly: (path: string) =>
    `${path} is open for reading only, so it cannot be changed. Work on a copy of it.`,
  eraseNeedsAlone: (path: string, programs: string) =>
    `${path} is also open in ${programs}, which would keep what is deleted; close it there first.`,
  eraseHasToWait: (work: string) => `Nothing was deleted: ${work} has to be finished first.`,

  closedBadly: (path: string, programs: string) =>
    `${path} was not closed properly by ${programs}, and its journal, ${path}-wal, does not exist: the last changes may be missing. Do not delete that file while a program has the project open, or afterwards. Compare with a backup.`,

  // Damage. `why` and `reason` complete the sentence
  damaged: (path: string, why: string) =>
    `${path} is damaged (${why}). Nothing was written; keep the file and restore a backup.`,
  pageSize: (pageSize: number) => `its header states pages of ${pageSize} bytes`,
  schemaFormat: (schemaFormat: number) => `its header states the schema format ${schemaFormat}`,
  formatNeverWritten: (format: number) =>
    `its header states the format ${format}, which no Postil has written`,
  damagedId: (hex: string) =>
    `The project holds an invalid id (${hex}): the file is damaged. Keep it and restore a backup.`,
  damagedWhileOpen: (path: string, reason: string) =>
    `${path} is damaged: ${reason}. Nothing more is written to it. Keep the file, export what you can, and restore a backup.`,
  notOpenedEitherWay: (path: string, choice: string, reason: string) =>
    `${path} cannot be opened ${choice} its journal: ${reason} Nothing was changed. Restore a backup, or try it ${choice === 'with' ? 'without' : 'with'} the journal.`,

  // The disk
  noPermissionForProject: (path: string) =>
    `${path} cannot be written: check its permissions and its folder's.`,
  diskFailed: (path: string, reason: string, code: string) =>
    `The disk failed to read or write ${path} (${reason}, ${code}). The last changes may not be saved, and nothing more is written. Open the project again, which checks it. If this happens twice, copy it to another disk.`,
  diskFull: (path: string, temporary: string) =>
    `The disk of ${path}, or that of temporary files (${temporary}), is full; nothing was saved. Free some space and try again.`,
  diskFullFor: (what: string) =>
    `The disk is full: ${what} could not be written. Free some space and try again.`,
  diskFailedFor: (reason: string, what: string) =>
    `The disk failed (${reason}): ${what} could not be read or written.`,
  noPermission: (what: string, code: string) =>
    `${what} may not be read or written (${code}): check its permissions and its folder's.`,
  /** By the code of the system. */
  cannotBeUsedBecause: {
    ENAMETOOLONG: 'its name is longer than the file system allows; choose a shorter one',
    ENOENT: 'it, or its folder, does not exist',
    ENOTDIR: 'its folder is a file',
    EISDIR: 'it is a folder',
    EEXIST: 'it already exists',
    ENOTEMPTY: 'it is a folder that is not empty',
    ELOOP: 'it is a link that leads to itself',
    ENXIO: 'it is a device or a pipe that nobody reads',
    ENODEV: 'it is a device',
    EINVAL: 'the file system does not allow that name',
    EBUSY: 'another program is using it',
    EMFILE: 'too many files are open; close other programs',
    ENFILE: 'too many files are open; close other programs',
    EXDEV: 'it is on another disk',
    EFBIG: 'the file system does not allow a file of this size',
  },
  cannotBeUsed: (what: string, reason: string, code: undefined | string) =>
    `${what} cannot be used: ${reason} (${code}).`,

  // Work that has to wait. `work` describes it, such as “the import of a.jsonl”
  waitForRemoval: (work: string) =>
    `This has to wait: ${work} still uses it. Try again when that is finished.`,
  waitForImport: (work: string) =>
    `This has to wait: ${work} refers to it. Try again when that is finished, or cancel it.`,
  importBeingWritten: 'an import that is being written',

  // Backups
  inUse: (path: string, programs: string) => `${path} is in use by ${programs}; close it there first.`,
  noRoomForBackup: (project: string, megabytes: number, folder: string) =>
    `There is no room for a backup of ${basename(project)}: it needs ${megabytes} MB on the disk of ${folder}.`,
  noBackupFolder: (folder: string, reason: string) =>
    `The folder for backups, ${folder}, cannot be created: ${reason}.`,
  damagedCopy: (path: string, finding: string) => `${path} is damaged: ${finding}.`,

  // Changes, undo and redo
  needed: (label: string) => `“${label}” cannot be undone, because other work depends on it.`,
  undoneAlready: (label: string) => `“${label}” is already undone.`,
  notUndone: (label: string) => `“${label}” is not undone.`,
  oneAfterAnother: (work: string, outcome: string) =>
    `${work} has to be finished first; only one large change is made at a time. ${outcome}`,
  presentAgain: (doing: string, kind: string) =>
    `Cannot ${doing}: a ${kind} that it would restore is in the project again. Remove it first.`,
  redoneMeanwhile: (doing: string) => `Cannot ${doing}: it was redone meanwhile.`,
  keptRowsDamaged: (doing: string, label: string, difference: string) =>
    `Cannot ${doing}: what was stored of “${label}” is damaged (${difference}). Nothing was redone; restore a backup.`,
  undoneMeanwhile: (doing: string) => `Cannot ${doing}: it was undone meanwhile.`,
  undoFirst: (doing: string, change: string, reason: string) =>
    `Cannot ${doing}: ${change} ${reason}. Undo that first.`,
  redoFirst: (doing: string, change: string, reason: string) =>
    `Cannot ${doing}: ${change} ${reason}, and is undone. Redo that first.`,
  undoLaterChangesFirst: (doing: string, reason: string) =>
    `Cannot ${doing}: ${reason}. Undo the later changes first.`,

  // Corrections of a text
  textNotCorrected: 'The text was not corrected.',
  editOutside: (length: number) =>
    `The edit lies outside of the text, which has ${length} UTF-16 code units. Its start and end count from 0, and the end is not included.`,
  editCutsCharacter:
    'The edit would leave half of a character, such as of an emoji. Its start and end count UTF-16 code units.',
  noTextLeft: 'No text would be left. Delete the article instead.',
  revisionIsPresent: 'The article has this text already.',
  textChangedSince:
    'The text of the article was corrected meanwhile. Look at it again, then repeat the correction.',
  annotationsWouldGo: (words: readonly string[]) =>
    `No words of ${words.length === 1 ? 'an annotation' : `${words.length} annotations`} would be left: ${words
      .slice(0, 5)
      .map((each) => `“${each}”`)
      .join(
        ', ',
      )}${words.length > 5 ? ' and others' : ''}. State whether to keep them on the nearest words or to delete them.`,
  noWordNear:
    'There is no word near the annotation on which it could be kept. Delete it, or leave some of its words.',

  // The trash
  notDeleted: (document: string) => `Document ${document} is not deleted.`,
  notInTrash: (document: string) => `The trash has no document ${document}.`,
  notInProjectOrPast: (document: string) => `Neither the project nor its past has a document ${document}.`,

  // Imports
  leftOutHeader: (words: string, type: string, reason: string) =>
    `“${words}” (${type}) was left out. ${reason} Put the header back into the text, and import the file again, to have it.`,
  leftOutCorrected: (words: string, type: string, reason: string) =>
    `“${words}” (${type}) was left out. ${reason}`,
  mappedIntoCorrected: (article: string) =>
    `The text of “${article}” was corrected since this file was written; its annotations were mapped into the present text.`,
  otherText: (document: string) =>
    `Document ${document} is already in the project with another text, so its annotations would not fit.`,
  spanOfAnotherDocument: (span: string) => `Span ${span} already belongs to another document.`,
  noRelationsInModelSet: (type: string) =>
    `A model’s set takes no relations across documents (${type}). Leave them out of the file.`,
  wrongEnds: (type: string, declared: string, given: string) =>
    `A relation ${type} links two of ${declared}, not of ${given}.`,
  endMissing: (type: string, kind: string, end: string) =>
    `A relation ${type} ends at ${kind} ${end}, which does not exist.`,
  noType: (type: string, known: string) => `The scheme has no type “${type}”. It has: ${known}.`,
  noSlot: (type: string, slot: string) => `${type} has no slot “${slot}”.`,
  noAttribute: (owner: string, name: string) => `${owner} has no attribute “${name}”.`,
  wrongValue: (owner: string, attribute: string, problem: string, value: string | number | boolean) =>
    `${owner}: ${attribute} ${problem}; the value is “${String(value)}”.`,
  againstTheScheme: (reason: string) => `The scheme does not allow a relation: ${reason}`,
  circle: (relation: string, chain: string) => `Relations ${relation} form a circle: ${chain}.`,

  // Scheme
  noTerm: (kind: string, name: string) => `The scheme has no ${kind} “${name}”.`,
  noTermHere: (kind: string, name: string, where: string) => `The scheme has no ${kind} “${name}”${where}.`,
  noSchemeVersion: (number: number) => `The scheme has no version ${number}.`,
  noWayBetween: (from: number, to: number) =>
    `Version ${to} of the scheme was not made from version ${from}, so there are no steps from the one to the other.`,
  nothingBetween: (from: number, to: number) =>
    `The scheme is the same in version ${from} and version ${to}.`,
  schemeChangeRefused: (doing: string, subject: string, text: string, reason: string) =>
    `Cannot ${doing}: ${subject} (${text}). ${reason}`,

  noTypeInCondition: (name: string) =>
    `The scheme has no type or relation “${name}”, and has had none that is called otherwise now. Change the condition.`,
  partRemoved: (noun: string, name: string) => `The ${noun} ${name} was deleted from the scheme.`,
  valueWithoutRow: (name: string, value: string) =>
    `The table of ${name} does not name the value “${value.slice(0, 60)}”, and it does not fit. Add it to the table, or drop such values.`,

  // Documents, entities and review
  ambiguousDocument: (name: string) => `Several documents are called “${name}”. Give the id of one of them.`,
  noEntity: (uid: string) => `The registry has no entity ${uid}.`,
  notLinked: (span: string) => `Span ${span} is not, or no longer, linked to this entity.`,
  relatedToItself: (name: string, relation: string) =>
    `“${name}” would be ${relation} itself: relations lead from one of these entities to another. Remove one of those relations first.`,
  entityExists: (id: string) => `There is already an entity ${id}.`,
  noCase: 'This proposal is not in the queue, or no longer. Open the queue again.',
  noReview: 'This review is not in the project, or no longer. Open the queue again.',
} as const;

/** What the project does not have, by the id that was given. */
export const NOT_FOUND = {
  document: (id: string) => `The project has no document ${id}.`,
  set: (id: string) => `The project has no annotation set ${id}.`,
  span: (id: string) => `The project has no span ${id}.`,
  relation: (id: string) => `The project has no relation ${id}.`,
  filler: (id: string) => `The project has no slot filler ${id}.`,
  note: (id: string) => `The project has no note ${id}.`,
  entity: (id: string) => `The project has no entity ${id}.`,
  change: (id: string) => `The project has no change ${id}.`,
  revision: (id: string) => `The article has no revision ${id}.`,
  quarantined: (id: string) => `Nothing in quarantine has the id ${id}.`,
} as const;
