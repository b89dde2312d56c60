import { PostilError, type ErrorWhere } from '../contract/errors.ts';
import {
  emptyMetadata,
  type Document,
  type DocumentMetadata,
  type DocumentOrigin,
} from '../model/document.ts';
import { findBlocks } from './blocks.ts';
import { decodeText, problemOfCharacters } from './decode.ts';
import { fieldNamed } from './fields.ts';
import { takeMetadata } from './metadata.ts';
import { visible } from './visible.ts';
import { newlineNote, normaliseNewlines } from './newlines.ts';

/** What was repaired, recognised or skipped while reading a file, and where. It is reported, but is not an error. */
export interface IntakeNote {
  readonly message: string;
  readonly where: ErrorWhere;
}

/** The result of reading an article; `document` is `null` if there was nothing to import, and a note then gives the reason. */
export interface Intake {
  readonly document: Omit<Document, 'id'> | null;
  readonly notes: readonly IntakeNote[];
}

/** Whether a file name has the extension of a Markdown file. */
export function isMarkdownName(name: string): boolean {
  return /\.(?:md|markdown|mdown)$/i.test(name);
}

/**
 * Reads an article from the bytes of a `.txt` or `.md` file: decodes it, changes line ends to LF, removes metadata from the top
 * and finds blocks. `header + text` of the result is the decoded file with LF line ends.
 * @param name the file name, as shown and as stored in the origin of the document; `.md` means Markdown.
 * @throws PostilError `refused` for a file that cannot be decoded exactly, naming the file, the byte and what to do.
 */
export function readArticle(bytes: Uint8Array, name: string): Intake {
  const { text, encoding } = decodeText(bytes, name);
  return build(text, name, { name, encoding });
}

/**
 * Reads an article from decoded text, such as the clipboard or a table cell. Works like {@link readArticle}, but the origin of
 * the document has no encoding.
 * @throws PostilError `refused` for NUL characters and lone surrogates.
 */
export function readArticleText(text: string, name: string): Intake {
  const problem = problemOfCharacters(text);
  if (problem) {
    throw new PostilError('refused', `${problem.reason} at offset ${problem.offset}. Remove it first.`, {
      file: name,
    });
  }
  // Some clipboards keep a byte order mark, which is not part of the article.
  return build(text.startsWith('\ufeff') ? text.slice(1) : text, name, { name });
}

function build(source: string, name: string, origin: DocumentOrigin): Intake {
  const where = { file: name };
  if (source.trim() === '') {
    const what = source === '' ? 'is empty' : 'holds only white space';
    return { document: null, notes: [{ message: `The file ${what}: nothing to import.`, where }] };
  }
  const { text: input, count } = normaliseNewlines(source);
  const notes: IntakeNote[] = [];
  const told = newlineNote(count);
  if (told) notes.push({ message: told, where });

  const { metadata, extra, header, text } = takeMetadata(input);
  if (header !== '') notes.push({ message: headerNote(metadata, extra), where });
  const strange = Object.keys(extra).filter((field) => fieldNamed(field) !== undefined);
  if (strange.length > 0) notes.push({ message: strangeNote(strange, metadata), where });
  return {
    document: {
      ...emptyMetadata,
      ...metadata,
      text,
      blocks: findBlocks(text, { markdown: isMarkdownName(name) }),
      header,
      origin: { ...origin, ...(count > 0 && { carriageReturns: count }) },
      ...(Object.keys(extra).length > 0 && { extra: { ...extra } }),
    },
    notes,
  };
}

function headerNote(metadata: object, extra: object): string {
  const fields = [...Object.entries(metadata), ...Object.entries(extra)].map(([name, value]) => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return `${name} “${visible(shown.length > 60 ? `${shown.slice(0, 59)}…` : shown)}”`;
  });
  return `Taken from the top of the text into fields: ${fields.join(', ') || 'an empty header'}.`;
}

/** Lists what the front matter contains that fits no field; it is removed as a whole, so that none of it stays in the text. */
function strangeNote(names: readonly string[], metadata: Partial<DocumentMetadata>): string {
  const empty = names.filter((name) => metadata[fieldNamed(name)!] === undefined);
  const listed = names.map((name) => `“${visible(name)}”`).join(', ');
  return empty.length > 0
    ? `What the header says of ${listed} was not understood. It is kept as it is; the field is empty, and can be filled in the inspector.`
    : `What the header says of ${listed} a second time is kept as it is.`;
}
