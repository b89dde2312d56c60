import { writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PostilError } from '../../shared/contract/errors.ts';
import { guidelinePage, type PageFormat } from '../../shared/guideline/page.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { currentScheme, readSchemeVersion } from '../../db/scheme/scheme.ts';
import { schemeVersion } from '../../db/scheme/scheme-versions.ts';
import type { JobContext } from '../context.ts';
import { MESSAGES } from '../services/messages.ts';
import { writeFileAside } from './output.ts';

interface Written {
  readonly path: string;
  readonly version: number;
}

/** Exports the guideline into a folder, or beside the project. */
export async function exportGuideline(
  { store, files }: JobContext,
  format: PageFormat,
  folder?: Uid,
  version: number = currentScheme(store).number,
): Promise<Written> {
  const name = basename(store.path, '.postil');
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const place =
    folder === undefined
      ? join(dirname(store.path), 'exports', `${name}-guideline-v${version}-${stamp}`)
      : join(files.resolve(folder).path, `guideline-v${version}`);
  return await writeGuidelineFile(store, format, `${place}.${format}`, version);
}

/** Writes the guideline of a version of the scheme under a temporary name first, so that no incomplete file remains. */
export async function writeGuidelineFile(
  store: ReadStore,
  format: PageFormat,
  out: string,
  version: number,
): Promise<Written> {
  const uid = schemeVersion(store, version);
  if (uid === undefined)
    throw new PostilError('not-found', MESSAGES.noVersion(version), { field: 'version' });
  const page = guidelinePage(readSchemeVersion(store, uid), version, format);
  await writeFileAside(out, (file) => writeSync(file, page));
  return { path: out, version };
}
