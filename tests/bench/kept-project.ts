import { hash } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CURRENT_VERSION } from '../../db/migrations/index.ts';
import type { Lab } from './lab.ts';

const FILE = 'bench.postil';

interface Maker {
  /** States what is made, with its size: projects of another name are others. */
  readonly name: string;
  /** The module that makes it; a change of its text makes the project again. */
  readonly module: string;
  /** Makes the project in an empty folder. */
  make(folder: string): void | Promise<void>;
}

/**
 * Returns the folder of a copy of a project, to which rows may write. The original is created once and kept in the folder for
 * temporary files, under a name that changes with the module that makes it and with the database schema.
 */
export async function copyOfKept(lab: Lab, { name, module, make }: Maker): Promise<string> {
  const generator = hash('sha256', readFileSync(new URL(module), 'utf8')).slice(0, 12);
  const kept = join(tmpdir(), 'postil-bench-cache', `${name}-${CURRENT_VERSION}-${generator}`);
  if (!existsSync(kept)) {
    lab.say(`writing the project ${name}, once, to ${kept}`);
    const partial = `${kept}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await make(partial);
    renameSync(partial, kept);
  }
  const folder = join(lab.folder, name);
  mkdirSync(join(folder, 'config'), { recursive: true });
  for (const file of [join('config', 'settings.json'), FILE])
    copyFileSync(join(kept, file), join(folder, file), constants.COPYFILE_FICLONE);
  return folder;
}
