/** The formats in which a scheme is written. */
export const SCHEME_FORMATS = ['json', 'xlsx', 'csv', 'brat'] as const;
export type SchemeFormat = (typeof SCHEME_FORMATS)[number];

/** Returns the format of a file to be written by its extension, JSON if it has none; null if the extension is none of a scheme. */
export function formatOfPath(path: string): SchemeFormat | null {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined) return 'json';
  if (extension === 'conf') return 'brat';
  return SCHEME_FORMATS.find((format) => format === extension) ?? null;
}
