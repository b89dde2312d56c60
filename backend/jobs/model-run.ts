import { createHash } from 'node:crypto';
import type { ModelRun, StatedRun } from '../../shared/model/set.ts';
import { extractions } from '../../shared/formats/extractions/index.ts';
import { bytesOf, type SourceFile } from './source-files.ts';

/** Whether files are a model's predictions: a person stated it, or only models write their format. */
export function isOfModel(
  sources: readonly SourceFile[],
  { model }: { readonly model?: StatedRun | undefined },
): boolean {
  return model !== undefined || sources.some(({ format }) => format.id === extractions.id);
}

/**
 * Returns the run whose predictions the files are, or `undefined` if they are not predictions. What a person states
 * takes precedence over what the file states. A model without a name gets the name of its set.
 */
export async function modelRun(
  sources: readonly SourceFile[],
  { model: stated, set }: { readonly model?: StatedRun | undefined; readonly set?: string | undefined },
  told: StatedRun | undefined,
  name: string,
): Promise<ModelRun | undefined> {
  if (!isOfModel(sources, { model: stated }) || sources.length === 0) return undefined;
  const date = new Date().toISOString().slice(0, 10);
  return {
    date,
    ...told,
    ...stated,
    name: stated?.name ?? set ?? told?.name ?? name,
    fileSha256: await sha256(sources),
  };
}

/** Returns the hash of the file; for several files, the hash of their hashes in the order in which they were read. */
async function sha256(sources: readonly SourceFile[]): Promise<string> {
  const sums: string[] = [];
  for (const { path } of sources) {
    const hash = createHash('sha256');
    for await (const chunk of bytesOf(path)) hash.update(chunk);
    sums.push(hash.digest('hex'));
  }
  return sums.length === 1 ? sums[0]! : createHash('sha256').update(sums.join('\n')).digest('hex');
}
