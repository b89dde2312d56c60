import { counted } from '../../../shared/text/counted.ts';

/** The texts of notes, in one place to be read and reworded together. */
export const TEXTS = {
  notes: 'Notes',
  note: 'Note',
  question: 'Question',
  noteOn: (target: 'document' | 'span' | 'relation') => `Note on the ${NAMES[target]}`,
  add: 'Add',
  addMore: 'Add…',
  save: 'Save',
  ask: 'Ask',
  askHelp: 'Make it a question for the lead annotator',
  cancel: 'Cancel',
  edit: 'Edit',
  delete: 'Delete',
  reply: 'Reply',
  answer: 'Answer',
  isQuestion: 'Question for the lead annotator',
  reopen: 'Reopen',
  markAnswered: 'Mark as answered',
  makeExample: 'Make it an example',
  makeCounterExample: 'a counter-example',
  markAnsweredHelp: 'Mark the question as answered without a reply',
  open: 'Open question',
  answered: 'Answered',
  imported: 'Imported',
  replies: (count: number) => counted(count, 'reply', 'replies'),
  elsewhere: (count: number) =>
    count === 1
      ? '1 more note is attached to text with a dotted line above.'
      : `${counted(count, 'more note')} are attached to text with a dotted line above.`,

  filters: 'Filter notes',
  which: 'Which notes',
  kinds: { open: 'Open questions', answered: 'Answered', all: 'All notes' },
  by: 'Written by',
  byAnyone: 'By: anyone',
  search: 'Find in notes',
  searchHelp: 'Find in notes and replies',
  count: (notes: number, questions: boolean) => counted(notes, questions ? 'question' : 'note'),
  detail: 'The whole note',
  goTo: 'Go to it',
  noneFits: 'No note matches the filters. Remove one of them.',
  noneOpen:
    'There are no open questions. Questions for the lead annotator are listed here until they are answered.',
  noneAnswered: 'No question has been answered yet. Answers are listed here with their questions.',
  // The key of the action is shown between the two parts.
  emptyBefore:
    'This screen lists the notes on articles, annotations and relations. There are none yet: in an article, press',
  emptyAfter:
    'to write one on the selected annotation, or on the article if nothing is selected. A note can also be a question, which the lead annotator finds and answers here.',
} as const;

const NAMES = { document: 'article', span: 'annotation', relation: 'relation' } as const;
