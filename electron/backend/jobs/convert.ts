import { existsSync, renameSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { ExportReport, ImportReport } from '../../../shared/contract/exchange.ts';
import { completeDataset, type Told } from '../../../shared/formats/complete.ts';
import type { Incoming, OptionValues } from '../../../shared/formats/define.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { ImportNotes } from './import-notes.ts';
import { nameFolder, refuseOccupied, writeAside, type Progress } from './output.ts';
import { bytesOf, findSourceFiles, readSource } from './source-files.ts';
import { withStaging, type Staging } from './staging.ts';
import { refuseLosses, requireWritable, verifyWritten, writeDataset } from './write-dataset.ts';

export interface ConvertInput {
  /** Found for each file when absent. */
  readonly from?: string | undefined;
  readonly to: string;
  /** Name of the set of what names none. */
  readonly set?: string | undefined;
  readonly options?: OptionValues | undefined;
  readonly strict?: boolean | undefined;
}

export interface ConvertReport {
  readonly out: string;
  readonly documents: number;
  readonly spans: number;
  readonly relations: number;
  readonly files: ExportReport['files'];
  readonly losses: ExportReport['losses'];
  readonly notes: ImportReport['notes'];
}

/**
 * Turns a file or folder into another format without a project in between, document by document. It is written under a
 * temporary name, read back and compared, and only then named. `out` becomes a folder, or a file when the format
 * wrote a single one and `out` has an ending.
 */
export async function runConvert(
  input: string,
  out: string,
  { from, to, set = 'converted', options, strict }: ConvertInput,
  job: Progress,
): Promise<ConvertReport> {
  const format = requireWritable(to);
  const asFile = extname(out) !== '';
  if (asFile && existsSync(out))
    throw new PostilError('refused', `${out} is already there; choose a new name.`, { file: out });
  if (!asFile) refuseOccupied(out);
  const notes = new ImportNotes();
  const sources = findSourceFiles([{ path: input, name: basename(input) }], from, (message, file) =>
    notes.add(message, { file }),
  );
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  const reader = (staging: Staging) => {
    let passes = 0;
    return async function* (): AsyncGenerator<Incoming> {
      // Ids that stand twice are found in the first pass.
      const first = passes++ === 0;
      const message = first ? 'Looking through what there is' : 'Converting';
      let before = 0;
      for (const [i, source] of sources.entries()) {
        const counted = async function* (path: string) {
          let done = before;
          for await (const chunk of bytesOf(path, source.name)) {
            job.progress((done += chunk.length), total, 'bytes', message);
            yield chunk;
          }
        };
        const seenIds = first ? staging.seenIds(i) : { claim: () => undefined };
        yield* readSource(source, { values: options, seenIds, bytes: counted });
        before += source.bytes;
      }
    };
  };
  return await withStaging((staging) =>
    writeAside(out, async (partial) => {
      const tell = ({ message, where }: Told) => notes.add(message, where);
      const { dataset, documents } = await completeDataset(reader(staging), set, tell);
      if (format.sets === 'one' && dataset.sets.length > 1) {
        const names = dataset.sets.map(({ name }) => `“${name}”`).join(', ');
        throw new PostilError(
          'refused',
          `${format.label} holds one annotation set, and there are ${dataset.sets.length}: ${names}. Import into a project and export one of them.`,
        );
      }
      const counts = { documents: 0, spans: 0, relations: 0 };
      const counted = async function* (): AsyncGenerator<DocumentRecord> {
        for await (const document of documents()) {
          counts.documents++;
          counts.spans += document.spans.length;
          counts.relations += document.relations.length;
          yield document;
        }
      };
      const written = await writeDataset(partial, format, dataset, counted(), options);
      const { files, losses } = written;
      if (strict) refuseLosses(format, losses);
      await verifyWritten(partial, format, options, written, counts.spans, undefined, (found) => {
        job.progress(found, counts.spans, 'spans', 'Reading back');
      });
      return { out: place(partial, out, asFile, files), ...counts, files, losses, notes: notes.list() };
    }),
  );
}

/** Gives what was written its name, and answers it. */
function place(partial: string, out: string, asFile: boolean, files: ExportReport['files']): string {
  const [only] = files;
  if (asFile && files.length === 1 && only) {
    renameSync(join(partial, only.name), out);
    return out;
  }
  nameFolder(partial, out);
  return out;
}
