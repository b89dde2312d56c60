import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
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
  /** Importing all that is good besides would take long. */
  readonly strictOnly?: boolean;
  /** It must be refused at this place, in words that say what is wrong and what to do. */
  readonly refused: { readonly where: ErrorWhere; readonly says: RegExp };
}

/** Writes a file beside the project. */
export function put(b: Backend, name: string, bytes: Uint8Array | string): string {
  const path = join(b.folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Imports a file or folder as the window and the command line do; `strict` is all or nothing. */
export async function bring(
  b: Backend,
  path: string,
  format?: string,
  { strict = false } = {},
): Promise<ImportReport> {
  return await b.call('exchange.import', {
    job: newUid(),
    files: [b.workspace.files.admit(path).id],
    strict,
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

/**
 * All or nothing, the file must be refused, with the place and the words, and nothing of it may be in the project. Else
 * it is refused as well, or what is wrong is left out with the same place and words.
 */
export async function expectRefused(
  b: Backend,
  { name, bytes, format, refused, strictOnly }: BadFile,
): Promise<void> {
  const path = put(b, name, bytes());
  const strict = await refusalOf(b, () => bring(b, path, format, { strict: true }));
  expect(strict.code).toBe('refused');
  const lax = strictOnly
    ? strict
    : await bring(b, path, format).then(
        ({ leftOut }) => leftOut?.faults[0],
        (error: unknown) => error as PostilError,
      );
  for (const told of [strict, lax]) {
    expect(told?.message).toMatch(refused.says);
    const { file, ...place } = told?.where ?? {};
    expect(basename(file ?? '')).toBe(name);
    expect(place).toMatchObject(refused.where);
  }
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
