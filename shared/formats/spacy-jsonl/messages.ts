/** Sentences of errors and notes of spaCy and Prodigy JSONL. */
export const MESSAGES = {
  // Records
  notARecord: 'The record is neither an object nor [text, annotations].',
  notAPair: 'The record is not [text, annotations].',
  textNotAText: 'text is no text.',
  notAChoice: (i: number) => `accept[${i}] is no choice.`,
  noSentences: (what: string) => `${what} has no sentences.`,
  noTokens: (what: string, sentence: number) => `${what}.sentences[${sentence}] has no tokens.`,
  noOrth: (at: string) => `${at} has no orth.`,
  notATag: (at: string) => `${at}.ner is no tag.`,
  notCategories: (what: string) => `${what} is no list of categories.`,

  // Spans
  notSpans: (what: string) => `${what} is no list of spans.`,
  notASpan: (what: string, i: number) => `${what}[${i}] is no span.`,
  notATriple: (what: string) => `${what} is not [start, end, label].`,
  noStartAndEnd: (what: string) => `${what} has no start and end.`,
  labelNotAText: (what: string) => `${what}.label is no text.`,
  notAnIndex: (what: string) => `${what} is no whole number from 0.`,

  // Tokens
  tokensNotAList: 'tokens is no list.',
  notAToken: (i: number) => `tokens[${i}] is no token.`,
  tokenWithoutStartAndEnd: (i: number) => `tokens[${i}] has no start and end.`,
  absentToken: (what: string, token: number, count: number) =>
    `${what} names token ${token}, but there are ${count}.`,

  // Relations
  relationsNotAList: 'relations is no list.',
  notARelation: (what: string) => `${what} is no relation with a label.`,
  noEnd: (what: string, end: string) => `${what} does not give its ${end}.`,
} as const;
