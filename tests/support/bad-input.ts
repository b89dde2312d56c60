import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { canonicalDump } from '../../db/dump.ts';
import { PostilError, type ErrorWhere } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import { newUid } from '../../shared/model/uid.ts';
import type { Backend } from './backend.ts';
import { rowCounts } from './large-import.ts';

/** A file that nobody should have made, what it is taken for, and what must come of it. */
export interface BadFile {
  readonly name: string;
  readonly bytes: () => Uint8Array | string;
  readonly format?: string;
  /** It must be refused at this place, in words that say what is wrong and what to do. */
  readonly refused: { readonly where: ErrorWhere; readonly says: RegExp };
}

/** Writes a file beside the project. */
export function put(b: Backend, name: string, bytes: Uint8Array | string): string {
  const path = join(b.folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Imports a file or folder as the window and the command line do. */
export async function bring(b: Backend, path: string, format?: string): Promise<ImportReport> {
  return await b.call('exchange.import', {
    job: newUid(),
    files: [b.workspace.files.admit(path).id],
    ...(format !== undefined && { format }),
  });
}

/** What a refused import said; fails when it was not refused, or left anything behind. */
export async function refusalOf(b: Backend, attempt: () => Promise<unknown>): Promise<PostilError> {
  const before = { rows: rowCounts(b.store), dump: [...canonicalDump(b.store)] };
  const error = await attempt().then(
    (report) => {
      throw new Error(`not refused: ${JSON.stringify(report)}`);
    },
    (reason: unknown) => reason,
  );
  if (!(error instanceof PostilError)) throw error;
  expect({ rows: rowCounts(b.store), dump: [...canonicalDump(b.store)] }).toEqual(before);
  return error;
}

/** The file must be refused, with the place and the words, and nothing of it may be in the project. */
export async function expectRefused(b: Backend, { name, bytes, format, refused }: BadFile): Promise<void> {
  const path = put(b, name, bytes());
  const { code, message, where } = await refusalOf(b, () => bring(b, path, format));
  expect(code).toBe('refused');
  expect(message).toMatch(refused.says);
  const { file, ...place } = where ?? {};
  expect(basename(file ?? '')).toBe(name);
  expect(place).toMatchObject(refused.where);
}

/** The texts of the project with the names of their files. */
export async function textsOf(b: Backend): Promise<Record<string, string>> {
  const { rows } = await b.call('documents.list', {});
  return Object.fromEntries(rows.map(({ id, name }) => [name, b.textOf(id)]));
}

/** The command line on the same project, as a script runs it. */
export function commandLine(b: Backend, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, POSTIL_CONFIG: join(b.folder, 'config-of-script') },
  });
  return { status, said: stderr, out: stdout };
}
