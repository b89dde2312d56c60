import { show } from '../show.ts';

/** Sentences of errors and notes of the CoNLL formats. */
export const MESSAGES = {
  // Columns
  oneColumn: 'The rows have one column only, so there are no tags.',
  isPlainText: 'Is it plain text?',
  noColumn: (column: string, option: string) =>
    `There is no column “${column}”, which the option ${option} asks for.`,
  knownColumns: (count: number, columns: string) => `There are ${count}: ${columns}.`,
  severalTagColumns: (columns: string) => `It is not clear which column holds the tags: ${columns} may.`,
  noTagColumn: (count: number) =>
    `None of the ${count} columns holds tags of spans, with “O” for what is outside.`,
  spansInBrackets: (column: string) =>
    `${column} has spans in brackets, as CoNLL-2012 has them, which are not read.`,
  nameTagColumns: 'Name it with the option tag-columns, by number or name; “none” reads the words only.',

  // Rows
  occursInside: (what: string) => `${what} occurs inside the row.`,
  noToken: 'The row has no token.',
  blankInToken: (token: string) => `The token ${show(token)} has a blank in it.`,
  otherWidth: (columns: string, others: number, row: string) =>
    `The row has ${columns}, the others have ${others}: ${show(row)}.`,
  setRagged:
    'Every row needs the same columns, and a token no blanks. To read the file all the same, set the option ragged to fill.',
  breaksScheme: (scheme: string, reason: string) =>
    `The tags of the row break the scheme ${scheme} (${reason}).`,
  setRepair: 'Correct it, or set the option repair to begin or join.',
  noRowBefore: (line: number) => `There is no row before line ${line}.`,
  isFileOfTags: 'Is it a file of tags?',

  // Numbers of words in a sentence
  sentenceNotRead: (reason: string, line: number) =>
    `${reason} The sentence that begins in line ${line} was not read.`,
  isEmptyLineMissing: 'Is an empty line between two sentences missing?',
  idOccursTwice: (id: string, line: number) => `The id ${show(id)} occurs twice, first on line ${line}.`,
  notAWordNumber: (id: string) => `The id of the row is ${show(id)}, no number of a word.`,
  otherEmptyNode: (id: string, word: number, node: number) =>
    `The empty node is ${id}, and ${word}.${node} would be next.`,
  otherWord: (id: string, next: number) => `The id of the row is ${id}, and ${next} would be next.`,
  rangeBackwards: (id: string) => `The range ${id} ends before it begins.`,
  rangePastSentence: (last: number, words: number) =>
    `A range ends with ${last}, and the sentence has ${words} words.`,
  notAHead: (id: string, head: string) => `The head of word ${id} is ${show(head)}, no number.`,
  headPastSentence: (id: string, head: string, words: number) =>
    `The head of word ${id} is ${head}, and the sentence has ${words} words.`,
  ownHead: (id: string) => `Word ${id} is its own head.`,

  // Sentences
  endlessSentence: (most: number) =>
    `A sentence of more than ${most} tokens has no end, and no token outside of a span at which it could be divided.`,
  separateSentences: 'Separate the sentences by blank lines.',

  // Notes
  tokensFrom: (column: string, count: number, separator: string) =>
    `Tokens from ${column} of ${count}, separated by ${separator}`,
  /** `tokens` is the result of `tokensFrom`. */
  spansFrom: (tokens: string, source: string, scheme: string) =>
    `${tokens}; spans from ${source}, tagged as ${scheme}.`,
  noTags: (tokens: string) => `${tokens}; no column has tags.`,
  noPrefixes: 'The tags have no prefixes such as B- and I-: each run of the same tag is read as one span.',
  noRows: 'The file has no rows.',
  documentDivided: (sentences: number, tokens: number, longSentence: number, times: number) =>
    `A document was divided after ${sentences} sentences or ${tokens} tokens, or ${longSentence} tokens without the end of a sentence, ${times} times.`,
  furtherTagColumns: (columns: string) =>
    `There are such tags in ${columns} too; the option tag-columns takes them instead.`,
  noOutside:
    'No tag is “O”, so every word is in a span. Are these tags of words? With the option tag-columns set to none, only the words are read.',
} as const;
