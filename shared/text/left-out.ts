import { counted } from './counted.ts';

/** Returns a phrase such as “2 files, 1 record and 3 annotations”; empty if nothing was left out. */
export function leftOutInWords({
  files,
  records,
  annotations,
}: {
  readonly files: number;
  readonly records: number;
  readonly annotations: number;
}): string {
  const parts = [
    files > 0 && counted(files, 'file'),
    records > 0 && counted(records, 'record'),
    annotations > 0 && counted(annotations, 'annotation'),
  ].filter((part) => part !== false);
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}
