import { statSync } from 'node:fs';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/**
 * The project files that this process has open through SQLite, its threads included.
 *
 * POSIX locks belong to the process: closing any descriptor of a file gives up all locks that the process has on it, those of
 * SQLite too. Another program would then take itself for the only one, and delete the journal from under this one. So a
 * file that is listed here must not be opened by any other means than SQLite: not read, not copied.
 */
interface Opened {
  readonly times: number;
  /** The private copy that is used instead of a file in a folder that cannot be written. */
  readonly copy?: string;
}

const KEY = 'postil-opened';

/** Which file a path leads to, or `null` if there is none: it stays the same when the file is renamed or written. */
export function fileId(path: string): string | null {
  // As big numbers: Windows has ids that no other number holds.
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.dev}:${stat.ino}` : null;
}

/** Whether this process has the file open already, and through which private copy, if any. */
export function openedHere(path: string): { readonly copy?: string } | undefined {
  const id = fileId(path);
  return id === null ? undefined : listed()[id];
}

/** Lists a file as open until the returned function is called. Threads that are started meanwhile know of it. */
export function enterOpened(path: string, copy?: string): () => void {
  const id = fileId(path);
  if (id === null) return () => undefined;
  const before = listed()[id];
  list(id, { times: (before?.times ?? 0) + 1, ...(copy !== undefined && { copy }) });
  let left = false;
  return () => {
    if (left) return;
    left = true;
    const now = listed()[id];
    list(id, now && now.times > 1 ? { ...now, times: now.times - 1 } : undefined);
  };
}

/** A thread gets a copy of these data when it is started, which is what makes them known there. */
function listed(): Readonly<Record<string, Opened>> {
  const known = getEnvironmentData(KEY) as unknown as Readonly<Record<string, Opened>> | undefined;
  return known ?? {};
}

function list(id: string, opened: Opened | undefined): void {
  const { [id]: _, ...others } = listed();
  setEnvironmentData(KEY, opened ? { ...others, [id]: opened } : others);
}
