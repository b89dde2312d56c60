/** Sentences of errors and notes of Parquet. */
export const MESSAGES = {
  // Files
  notParquet: (reason: string) => `The file is not Parquet, or cut off: ${reason}.`,
} as const;
