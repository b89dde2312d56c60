/** Sentences of errors and notes of spaCy DocBin. */
export const MESSAGES = {
  // Files that are read back
  otherSpanLength: (count: number, expected: number) => `A span has ${count} bytes, not ${expected}.`,
  notADocBin: (reason: string) => `This is no DocBin (${reason}).`,
  invalidDocBin: (path: string | undefined, reason: string | undefined) =>
    `This is no DocBin: ${path ?? ''} ${reason ?? ''}.`,
} as const;
