import Database from 'better-sqlite3';
import { PostilError } from '../../shared/contract/errors.ts';
import { MESSAGES } from '../messages.ts';

/**
 * Whether an error means that the file is not a sound database: SQLITE_CORRUPT with all its kinds, SQLITE_NOTADB, or
 * JSON that cannot be read, because what is stored was well formed.
 */
export function isDamage(error: unknown): error is Error & { readonly code: string } {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const code = String(error.code);
  return (
    code.startsWith('SQLITE_CORRUPT') ||
    code === 'SQLITE_NOTADB' ||
    (code === 'SQLITE_ERROR' && error.message === 'malformed JSON')
  );
}

/** Whether an error means only that the file could not be read at this moment. */
export function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(BUSY|LOCKED|INTERRUPT|NOMEM|CANTOPEN)/.test(code);
}

/** The message for a project in which damage was found while it was open. */
export function damagedWhileOpen(path: string, why: string): PostilError {
  const reason = why.replace(/\.$/, '');
  return new PostilError('damaged', MESSAGES.damagedWhileOpen(path, reason), { file: path });
}

/** Finds what SQLite itself sees wrong with a file, one finding at a time, the quickest checks first. */
export function* findDamage(raw: Database.Database, thorough: boolean): Generator<string> {
  yield* tried(() => {
    const check = thorough ? 'integrity_check(1)' : 'quick_check(1)';
    const found = String(raw.pragma(check, { simple: true }));
    return found === 'ok' ? null : found;
  });
  yield* tried(() => {
    const broken = (raw.pragma('foreign_key_check') as unknown[]).length;
    return broken === 0 ? null : `${broken} references lead to rows that are not there`;
  });
}

/** Refuses a file in which {@link findDamage} finds something. Error: damaged. */
export function assertUndamaged(raw: Database.Database): void {
  const [found] = findDamage(raw, false);
  if (found !== undefined) throw damagedWhileOpen(raw.name, found);
}

/** A check that cannot be finished has found damage, unless something passing stopped it. */
function* tried(check: () => string | null): Generator<string> {
  let found;
  try {
    found = check();
  } catch (error) {
    if (isPassing(error)) throw error;
    found = error instanceof Error ? error.message : String(error);
  }
  if (found !== null) yield found;
}

/**
 * Closes a connection without folding its journal into the file, which the last connection to a file would do: another
 * one that only reads stays until it is closed, and that one never writes.
 */
export function closeUntouched(raw: Database.Database): void {
  let reader: Database.Database | undefined;
  try {
    reader = new Database(raw.name, { readonly: true, fileMustExist: true });
    reader.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch {
    // A file that cannot even be read has nothing left to protect.
  }
  try {
    raw.close();
  } finally {
    reader?.close();
  }
}
