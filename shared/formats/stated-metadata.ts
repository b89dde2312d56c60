import { DocumentMetadata, METADATA_FIELDS } from '../model/document.ts';
import type { DocumentRecord } from './records.ts';

/**
 * The key under which records of other tools name the file a document came from, beside the keys of its metadata.
 * Analysts match rows to files by it, and reading uses it as the document's name.
 */
export const FILE_KEY = 'file';

const MAX_NAME = 500;

/** Returns the non-empty metadata of an article, and the name of its file, as flat keys of a JSON record. */
export function statedMetadata(document: Pick<DocumentRecord, keyof DocumentMetadata | 'origin'>) {
  const fields = METADATA_FIELDS.map((field) => [field, document[field]] as const);
  return Object.fromEntries(
    [...fields, [FILE_KEY, document.origin.name] as const].filter(([, value]) => value !== ''),
  ) as Readonly<Record<string, string>>;
}

/**
 * Reads those keys from a record, if their values are valid for such a field.
 *
 * @returns the fields, the name of the file if the record has it, and the keys that were read
 */
export function readStatedMetadata(value: Readonly<Record<string, unknown>>): {
  readonly metadata: Partial<DocumentMetadata>;
  readonly name?: string;
  readonly keys: readonly string[];
} {
  const metadata = Object.fromEntries(
    METADATA_FIELDS.flatMap((field) => {
      const stated = DocumentMetadata.shape[field].safeParse(value[field]);
      return stated.success && stated.data !== '' ? [[field, stated.data]] : [];
    }),
  ) as Partial<DocumentMetadata>;
  const file = value[FILE_KEY];
  const named = typeof file === 'string' && file.trim() !== '' && file.length <= MAX_NAME;
  return {
    metadata,
    ...(named && { name: file }),
    keys: [...Object.keys(metadata), ...(named ? [FILE_KEY] : [])],
  };
}
