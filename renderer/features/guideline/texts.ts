import type { BlockKind } from '../../../shared/guideline/blocks.ts';

const KINDS: Record<BlockKind, string> = {
  definition: 'Definition',
  mark: 'Mark',
  'do-not-mark': 'Do not mark',
  example: 'Example',
  'counter-example': 'Counter-example',
  note: 'Note',
};

/** Texts of guidelines. */
export const TEXTS = {
  guideline: 'Guideline',
  none: 'None yet.',
  kinds: KINDS,

  // Examples
  erased: 'The words were deleted for good.',
  implicit: '(no words)',
  goTo: (title: string) => `Go to the annotation${title === '' ? '' : ` in “${title}”`}`,
  changed: (quote: string) => `now “${quote}”`,
  deleted: 'the annotation has been deleted',
  noDocument: 'the article is not in this project',

  // Panel
  pick: 'Type, relation or label',
  edit: 'Edit…',
  close: 'Show the inspector again',

  // Editor
  write: 'Write…',
  add: 'Add a block…',
  kind: 'Kind of block',
  editBlock: 'Edit the text',
  up: 'Move the block up',
  down: 'Move the block down',
  remove: 'Delete the block',
  blockKeys: 'Enter edits the text, Alt+↑ and Alt+↓ move the block, Delete removes it',
  markdownHelp: 'Markdown: *emphasis*, **strong**, - lists, > examples, [links](https://…).',
  save: 'Save',
  cancel: 'Cancel',

  // Versions
  earlier: 'Earlier…',
  versionsTitle: 'Earlier guideline',
  oneVersion: 'This guideline has not been changed yet.',
  version: 'Version of the scheme',
  versionBy: (number: number, analyst: string | null, undone: boolean) =>
    `Version ${number}${analyst === null ? '' : `, ${analyst}`}${undone ? ' (undone)' : ''}`,
  differences: 'What has changed since',
  same: 'It is the same as now.',
  restoreAll: 'Restore the whole guideline',
  restoreBlock: 'Restore',
  was: (kind: string) => `was: ${kind}`,
  verbs: { same: '', moved: 'moved', changed: 'changed', added: 'added since', removed: 'removed since' },
  closeDialog: 'Close',
};
