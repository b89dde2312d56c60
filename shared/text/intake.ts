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

/** Something that was repaired, recognised or skipped on the way in, and where; it is told, never an error. */
export interface IntakeNote {
  readonly message: string;
  readonly where: ErrorWhere;
}

/** An article read; `document` is `null` when there was nothing to import, which a note then says. */
export interface Intake {
  readonly document: Omit<Document, 'id'> | null;
  readonly notes: readonly IntakeNote[];
}

/** Whether a file name says Markdown. */
export function isMarkdownName(name: string): boolean {
  return /\.(?:md|markdown|mdown)$/i.test(name);
}

/**
 * Reads an article from the bytes of a `.txt` or `.md` file: decoded, line ends LF, metadata off the top,
 * blocks found. `header + text` of the result is the decoded file with LF line ends.
 *
 * @param name file name as shown and as kept in the document's origin; `.md` means Markdown.
 * @throws PostilError `refused` for what is not exact text, naming file, byte and what to do.
 */
export function readArticle(bytes: Uint8Array, name: string): Intake {
  const { text, encoding } = decodeText(bytes, name);
  return build(text, name, { name, encoding });
}

/**
 * Reads an article from text that is already text: the clipboard, a cell of a table. As {@link readArticle},
 * but its origin has no encoding.
 *
 * @throws PostilError `refused` for NUL characters and lone surrogates.
 */
export function readArticleText(text: string, name: string): Intake {
  const problem = problemOfCharacters(text);
  if (problem) {
    throw new PostilError('refused', `${problem.reason} at offset ${problem.offset}. Remove it first.`, {
      file: name,
    });
  }
  // A byte order mark travels through some clipboards; it is no character of the article.
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

/** What front matter states and no field can take: it is one block, so that nothing of it stays in the text. */
function strangeNote(names: readonly string[], metadata: Partial<DocumentMetadata>): string {
  const empty = names.filter((name) => metadata[fieldNamed(name)!] === undefined);
  const listed = names.map((name) => `“${visible(name)}”`).join(', ');
  return empty.length > 0
    ? `What the header says of ${listed} was not understood. It is kept as it is; the field is empty, and can be filled in the inspector.`
    : `What the header says of ${listed} a second time is kept as it is.`;
}
