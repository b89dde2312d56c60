import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { ExportReport } from '../../../shared/contract/exchange.ts';
import {
  canWrite,
  surfacesOf,
  type Dataset,
  type OptionValues,
  type Surface,
  type WritableFormat,
} from '../../../shared/formats/define.ts';
import { LossTally } from '../../../shared/formats/losses.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { FORMATS, formatById } from '../../../shared/formats/registry.ts';
import { OutputFiles } from './output.ts';
import { SurfaceSum } from './surface-sum.ts';

/** The format of that id that can be written. Error: invalid-input, naming those there are. */
export function requireWritable(id: string): WritableFormat {
  const format = formatById(id);
  if (format && canWrite(format)) return format;
  const known = FORMATS.filter(canWrite)
    .map((f) => f.id)
    .join(', ');
  throw new PostilError('invalid-input', `No format “${id}” can be written. There are: ${known}.`, {
    field: 'format',
  });
}

/** What was written: files, losses, and what the writer says it wrote. */
export interface WrittenDataset {
  readonly files: ExportReport['files'];
  readonly losses: ExportReport['losses'];
  /** Of every span as the format holds it; empty for formats that name spans by their ids. */
  readonly wrote: SurfaceSum;
}

/** Writes a dataset into a folder, every file durable at the end. */
export async function writeDataset(
  folder: string,
  format: WritableFormat,
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  options: { readonly values?: OptionValues | undefined; readonly name?: string | undefined },
): Promise<WrittenDataset> {
  const losses = new LossTally();
  const wrote = new SurfaceSum();
  const files = new OutputFiles(folder);
  try {
    for await (const { file, chunk, last } of format.write(dataset, documents, {
      losses,
      wrote: (surface) => wrote.add(surface),
      ...(options.values && { values: options.values }),
      ...(options.name !== undefined && { name: options.name }),
    })) {
      files.write(file, chunk);
      if (last) files.finish(file);
    }
  } finally {
    files.close();
  }
  return { files: files.list(), losses: lossesOf(losses), wrote };
}

export function lossesOf(tally: LossTally): ExportReport['losses'] {
  return tally.list().map(({ examples, ...loss }) => ({ ...loss, examples: [...examples] }));
}

/** The spans of a written folder, file by file, each with the others at hand. */
export async function* readBack(
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
    if (claimed.has(file)) continue;
    const options = {
      file,
      siblings,
      inFolder: true,
      ...(values && { values }),
      companion: (name: string) => {
        const path = join(folder, name);
        return Promise.resolve(existsSync(path) ? createReadStream(path) : null);
      },
    };
    for await (const surface of surfacesOf(format, createReadStream(join(folder, file)), options))
      yield { ...surface, file };
  }
}
