import { statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { entities } from '../../db/exports/exporter.ts';
import { rememberHandedOut } from '../../db/exports/handed-out.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { PackFormat } from '../../shared/contract/entities.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import {
  packed,
  packLosses,
  readPack,
  writePack,
  type PackEntity,
} from '../../shared/formats/entity-pack.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { MESSAGES } from './messages.ts';
import { writeFileAside } from './output.ts';
import { assertOutput } from './output-path.ts';
import { bytesOf } from './source-files.ts';

/** Exports the registry into a folder, or beside the project. */
export async function exportPack(
  { store, files }: JobContext,
  { format, folder }: { format: PackFormat; folder?: Uid | undefined },
): Promise<{ path: string; entities: number }> {
  const name = basename(store.path, '.postil');
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const out =
    folder === undefined
      ? join(dirname(store.path), 'exports', `${name}-entities-${stamp}.${format}`)
      : join(files.resolve(folder).path, `entities.${format}`);
  return await writePackFile(store, out, format);
}

/**
 * Writes the registry as a pack: under a temporary name, read back and compared, and only then renamed. The pack does
 * not contain merged entities; their names are among the aliases of the entity that they were merged into.
 */
export async function writePackFile(
  store: ReadStore,
  out: string,
  format: PackFormat,
): Promise<{ path: string; entities: number }> {
  assertOutput(out, 'file');
  const all = [...entities(store)].filter(({ mergedInto }) => mergedInto === undefined).map(packed);
  const lost = format === 'csv' ? packLosses(all) : 0;
  if (lost > 0) {
    throw new PostilError('refused', MESSAGES.secondExternalIds(lost), { field: 'format' });
  }
  const write = (file: number) => {
    for (const piece of writePack(all, format)) writeSync(file, piece);
  };
  await writeFileAside(out, write, (partial) => assertWritten(partial, format, all));
  rememberHandedOut(store.path, { kind: 'export', format: 'entities', path: out });
  return { path: out, entities: all.length };
}

async function assertWritten(path: string, format: PackFormat, all: readonly PackEntity[]): Promise<void> {
  let i = 0;
  if (all.length > 0 || statSync(path).size > 0) {
    for await (const { entity } of readPack(bytesOf(path), basename(path), format)) {
      const expected = all[i++];
      if (!expected || canonical(entity) !== canonical(expected)) {
        throw new PostilError('internal', MESSAGES.entityDiffers(expected?.name ?? entity.name));
      }
    }
  }
  if (i !== all.length) throw new PostilError('internal', MESSAGES.entitiesMissing(i, all.length));
}

function canonical({ name, type, aliases, externalIds, note, colour }: PackEntity): string {
  const ids = externalIds.map(({ authority, value }) => `${authority}\u0000${value}`).sort();
  return JSON.stringify([name, type, aliases, ids, note, colour]);
}
