import { METADATA_FIELDS, type DocumentMetadata } from '../../model/document.ts';
import type { DocumentRecord } from '../records.ts';
import { readComment, type CommentMeaning } from './comments.ts';
import { splitCells, type DocumentLayout, type Layout } from './layout.ts';

type Stated = keyof DocumentMetadata | 'file';

/** The comment for a field: the name that corpora use, or our own if there is none. */
const NAMES: { readonly [F in Stated]: string } = {
  file: 'meta::postil_file',
  title: 'meta::postil_title',
  source: 'meta::publication_title',
  url: 'meta::url',
  byline: 'meta::postil_byline',
  dateline: 'meta::postil_dateline',
  published: 'meta::date',
  language: 'meta::language',
};

/** The lines before the rows of a document, and what could not be written there. */
export interface Heading {
  /** Comments to write, in addition to those of the imported document. */
  readonly lines: readonly string[];
  /** Fields of the document that no comment states exactly. */
  readonly missing: readonly Stated[];
}

/**
 * Returns the comments with the name and metadata of a document. A document that was imported with comments keeps them
 * and gets the missing ones; one imported from a file of the family without comments gets none, as its readers expect.
 *
 * @param own the kept data of the import, if the document has the columns of the file
 * @param layout of the file: if its rows could not be distinguished from a comment, none is written
 * @param asked whether comments are requested
 */
export function headingOf(
  document: DocumentRecord,
  own: DocumentLayout | null,
  layout: Layout,
  asked: boolean,
): Heading {
  // One sentence per line leaves no room for comments; if rows differ in length, any line might be a row.
  const allowed = asked && layout.separator !== 'pipes' && !(layout.separator === 'blanks' && layout.stack);
  const said = own ? meaningOf(own) : {};
  // A document imported in this layout came from a file of this kind, so no comment names its file. If there were
  // several files, the loss is counted.
  const fields: (readonly [Stated, string])[] = [
    ...(own ? [] : [['file', document.origin.name] as const]),
    ...METADATA_FIELDS.map((field) => [field, document[field]] as const),
  ];
  const open = fields.filter(([field, value]) => value !== '' && said[field] !== value);
  if (!allowed || own?.comments.length === 0) return { lines: [], missing: open.map(([field]) => field) };
  const stated = open.map(([field, value]) => ({
    field,
    value,
    line: `# ${NAMES[field]} = ${oneLine(value)}`,
  }));
  const lines = stated.filter(({ line }) => isComment(line, layout));
  const begin = `# newdoc id = ${oneLine(document.origin.name || document.title)}`;
  return {
    lines: [
      ...(own === null ? [isComment(begin, layout) ? begin : '# newdoc'] : []),
      ...lines.map(({ line }) => line),
    ],
    missing: open.flatMap(([field, value]) =>
      lines.some((said) => said.field === field && readComment(said.line)[field] === value) ? [] : [field],
    ),
  };
}

/** Whether a line cannot be a row: with blanks between cells, a comment with as many words as columns might be one. */
function isComment(line: string, { separator, columns }: Layout): boolean {
  return separator === 'tab' || splitCells(line, separator).length !== columns.length;
}

/** Returns what the comments before the first sentence state. */
function meaningOf({ comments }: DocumentLayout): CommentMeaning {
  const meaning: CommentMeaning = {};
  for (const [sentence, comment] of comments)
    if (sentence === 0) Object.assign(meaning, readComment(comment));
  return titled(meaning);
}

/** If no comment gives the title, uses the id of the document as the title, unless Postil has written its file name. */
export function titled(meaning: CommentMeaning): CommentMeaning {
  const { document, title, file } = meaning;
  if (title !== undefined || file !== undefined || !document) return meaning;
  return { ...meaning, title: document.slice(0, 1000) };
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
