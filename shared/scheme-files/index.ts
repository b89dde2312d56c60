import { PostilError } from '../contract/errors.ts';
import type { Scheme } from '../model/scheme.ts';
import { diffSchemes, type SchemeChange } from '../scheme-edit/diff.ts';
import { readSchemeText } from '../scheme-edit/read.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { BRAT_NAMES } from './brat-names.ts';
import type { SchemeFormat } from './formats.ts';
import { schemeAsBrat, schemeOfBrat } from './brat.ts';
import { MESSAGES } from './messages.ts';
import { csvTable, schemeOfTable, workbookTable, type ReadScheme } from './table-read.ts';
import { schemeAsCsv, schemeAsWorkbook } from './table-write.ts';

export type { ReadScheme } from './table-read.ts';

/** A file by name with its bytes. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A scheme as files, and what they do not hold of it: the differences of what is read back. */
export interface WrittenScheme {
  /** The first is the scheme, the others belong beside it. */
  readonly files: readonly NamedBytes[];
  readonly lost: readonly Pick<SchemeChange, 'verb' | 'subject' | 'text'>[];
}

/** Writes a scheme in a format. `name` is that of the first file. */
export async function writeScheme(
  scheme: Scheme,
  format: SchemeFormat,
  name: string,
): Promise<WrittenScheme> {
  const files = filesOf(scheme, format, name);
  const back = await readSchemeFiles(files);
  // A table has no name of its own and no description.
  const named = format === 'json' ? back.scheme : { ...back.scheme, name: scheme.name };
  return {
    files,
    lost: diffSchemes(scheme, named).map(({ verb, subject, text }) => ({ verb, subject, text })),
  };
}

function filesOf(scheme: Scheme, format: SchemeFormat, name: string): NamedBytes[] {
  const text = (of: string, content: string) => ({ name: of, bytes: new TextEncoder().encode(content) });
  switch (format) {
    case 'json':
      return [text(name, `${JSON.stringify(scheme, null, 2)}\n`)];
    case 'csv':
      return [text(name, schemeAsCsv(scheme))];
    case 'xlsx':
      return [{ name, bytes: concat(schemeAsWorkbook(scheme)) }];
    case 'brat': {
      const { annotation, visual, shortcuts } = schemeAsBrat(scheme);
      return [
        text(name, annotation),
        text(besideName(name, 'visual'), visual),
        text(besideName(name, 'shortcuts'), shortcuts),
      ];
    }
  }
}

/** Returns the name of a file that belongs to a brat configuration: `visual.conf`, or `x.visual.conf` beside `x.conf`. */
export function besideName(name: string, part: 'visual' | 'shortcuts'): string {
  const [, folder = '', stem = ''] = /^(.*[\\/])?(.*?)(?:\.conf)?$/i.exec(name) ?? [];
  return folder + (stem === 'annotation' ? '' : `${stem}.`) + BRAT_NAMES[part];
}

/**
 * Reads a scheme by content: JSON, a brat configuration, a workbook, or CSV. Several files are those of one brat configuration. What a
 * format cannot hold comes from `base`.
 *
 * @throws PostilError `refused` with file and line
 */
export async function readSchemeFiles(files: readonly NamedBytes[], base?: Scheme): Promise<ReadScheme> {
  const isBeside = ({ name }: NamedBytes) => /(^|[./\\])(visual|kb_shortcuts)\.conf$/i.test(name);
  const main = files.find((file) => !isBeside(file)) ?? files[0]!;
  const { name, bytes } = main;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return schemeOfTable(await workbookTable(bytes, name), name, base);
  const text = textOf(main);
  if (/^\s*\{/.test(text)) return { scheme: readSchemeText(text, name), renames: [], notes: [] };
  if (!/^\s*\[(?:entities|spans|relations|events|attributes)\]\s*$/m.test(text))
    return schemeOfTable(await csvTable(bytes, name), name, base);
  const beside = (part: 'visual' | 'shortcuts') => {
    const found = files.find((file) => file !== main && file.name.toLowerCase().endsWith(BRAT_NAMES[part]));
    return found && textOf(found);
  };
  return schemeOfBrat(
    { annotation: text, visual: beside('visual'), shortcuts: beside('shortcuts') },
    name,
    base,
  );
}

function textOf({ name, bytes }: NamedBytes): string {
  const text = decodeUtf8(bytes);
  if (text === null)
    throw new PostilError('refused', `${MESSAGES.notUtf8} ${MESSAGES.saveAsUtf8}`, { file: name });
  return text.replace(/^\uFEFF/, '');
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
