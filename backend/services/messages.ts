import { grouped } from '../../shared/text/counted.ts';

/** Sentences of errors that the services raise themselves. */
export const MESSAGES = {
  // Spans and labels
  spanExists: (uid: string) => `There is already a span ${uid}.`,
  noLabel: (name: string) => `The scheme has no document label “${name}”.`,

  // Slots
  fillerExists: (id: string) => `There is already a slot filler ${id}.`,

  // Relations
  relationExists: (id: string) => `There is already a relation ${id}.`,
  relationInAnotherSet: 'The spans are in another annotation set than the relation.',

  // Entities
  mergedIntoItself: (name: string) =>
    `“${name}” cannot be merged into itself: leave it out of those that are merged.`,
  mergedEntity: (name: string) => `That entity was merged into “${name}”; use that one.`,

  // Notes
  noteExists: (id: string) => `There is already a note ${id}.`,
  notAQuestion: 'This note is not a question; reply to it instead.',
  noteAboutOneThing: 'A note is about a span or about a relation, not both.',
  spanNotInDocument: (span: string) => `The document has no span ${span}.`,
  relationNotInDocument: (relation: string) => `The document has no relation ${relation}.`,

  // Documents
  allHaveStatus: (documents: number, status: string) =>
    documents === 1
      ? `The document is ${status} already.`
      : `All ${grouped(documents)} documents are ${status} already.`,
  allHaveLabel: (documents: number, label: string) =>
    documents === 1
      ? `The document has this value of “${label}” already.`
      : `All ${grouped(documents)} documents have this value of “${label}” already.`,
  notADate: (published: string) => `“${published}” is not a date such as 2025-07-09 or 2025-07.`,
  noHeader: 'No header was split off from the text of this document.',

  // Re-check
  confirming: 'Confirming; editing waits',
  confirmingCancelled: 'Cancelled. Nothing was confirmed.',

  // Scheme
  stepWrites: (step: string) =>
    `The step “${step}” rewrites annotations. Apply it with the call scheme.apply, which is a job.`,
  notInScheme: (type: string) => `The scheme has no type “${type}” any more, so it has no guideline.`,
  noVersion: (version: number) => `The scheme has no version ${version}.`,
  nothingToRecheck: (name: string) =>
    `The scheme has no type, relation type or document label “${name}” whose annotations could be re-checked.`,
  schemeChanged: (base: number, current: number) =>
    `The scheme has changed: this edit is based on version ${base}, and the current version is ${current}. Look at the scheme again, then repeat the edit.`,
  nothingToRename: (name: string, to: string) => `There is no “${name}” that could be renamed to “${to}”.`,

  // Search and propagation
  onlyWhiteSpace: 'White space alone cannot be searched for.',

  // Quarantine
  cannotReopen:
    'Only items that were dismissed, or placed and deleted since, can be reopened. To revert a placement, undo it.',

  // Projects, keys and backups
  noPreset: (preset: string) => `There is no preset scheme “${preset}”.`,
  noAction: (id: string) => `There is no action “${id}”.`,
  keyNotAllowed: (keys: string, problem: string) => `“${keys}” cannot be a key of its own: ${problem}`,
  noFolderInBrowser: 'A browser cannot open folders; the path is shown on the screen.',
  noExportThere: (folder: string) => `There is no export at ${folder} any more.`,
  folderForBackups: 'That folder is reserved for backups; choose another one.',

  // Lists of values
  noValueList: (attribute: string, known: readonly string[]) =>
    `${attribute} has no list of values. ${known.length === 0 ? 'The scheme has no attribute with such a list: one of one-line text.' : `These have: ${known.join(', ')}.`}`,
  colourOf: (attribute: string, value: string) => `Colour of ${attribute} “${value}”`,
  removeValues: (attribute: string, what: string) => `Delete ${attribute} ${what}`,
  replaceValues: (attribute: string, what: string, by: string) => `Change ${attribute} ${what} to “${by}”`,
  setValue: (attribute: string, value: string | number | boolean | null) =>
    value === null ? `Remove ${attribute}` : `Set ${attribute} to “${String(value).slice(0, 60)}”`,
} as const;
