import type { Block, Document, DocumentMetadata } from '../model/document.ts';

/** The kinds of files from which an article has to be taken out. */
export type ExtractedKind = 'page';

/** A value that a file states for a field, and where it states it. */
export interface Candidate {
  readonly value: string;
  /** Where it was found, in words: “JSON-LD”, “OpenGraph”. */
  readonly origin: string;
}

/** All values that were found for the fields of an article, the most trustworthy first. */
export type Candidates = Readonly<Partial<Record<keyof DocumentMetadata, readonly Candidate[]>>>;

/** The key of a document's `extra` under which it keeps the extractor and the candidates of its file. */
export const EXTRACTED_KEY = 'extracted';

/** Returns what the file of a document states for a field; nothing for articles that were not taken out of a file. */
export function candidatesOf({ extra }: Pick<Document, 'extra'>, field: keyof DocumentMetadata): Candidate[] {
  // A foreign file may have anything under this key.
  const list = child(child(child(extra, EXTRACTED_KEY), 'candidates'), field);
  return Array.isArray(list) ? list.filter(isCandidate) : [];
}

function child(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function isCandidate(value: unknown): value is Candidate {
  return typeof child(value, 'value') === 'string' && typeof child(value, 'origin') === 'string';
}

/** An article that was taken out of a file. Plain data, because it comes from another process. */
export interface ExtractedArticle {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Partial<DocumentMetadata>;
  readonly candidates: Candidates;
  /** The name and version of the program that took it out. */
  readonly extractor: string;
  /** What was repaired or left out, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Takes an article out of the bytes of a file, in a process of its own.
 * @throws PostilError `refused` for a file that holds none or cannot be read safely
 */
export type ExtractArticle = (
  kind: ExtractedKind,
  bytes: Uint8Array,
  file: string,
) => Promise<ExtractedArticle>;
