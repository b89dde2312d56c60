import { readPage } from './page/read-page.ts';
import type { ExtractedArticle, ExtractedKind } from '../../shared/formats/extracted.ts';

/** The kinds of files from which articles are taken out. To add one: its reader, and a line here. */
const READERS: Readonly<Record<ExtractedKind, (bytes: Uint8Array, file: string) => ExtractedArticle>> = {
  page: readPage,
};

/** Takes the article out of a file. Runs in a process of its own (`child.ts`), because such files may be hostile. */
export function extract(kind: ExtractedKind, bytes: Uint8Array, file: string): ExtractedArticle {
  return READERS[kind](bytes, file);
}
