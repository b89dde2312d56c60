import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
import { PostilError, type ErrorWhere } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import { newUid } from '../../shared/model/uid.ts';
import type { Backend } from './backend.ts';
import { rowCounts } from './large-import.ts';

/** A damaged or malicious file, the format that it is read as, and how the import must react. */
export interface BadFile {
  readonly name: string;
  readonly bytes: () => Uint8Array | string;
  readonly format?: string;
  /** Set if importing the sound part of the file would take too long. */
  readonly strictOnly?: boolean;
  /** Where the refusal must locate the problem, and a pattern of its message. */
  readonly refused: { readonly where: ErrorWhere; readonly says: RegExp };
}

/** Writes a file beside the project. */
export function put(b: Backend, name: string, bytes: Uint8Array | string): string {
  const path = join(b.folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Imports a file or folder; `strict` imports all or nothing. */
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

/** Returns the error of a refused import. Fails if the import was not refused or left anything behind. */
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
 * Expects that a strict import refuses the file with this location and message, and leaves nothing of it in the
 * project. An import that is not strict must either refuse it as well, or leave out the faulty part and report it
 * with the same location and message.
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
