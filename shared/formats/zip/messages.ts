/** Sentences of errors of zip files, which workbooks and word-processor documents are. */
export const MESSAGES = {
  notZip: 'The file is no zip file, or cut off: it has no list of its parts.',
  partMissing: (part: string) => `The file has no part “${part}”.`,
  partDamaged: (part: string, reason: string) => `The part “${part}” of the file is damaged: ${reason}.`,
} as const;
