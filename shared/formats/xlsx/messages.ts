/** Sentences of errors of workbooks. */
export const MESSAGES = {
  notZip: 'The file is no workbook, or cut off: it has no list of its parts.',
  tooManyParts: 'The workbook is too large to be read back.',
  partMissing: (part: string) => `The workbook has no part “${part}”.`,
  partDamaged: (part: string, reason: string) => `The part “${part}” of the workbook is damaged: ${reason}.`,
} as const;
