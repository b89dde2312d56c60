import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Notify = (argv: readonly string[], folder: string, data: unknown) => void;

/**
 * The lock that allows one program per `userData`: a file with the holder's process id, because the result is needed
 * synchronously. A second program writes its start arguments to a file that the first one watches.
 */
export function takeLock(userData: string, data: unknown, notify: Notify): boolean {
  const folder = join(userData, 'double-lock');
  const lock = join(folder, 'pid');
  const mail = join(folder, 'second.json');
  mkdirSync(folder, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (isAlive(Number(readFileSync(lock, 'utf8')))) {
        writeFileSync(`${mail}.partial`, JSON.stringify([process.argv, process.cwd(), data]));
        renameSync(`${mail}.partial`, mail);
        return false;
      }
      rmSync(lock, { force: true });
    }
  }
  const watcher = watch(folder, () => {
    if (!existsSync(mail)) return;
    const [argv, from, given] = JSON.parse(readFileSync(mail, 'utf8')) as [string[], string, unknown];
    rmSync(mail);
    notify(argv, from, given);
  });
  process.once('exit', () => {
    watcher.close();
    rmSync(lock, { force: true });
  });
  return true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
