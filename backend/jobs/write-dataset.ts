import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import type { ExportReport } from '../../shared/contract/exchange.ts';
import {
  canWrite,
  surfacesOf,
  type Dataset,
  type OptionValues,
  type Surface,
  type WritableFormat,
} from '../../shared/formats/define.ts';
import { LOST_SPANS, LossTally } from '../../shared/formats/losses.ts';
import type { DocumentRecord } from '../../shared/formats/records.ts';
import { FORMATS, formatById } from '../../shared/formats/registry.ts';
import { isUid, type Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from './messages.ts';
import { writeFiles } from './output.ts';
import { bytesOf } from './source-files.ts';
import { SurfaceSum } from './surface-sum.ts';

/** Returns the format with that id, which must be writable. Error: invalid-input, naming the writable formats. */
export function requireWritable(id: string): WritableFormat {
  const format = formatById(id);
  if (format && canWrite(format)) return format;
  const known = FORMATS.filter(canWrite)
    .map((f) => f.id)
    .join(', ');
  throw new PostilError('invalid-input', MESSAGES.unwritableFormat(id, known), {
    field: 'format',
  });
}

/** Progress is reported after this many spans were read back. */
const TELL = 1000;

/** What was written: files, losses, and what the writer reports. */
export interface WrittenDataset {
  readonly files: ExportReport['files'];
  readonly losses: ExportReport['losses'];
  /** The text of every span as the format holds it; empty for formats that identify spans by their ids. */
  readonly wrote: SurfaceSum;
}

/** Writes a dataset into a folder. Every file is durable at the end. */
export async function writeDataset(
  folder: string,
  format: WritableFormat,
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  values: OptionValues | undefined,
  name?: string,
): Promise<WrittenDataset> {
  const losses = new LossTally();
  const wrote = new SurfaceSum();
  const { files } = await writeFiles(folder, async (output) => {
    for await (const { file, chunk, last } of format.write(dataset, documents, {
      losses,
      wrote: (surface) => wrote.add(surface),
      ...(values && { values }),
      ...(name !== undefined && { name }),
    })) {
      output.write(file, chunk);
      if (last) await output.finish(file);
    }
  });
  return { files, losses: lossesOf(losses), wrote };
}

export function lossesOf(tally: LossTally): ExportReport['losses'] {
  return tally.list().map(({ examples, ...loss }) => ({ ...loss, examples: [...examples] }));
}

/** Implements `--strict`. Error: refused, if the format could not hold everything. */
export function assertNoLosses(format: WritableFormat, losses: WrittenDataset['losses']): void {
  if (losses.length === 0) return;
  const what = losses.map(({ kind, count }) => `${count} × ${kind}`).join(', ');
  throw new PostilError('refused', MESSAGES.lossRefused(format.label, what));
}

/**
 * Reads back what was written. For formats without ids, the same words must be read as often as they were written. For
 * formats with ids, the number of spans must be the number passed to the format, minus those that it reported as lost.
 *
 * @param rows spans passed to the format
 * @param check compares a span that the file identifies by its id
 * @param tell called repeatedly with the number read
 * @throws PostilError `internal`
 */
export async function assertWritten(
  folder: string,
  format: WritableFormat,
  values: OptionValues | undefined,
  { wrote, losses }: Pick<WrittenDataset, 'wrote' | 'losses'>,
  rows: number,
  check: (span: Uid, text: string, file: string) => void = () => undefined,
  tell: (found: number) => void = () => undefined,
): Promise<void> {
  let found = 0;
  const read = new SurfaceSum();
  for await (const { span, text, file } of readBack(folder, format, values)) {
    if (++found % TELL === 0) tell(found);
    if (isUid(span)) check(span, text, file);
    else read.add(text);
  }
  if (wrote.count > 0 || read.count > 0) {
    if (read.equals(wrote)) return;
    throw new PostilError('internal', MESSAGES.spanWordsDiffer);
  }
  const told = losses.find(({ kind }) => kind === LOST_SPANS)?.count ?? 0;
  if (found < rows - told) {
    throw new PostilError('internal', MESSAGES.spansMissing(found, rows));
  }
}

/** Yields the spans of a written folder, file by file; each file is read with access to the others. */
async function* readBack(
  folder: string,
  format: WritableFormat,
  values: OptionValues | undefined,
): AsyncGenerator<Surface & { readonly file: string }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
  const siblings = new Set(files);
  const claimed = new Set(files.flatMap((name) => [...(format.companions?.(name, siblings) ?? [])]));
  for (const file of files) {
    if (claimed.has(file) || format.isOfFolder?.(file)) continue;
    const options = {
      file,
      siblings,
      inFolder: true,
      ...(values && { values }),
      companion: (name: string) => {
        const path = join(folder, name);
        return Promise.resolve(existsSync(path) ? bytesOf(path, name) : null);
      },
    };
    for await (const surface of surfacesOf(format, bytesOf(join(folder, file), file), options))
      yield { ...surface, file };
  }
}
