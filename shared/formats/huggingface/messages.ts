/** Sentences of errors and notes of Hugging Face data sets. */
export const MESSAGES = {
  // Rows that are read back
  noTextOrSpans: 'The row has no text or spans.',
  spanNotAnObject: 'A span of the row is not an object.',
  otherWords: (start: unknown) => `A span at ${String(start)} does not cover its words.`,
} as const;
