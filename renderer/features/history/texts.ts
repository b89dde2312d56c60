import { isOrdinary, type ChangeKind } from '../../../shared/model/change.ts';
import { counted, grouped } from '../../../shared/text/counted.ts';

type Verb = 'undo' | 'redo';

/** The texts of the history, of undo and redo, and of the trash, in one place to be read and reworded together. */
export const TEXTS = {
  history: 'History',
  panel: 'Changes of this article',
  closePanel: 'Close the changes',
  noArticle:
    'This screen shows who changed what in the open article, and can revert it to an earlier state. No article is open: choose one in the list of documents.',
  deletedSpan: 'A deleted annotation',
  typeCode: (name: string) => `Code in files: ${name}`,
  allChanges: 'All changes of the article',
  back: 'Back to the article',
  list: 'Changes, newest first',
  empty:
    'Nothing has been changed here yet. Each edit and each import will be listed with its author and time.',
  unknown: 'Unknown',
  import: 'import',
  undone: 'undone',

  detail: 'Details of the change',
  rows: 'What it changed here',
  byImport: 'An import added this article or annotations on it.',
  noRows: 'It changed nothing that is shown here.',
  more: (rows: number) => `And ${counted(rows, 'more row')}.`,
  signs: { added: 'added', removed: 'removed', changed: 'changed' },
  nothing: 'nothing',
  /** Names of fields that are not attributes. */
  type: 'type',

  thisChange: 'This change alone',
  undoThis: 'Undo this change',
  redoThis: 'Redo this change',

  revert: 'Revert the article',
  newest: 'This is the current state of the article.',
  same: 'The article is already in this state.',
  revertTitle: 'Reverting the article to this state',
  revertHere: 'Revert to this state',
  revertHelp:
    'This will be one change of yours, which you can undo. Entities and the scheme are not changed.',
  revertsOthers: (changes: number, name: string) => `Also reverts ${counted(changes, 'change')} by ${name}`,
  leavesOut: (rows: number, reason: string) => `${counted(rows, 'row')} cannot be restored: ${reason}`,
  /** What reverting does to the rows of one kind. */
  effect: (kind: string, { added, removed, changed }: Counts) => {
    const single = SINGLE[kind];
    if (single) return single;
    const name = ROWS[kind] ?? kind;
    const words = [
      added > 0 && `restores ${counted(added, name)}`,
      removed > 0 && `removes ${counted(removed, name)}`,
      changed > 0 && `reverts ${counted(changed, name)}`,
    ]
      .filter(Boolean)
      .join(', ');
    return words.charAt(0).toUpperCase() + words.slice(1);
  },

  cancel: 'Cancel',
  show: 'Show in History',
  cannot: (verb: Verb) => `This cannot be ${verb === 'undo' ? 'undone' : 'redone'} yet`,
  verbs: { undo: 'Undo', redo: 'Redo' },
  question: (verb: Verb, label: string) => `${TEXTS.verbs[verb]} “${label}”?`,
  /** @param named whether the change was chosen in the history; otherwise it is the latest */
  introduction: (verb: Verb, kind: ChangeKind, thisSession: boolean, named: boolean) => {
    if (isOrdinary(kind) && !thisSession)
      return verb === 'undo'
        ? `${named ? 'This' : 'Your latest'} change was not made in this session of the program.`
        : 'You did not undo this in this session of the program.';
    const latest = verb === 'undo' ? 'Your latest change' : 'What you undid last';
    const change = named ? 'This change' : latest;
    return KINDS[kind](change);
  },
  madeOn: (moment: string, analyst: string) => ` It was made on ${moment}${analyst && ` by ${analyst}`}.`,
  effects: (verb: Verb) => `Effect of ${verb}`,
  keptUntil: (redo: string) =>
    `It stays in the history, and ${redo} redoes it until you make another change.`,
  undoAgain: (undo: string) => `${undo} undoes it again.`,
  instead: (label: string) => `Instead, undo “${label}”`,
  confirm: (verb: Verb, kind: ChangeKind) => `${TEXTS.verbs[verb]} the ${NOUNS[kind]}`,
  /** What undo or redo does to the rows of one kind: “2 articles are restored”. */
  willBe: (rows: string, count: number, what: 'removed' | 'restored' | 'reverted') =>
    `${rows} ${count === 1 ? 'is' : 'are'} ${what}`,
  schemeReverted: 'The scheme is reverted',

  trash: 'Trash',
  trashHelp: 'Deleted articles stay in the project with all their annotations and can be restored.',
  trashNewest: (shown: number, total: number) =>
    ` The newest ${grouped(shown)} of ${grouped(total)} are shown.`,
  trashEmpty: 'The trash is empty.',
  trashList: 'Deleted articles, newest first',
  restore: 'Restore',
  restoreArticle: (title: string) => `Restore ${title}`,
  erase: 'Delete for good…',
  eraseArticle: (title: string) => `Delete for good… ${title}`,
  close: 'Close',
} as const;

interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** Kinds of rows of which an article can have many. */
const ROWS: Readonly<Record<string, string>> = {
  span: 'annotation',
  slot: 'slot filler',
  relation: 'relation',
  label: 'label',
  note: 'note',
  decision: 'decision',
  quarantine: 'proposal',
};
/** Kinds of rows of which an article has one. */
const SINGLE: Readonly<Record<string, string>> = {
  document: 'Reverts the fields of the article',
  text: 'Reverts the text',
  status: 'Reverts the status',
  segmentation: 'Reverts the tokens',
};

const KINDS: Readonly<Record<ChangeKind, (change: string) => string>> = {
  edit: (change) => `${change} is an edit.`,
  bulk: (change) => `${change} is an edit of many rows.`,
  correction: (change) => `${change} is a correction of the text.`,
  import: (change) => `${change} is an import.`,
  merge: (change) => `${change} is a merge of entities.`,
  migration: (change) => `${change} rewrote annotations for another scheme.`,
  deletion: (change) => `${change} moved articles into or out of the trash.`,
  setup: () => '',
};
const NOUNS: Readonly<Record<ChangeKind, string>> = {
  edit: 'edit',
  bulk: 'edit',
  import: 'import',
  setup: 'change',
  merge: 'merge',
  migration: 'change of scheme',
  correction: 'correction',
  deletion: 'change',
};
