import type { ErrorWhere } from '../../contract/errors.ts';
import type { Document } from '../../model/document.ts';
import { isUid } from '../../model/uid.ts';
import { decodeText, MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { readArticle } from '../../text/intake.ts';
import { normaliseNewlines } from '../../text/newlines.ts';
import { formatError, type Incoming, type ReadOptions } from '../define.ts';
import { unannotated } from '../incoming.ts';
import { readAll } from '../lines.ts';
import type { IncomingDocument } from '../records.ts';

/** An article that a record refers to. */
export interface Article {
  readonly document: IncomingDocument;
  /** The text of its file, in which the model's offsets count. */
  readonly source: string;
  readonly notes: readonly Incoming[];
}

const ENDINGS = ['.txt', '.md', '.text', '.markdown'];

/** Finds the articles that records name: in the project, then among the neighbouring files. */
export class ArticleFinder {
  readonly #options: ReadOptions;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  /**
   * Returns the project's article with exactly this id, file name, title or address, else the one that has the text.
   */
  async named(name: string | undefined, where: ErrorWhere, text?: string): Promise<Document | null> {
    const { findDocument } = this.#options;
    if (!findDocument || (name === undefined && text === undefined)) return null;
    try {
      return await findDocument({
        ...(name !== undefined && (isUid(name) ? { id: name } : { name })),
        ...(text !== undefined && { text: normaliseNewlines(text).text }),
      });
    } catch (error) {
      throw error instanceof Error ? formatError(error.message, where) : error;
    }
  }

  /** Returns the project's article with that name; also without its folder, or with another extension. */
  async inProject(name: string, where: ErrorWhere): Promise<Document | null> {
    for (const candidate of candidates(name)) {
      const found = await this.named(candidate, where);
      if (found) return found;
    }
    return null;
  }

  /** Returns the article in a neighbouring file, read as an import of that file reads it. */
  async beside(name: string): Promise<Article | null> {
    const { file, siblings, companion } = this.#options;
    for (const candidate of candidates(name)) {
      if (candidate === file || !ENDINGS.some((ending) => candidate.toLowerCase().endsWith(ending))) continue;
      if (siblings && !siblings.has(candidate)) continue;
      const bytes = await companion?.(candidate);
      if (!bytes) continue;
      const content = await readAll(bytes, candidate, MAX_ARTICLE_BYTES);
      const { document, notes } = readArticle(content, candidate);
      if (!document) continue;
      return {
        document: { ...unannotated(document), localIds: true },
        source: decodeText(content, candidate).text,
        notes: notes.map((note) => ({ kind: 'note' as const, ...note })),
      };
    }
    return null;
  }
}

/** Returns the names that an article may have if a file or a record refers to it by this one. */
export function candidates(name: string): string[] {
  const base = name.split(/[\\/]/).at(-1)!;
  const stem = base.replace(/\.(?:jsonl?|ndjson|txt|md)$/i, '');
  return [
    ...new Set([
      name,
      base,
      ...ENDINGS.slice(0, 2).map((ending) => `${base}${ending}`),
      stem,
      ...ENDINGS.map((ending) => `${stem}${ending}`),
    ]),
  ].filter((candidate) => candidate !== '');
}
