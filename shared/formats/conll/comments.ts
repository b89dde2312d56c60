import type { DocumentMetadata } from '../../model/document.ts';

/** What a comment states about its document. */
export interface CommentMeaning extends Partial<DocumentMetadata> {
  /** The name of the file that the document came from, in Postil's own comment. */
  readonly file?: string;
  /** The comment begins a document: its id, or '' if it has none. */
  readonly document?: string;
}

const START = /^#\s*newdoc(?:\s+id\s*=\s*(.*?))?\s*$/;
const ID = /^#\s*(?:\S*:)?(?:document_id|doc_id)\s*=\s*(.+?)\s*$/;
const FILE = /^(?:#|<--)\s*file:\s*(.+?)\s*(?:-->)?$/;
const FIELD =
  /^#\s*(?:\S*:)*(date|dateCreated|language|publication_title|url|source_url|sourceURL)\s*=\s*(.+?)\s*$/;
/** Fields that only Postil writes. In files of other tools the same names may have another meaning. */
const OWN_FIELD = /^#\s*meta::postil_(file|title|byline|dateline)\s*=\s*(.+?)\s*$/;
const URL_FIELD = /^(?:#|<--)\s*(?:\w+ )?url:\s*(\S+)\s*(?:-->)?$/;

/** Returns what a comment states: where documents begin, and their metadata. All other comments are only kept. */
export function readComment(text: string): CommentMeaning {
  const start = START.exec(text);
  if (start) return { document: start[1] ?? '' };
  const named = ID.exec(text) ?? FILE.exec(text);
  if (named) return { document: named[1]! };
  const url = URL_FIELD.exec(text);
  if (url) return { url: url[1]!.slice(0, 4000) };
  const own = OWN_FIELD.exec(text);
  if (own) return { [own[1]!]: own[2]!.slice(0, own[1] === 'file' ? 500 : 1000) };
  const field = FIELD.exec(text);
  if (!field) return {};
  const [, name = '', value = ''] = field;
  switch (name) {
    case 'date':
    case 'dateCreated':
      return /^\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)?)?$/.test(value)
        ? { published: value }
        : {};
    case 'language':
      return { language: value.slice(0, 35) };
    case 'publication_title':
      return { source: value.slice(0, 1000) };
    default:
      return /^https?:/.test(value) ? { url: value.slice(0, 4000) } : {};
  }
}

/** Whether a comment is the line that begins a document in CoNLL-U. */
export function isNewDocument(text: string): boolean {
  return START.test(text);
}
